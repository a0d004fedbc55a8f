//go:build linux || darwin

package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/jonboulle/clockwork"
)

// dropStalePID removes the note of a crashed server whose process id now
// belongs to something else, which PostgreSQL alone can't tell in a container.
// We hold the lock, so no other Followup is just writing it.
func (p *place) dropStalePID() error {
	pid := postmaster(p.data).pid
	if pid == 0 {
		return nil
	}
	works, known := worksIn(pid, p.data)
	if works {
		return errLeftover
	}
	if !known {
		return nil // PostgreSQL decides
	}
	return os.Remove(filepath.Join(p.data, "postmaster.pid"))
}

// readyAs says whether the server with that process id takes connections.
func (p *place) readyAs(pid int) bool {
	note := postmaster(p.data)
	return note.pid == pid && note.status == "ready"
}

// note is what a running server writes into postmaster.pid.
type note struct {
	pid    int
	status string
}

func postmaster(data string) note {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid")) //nolint:gosec // our folder
	if err != nil {
		return note{}
	}
	lines := strings.Split(string(text), "\n")
	pid, _ := strconv.Atoi(strings.TrimSpace(lines[0])) // half-written reads as none
	n := note{pid: pid}
	if len(lines) > 7 {
		n.status = strings.TrimSpace(lines[7])
	}
	return n
}

// tryLock returns the locked file, or ErrInUse. Closing it, or our death,
// gives the lock free.
func tryLock(path string) (*os.File, error) { return lockOpened(path, os.O_CREATE|os.O_RDWR) }

// tryLockExisting is tryLock for a file that must be there.
func tryLockExisting(path string) (*os.File, error) { return lockOpened(path, os.O_RDWR) }

func lockOpened(path string, flag int) (*os.File, error) {
	f, err := os.OpenFile(path, flag, 0o600) //nolint:gosec // our folder
	if err != nil {
		return nil, fmt.Errorf("lock the folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrInUse
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return f, nil
}

func awaitLock(ctx context.Context, clock clockwork.Clock, path string) (*os.File, error) {
	for {
		f, err := tryLock(path)
		if !errors.Is(err, ErrInUse) {
			return f, err
		}
		select {
		case <-clock.After(poll):
		case <-ctx.Done():
			return nil, fmt.Errorf("lock %s: %w", path, ctx.Err())
		}
	}
}
