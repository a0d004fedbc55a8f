package soak

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"github.com/jonboulle/clockwork"
)

// fleet is the replicas: so many processes, each started again when it ends.
type fleet struct {
	book   *book
	clock  clockwork.Clock // real
	assign func(incarnation int) assignment
	heard  func(replica string, line []byte)

	mu      sync.Mutex
	slots   []*slot
	started int
	calm    bool
	closing bool
	wait    sync.WaitGroup
}

// slot is the place of one replica.
type slot struct {
	name    string
	cmd     *exec.Cmd
	told    *json.Encoder
	stdin   io.Closer
	addr    string    // of its health port, once it serves
	awaited bool      // its end was asked for
	held    bool      // not to be started again for now
	since   time.Time // it was started
	ended   chan struct{}
}

// startPause is how long after its end a replica is started again, as a supervisor does.
const startPause = 500 * time.Millisecond

// start begins a replica's life and keeps it up until the fleet is stopped.
func (f *fleet) start(ctx context.Context, name string) {
	s := &slot{name: name}
	f.mu.Lock()
	f.slots = append(f.slots, s)
	f.mu.Unlock()
	f.wait.Go(func() {
		for !f.over(s) {
			if err := f.live(ctx, s); err != nil {
				f.book.breach(Sound, "%s: %v", s.name, err)
			}
			<-f.clock.After(startPause)
		}
	})
}

// over reports whether a replica is not to be started again. It waits while the replica is held down.
func (f *fleet) over(s *slot) bool {
	for {
		f.mu.Lock()
		closing, held := f.closing, s.held
		f.mu.Unlock()
		if closing || !held {
			return closing
		}
		<-f.clock.After(startPause / 10)
	}
}

// live runs a replica once, from its start to its end. An end that nobody asked for is an error.
func (f *fleet) live(ctx context.Context, s *slot) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), self) //nolint:gosec // ourselves
	cmd.Env = append(os.Environ(), replicaMark+"=1")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	defer close(ended)
	f.mu.Lock()
	f.started++
	a := f.assign(f.started)
	a.Calm = f.calm
	s.cmd, s.told, s.stdin, s.addr, s.awaited, s.since, s.ended = cmd, json.NewEncoder(stdin), stdin, "", false, f.clock.Now(), ended
	told := s.told.Encode(a)
	f.mu.Unlock()
	f.book.tell("%s started, process %d", s.name, cmd.Process.Pid)
	f.read(s, stderr)
	err = errors.Join(told, cmd.Wait())
	f.mu.Lock()
	defer f.mu.Unlock()
	served, awaited := s.addr != "", s.awaited || f.closing
	s.addr = ""
	switch {
	case awaited:
		f.book.tell("%s ended", s.name)
		return nil
	case !served:
		f.book.tell("%s could not start: %v", s.name, err)
		f.book.count("starts that failed", 1)
		return nil
	default:
		return fmt.Errorf("ended unasked: %w", err)
	}
}

// read hands on what a replica says until it ends.
func (f *fleet) read(s *slot, from io.Reader) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var said struct {
			Msg  string `json:"msg"`
			Addr string `json:"addr"`
		}
		if json.Unmarshal(lines.Bytes(), &said) == nil && said.Msg == healthAt {
			f.mu.Lock()
			s.addr = said.Addr
			f.mu.Unlock()
		}
		f.heard(s.name, lines.Bytes())
	}
	_, _ = io.Copy(io.Discard, from) // a line too long to be read must not block it
}

// say tells every replica something; those to come learn it from their assignment.
func (f *fleet) say(w word) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if w.Calm != nil {
		f.calm = *w.Calm
	}
	for _, s := range f.slots {
		if s.told != nil {
			_ = s.told.Encode(w) // one that has just ended gets it at its start
		}
	}
}

// addrs are the health ports of the replicas that serve, by name.
func (f *fleet) addrs() map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := map[string]string{}
	for _, s := range f.slots {
		if s.addr != "" {
			all[s.name] = s.addr
		}
	}
	return all
}

// take ends a replica with a signal and holds it down for a while. It returns how long the end took.
func (f *fleet) take(i int, with syscall.Signal, down time.Duration) time.Duration {
	f.mu.Lock()
	s := f.slots[i]
	if s.cmd == nil || s.ended == nil {
		f.mu.Unlock()
		return 0
	}
	s.awaited, s.held = true, true
	begun, ended := f.clock.Now(), s.ended
	_ = s.cmd.Process.Signal(with) // it may have ended by itself
	f.mu.Unlock()
	<-ended
	took := f.clock.Now().Sub(begun)
	<-f.clock.After(down)
	f.mu.Lock()
	defer f.mu.Unlock()
	s.held = false
	return took
}

// stop ends all replicas in good order.
func (f *fleet) stop() {
	f.mu.Lock()
	f.closing = true
	for _, s := range f.slots {
		if s.cmd != nil {
			_ = s.cmd.Process.Signal(syscall.SIGTERM) // the same
		}
	}
	f.mu.Unlock()
	f.wait.Wait()
}
