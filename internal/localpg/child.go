//go:build linux || darwin

package localpg

import (
	"bytes"
	"log/slog"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// child is a running process that is waited for. err may be read once done is
// closed.
type child struct {
	cmd  *exec.Cmd
	pid  int
	done chan struct{}
	err  error
}

// spawn starts the command from a thread that lives as long as the child:
// the kernel ties "dies with its parent" to the thread that made it.
func spawn(cmd *exec.Cmd, said *tail) (*child, error) {
	cmd.Stdout, cmd.Stderr = said, said
	cmd.WaitDelay = 5 * time.Second // a killed server's sessions hold the pipe a little longer
	c := &child{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		c.err = cmd.Wait()
		close(c.done)
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	c.pid = cmd.Process.Pid
	return c, nil
}

func (c *child) alive() bool {
	select {
	case <-c.done:
		return false
	default:
		return true
	}
}

func (c *child) signal(sig syscall.Signal) {
	_ = c.cmd.Process.Signal(sig) // fails only when it has ended, which is what done tells
}

// tail keeps the last lines written to it.
type tail struct {
	log *slog.Logger

	mu      sync.Mutex
	partial []byte
	lines   []string
}

const tailLines = 40

// Write keeps the lines and never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.partial = append(t.partial, p...)
	for {
		line, rest, found := bytes.Cut(t.partial, []byte("\n"))
		if !found {
			return len(p), nil
		}
		t.partial = rest
		t.lines = append(t.lines, string(line))
		if len(t.lines) > tailLines {
			t.lines = t.lines[len(t.lines)-tailLines:]
		}
		t.log.Debug("private_postgres_said", "line", string(line))
	}
}

func (t *tail) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.partial, t.lines = nil, nil
}

// String is the lines that were kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(append(slices.Clip(t.lines), string(t.partial)), "\n")
}
