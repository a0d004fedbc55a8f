//go:build linux || darwin

package localpg

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/jonboulle/clockwork"
)

// socketPort names the socket's file; no TCP port is opened.
const socketPort = "5432"

// place is the folders of one cluster, held by a lock until it is closed.
type place struct {
	base      string // shared by all our clusters; holds sockets and temporary clusters
	root      string // ours; holds the lock, and the data one below
	data      string // PostgreSQL's own, owned by the server's account
	socket    string
	cache     string
	temporary bool
	lock      *os.File
}

// openPlace makes and locks the folders. For a temporary place it removes
// those that dead programs left behind.
func openPlace(ctx context.Context, clock clockwork.Clock, opts Options, acc account) (*place, error) {
	base, err := baseDir(acc)
	if err != nil {
		return nil, err
	}
	p := &place{base: base, cache: cacheDir(opts.CacheDir, base, acc), temporary: opts.DataDir == ""}
	if p.temporary {
		err = p.openTemporary(ctx, clock)
	} else {
		err = p.openKept(opts.DataDir, acc)
	}
	if err != nil {
		p.tidy()
		return nil, err
	}
	p.data = filepath.Join(p.root, "data")
	return p, nil
}

func (p *place) openKept(dir string, acc account) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := makeRoot(dir, acc); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	if p.root, err = filepath.EvalSymlinks(dir); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	if at := acc.barredAt(p.root); at != "" {
		return fmt.Errorf("data folder %s: PostgreSQL refuses to run as root and runs as %s, who may not enter %s; choose another data folder or run as an ordinary user", p.root, acc.name, at)
	}
	hash := sha256.Sum256([]byte(p.root))
	p.socket = filepath.Join(p.base, hex.EncodeToString(hash[:6]))
	p.lock, err = tryLock(filepath.Join(p.root, "lock"))
	if errors.Is(err, ErrInUse) {
		return fmt.Errorf("%w: %s", ErrInUse, p.root)
	}
	return err
}

// makeRoot makes the folder so that the server's account may pass through it.
// One that was there before keeps its permissions.
func makeRoot(dir string, acc account) error {
	perm := os.FileMode(0o700)
	if acc.other {
		perm = 0o755
	}
	if err := os.MkdirAll(filepath.Dir(dir), perm); err != nil {
		return err
	}
	err := os.Mkdir(dir, perm)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil || !acc.other {
		return err
	}
	return os.Chmod(dir, 0o711) //nolint:gosec // whatever the umask; the data below is 0700
}

// openTemporary holds the base folder's lock meanwhile: a folder without a
// locked lock is then certainly dead, never one that is being made.
func (p *place) openTemporary(ctx context.Context, clock clockwork.Clock) error {
	baseLock, err := p.lockBase(ctx, clock)
	if err != nil {
		return err
	}
	defer baseLock.Close() //nolint:errcheck // closing gives the lock free, and nothing was written
	reap(p.base)
	if p.root, err = os.MkdirTemp(p.base, "t-"); err != nil {
		return err
	}
	if err := os.Chmod(p.root, 0o711); err != nil { //nolint:gosec // the server's account passes through; the data below is 0700
		return err
	}
	p.socket = filepath.Join(p.root, "s")
	p.lock, err = tryLock(filepath.Join(p.root, "lock"))
	return err
}

// lockBase holds the base folder. One that another cluster's end has just
// removed is made again.
func (p *place) lockBase(ctx context.Context, clock clockwork.Clock) (*os.File, error) {
	path := filepath.Join(p.base, "lock")
	for range tidied {
		err := ownFolder(p.base)
		var lock *os.File
		if err == nil {
			lock, err = awaitLock(ctx, clock, path)
		}
		switch {
		case err == nil && isAt(lock, path):
			return lock, nil
		case err == nil:
			_ = lock.Close() // of a folder that is gone
		case !errors.Is(err, os.ErrNotExist):
			return nil, err
		}
	}
	return nil, fmt.Errorf("%s is removed again and again", p.base)
}

// tidied is how often a folder that others remove is made again before one
// gives up.
const tidied = 100

func isAt(f *os.File, path string) bool {
	held, heldErr := f.Stat()
	there, thereErr := os.Stat(path)
	return heldErr == nil && thereErr == nil && os.SameFile(held, there)
}

// tidy removes the base folder where our end leaves nothing in it but its lock.
func (p *place) tidy() {
	path := filepath.Join(p.base, "lock")
	lock, err := tryLock(path)
	if err != nil {
		return // somebody is just making a cluster, or it is gone
	}
	defer lock.Close() //nolint:errcheck // see above
	left, err := os.ReadDir(p.base)
	if err != nil || len(left) != 1 || !isAt(lock, path) {
		return
	}
	_ = os.Remove(path)
	_ = os.Remove(p.base) // fails where a socket's folder has come meanwhile
}

// reap removes the temporary clusters whose owner is dead and whose server is
// gone. What can't be removed is left to the next.
func reap(base string) {
	roots, _ := filepath.Glob(filepath.Join(base, "t-*")) // the pattern is sound
	for _, root := range roots {
		lock, err := tryLockExisting(filepath.Join(root, "lock"))
		if errors.Is(err, os.ErrNotExist) {
			// Its owner is just removing it, or died doing so. A new lock would
			// only be in the way.
			_ = os.RemoveAll(root)
		}
		if err != nil {
			continue
		}
		data := filepath.Join(root, "data")
		if works, _ := worksIn(postmaster(data).pid, data); !works {
			_ = os.RemoveAll(root)
		}
		_ = lock.Close()
	}
}

// baseDir is a folder of ours in the temporary place, with a short name
// because a socket's path may have no more than about 100 bytes.
func baseDir(acc account) (string, error) {
	tmp := os.TempDir()
	if len(tmp) > 50 || acc.barredAt(tmp) != "" {
		tmp = "/tmp"
	}
	tmp, err := filepath.EvalSymlinks(tmp)
	if err != nil {
		return "", fmt.Errorf("find the temporary folder: %w", err)
	}
	base := filepath.Join(tmp, "followup-pg-"+strconv.Itoa(os.Geteuid()))
	if err := ownFolder(base); err != nil {
		return "", err
	}
	return base, nil
}

// systemCache is where root keeps what others have to reach: its own cache
// folder is closed to them.
const systemCache = "/var/cache/followup"

// cacheDir is the wanted one, or the user's, or the system's, or where the
// server's account or we can use none of them, one in the base folder.
func cacheDir(wanted, base string, acc account) string {
	choices := []string{wanted}
	if wanted == "" {
		choices = nil
		if user, err := os.UserCacheDir(); err == nil {
			choices = append(choices, filepath.Join(user, "followup"))
		}
		if acc.other {
			choices = append(choices, systemCache)
		}
	}
	for _, dir := range choices {
		if acc.barredAt(dir) == "" && os.MkdirAll(dir, 0o755) == nil && acc.barredAt(dir) == "" { //nolint:gosec // programs, not secrets
			return dir
		}
	}
	return filepath.Join(base, "cache")
}

// ownFolder makes a folder that others may pass through and only we may
// change. In a place where anyone may write it trusts no folder of others.
func ownFolder(path string) error {
	if err := os.Mkdir(path, 0o711); err != nil && !errors.Is(err, os.ErrExist) { //nolint:gosec // see above
		return err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || !ok || int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("%s is not a folder of ours; remove it or set TMPDIR to another folder", path)
	}
	return os.Chmod(path, 0o711) //nolint:gosec // see above
}

// makeSocketDir makes the folder that decides who may connect.
func (p *place) makeSocketDir(acc account) error {
	var err error
	for range tidied { // another cluster's end may remove the base folder in between
		if err = ownFolder(p.base); err == nil {
			err = os.Mkdir(p.socket, 0o700)
		}
		if !errors.Is(err, os.ErrNotExist) {
			break
		}
	}
	if err == nil || errors.Is(err, os.ErrExist) {
		err = acc.own(p.socket)
	}
	if err != nil {
		return fmt.Errorf("make the socket folder: %w", err)
	}
	return nil
}
