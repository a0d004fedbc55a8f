//go:build linux || darwin

package localpg

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// poll is how often a file or a process is looked at while waiting for it.
	poll = 5 * time.Millisecond

	// leftover bounds the wait for an earlier server, orphaned by a kill, to
	// leave the data folder.
	leftover = 20 * time.Second
)

var errLeftover = errors.New("an earlier server has not left the data folder yet")

// Up runs the server again after Down or Kill and returns once it answers.
// It does nothing while the server runs.
func (c *Cluster) Up(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return ErrStopped
	}
	if c.server != nil && c.server.alive() {
		return nil
	}
	giveUp := c.clock.After(leftover)
	for {
		err := c.up(ctx)
		if err == nil || !errors.Is(err, errLeftover) {
			return err
		}
		select {
		case <-c.clock.After(20 * poll):
		case <-giveUp:
			return fmt.Errorf("%w: %s: %w", ErrInUse, c.place.root, err)
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		}
	}
}

func (c *Cluster) up(ctx context.Context) error {
	if err := c.place.makeSocketDir(c.account); err != nil {
		return err
	}
	if err := c.place.dropStalePID(); err != nil {
		return err
	}
	c.said.reset()
	server, err := spawn(c.command(), c.said)
	if err != nil {
		return fmt.Errorf("run %s: %w", c.bin.postgres(), err)
	}
	c.server = server
	c.janitor.watch(server.pid)
	if err := c.awaitReady(ctx, server); err != nil {
		return errors.Join(err, c.down(context.WithoutCancel(ctx)))
	}
	c.log.Info("private_postgres_up", "version", c.bin.version, "temporary", c.place.temporary)
	return nil
}

// awaitReady trusts an answer only once postmaster.pid names our child:
// another server on the same socket would answer too.
func (c *Cluster) awaitReady(ctx context.Context, server *child) error {
	for !c.place.readyAs(server.pid) {
		select {
		case <-server.done:
			said := c.Log()
			if strings.Contains(said, `"postmaster.pid" already exists`) ||
				strings.Contains(said, "pre-existing shared memory block") {
				return errLeftover
			}
			return fmt.Errorf("postgres ended at once (%w): %s", server.err, said)
		case <-ctx.Done():
			return fmt.Errorf("wait for postgres: %w: %s", ctx.Err(), c.Log())
		case <-c.clock.After(poll):
		}
	}
	return c.ping(ctx)
}

func (c *Cluster) ping(ctx context.Context) (err error) {
	db, err := sql.Open("postgres", c.URL("postgres"))
	if err != nil {
		return fmt.Errorf("ping postgres: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf("ping postgres: %w: %s", err, c.Log())
	}
	return nil
}

// Down shuts the server down fast, sessions are cut and data is flushed, and
// returns once it is gone. The data and the hold on the folder stay. When the
// context ends first the server is killed, which loses no commit, and the
// context's error comes back.
func (c *Cluster) Down(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.down(ctx)
}

func (c *Cluster) down(ctx context.Context) error {
	if c.server == nil {
		return nil
	}
	c.signalAll(syscall.SIGCONT) // in case it was paused
	c.server.signal(syscall.SIGINT)
	var err error
	select {
	case <-c.server.done:
	case <-ctx.Done():
		err = fmt.Errorf("shut postgres down: %w", ctx.Err())
		c.kill()
	}
	c.server = nil
	c.janitor.watch(0)
	return err
}

// Restart is Down and Up.
func (c *Cluster) Restart(ctx context.Context) error {
	if err := c.Down(ctx); err != nil {
		return err
	}
	return c.Up(ctx)
}

// Abort ends the server at once, as pg_ctl stop -m immediate does, and returns
// when it is gone: sessions are told, nothing is flushed. Up recovers it.
func (c *Cluster) Abort() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server == nil {
		return
	}
	c.server.signal(syscall.SIGQUIT)
	<-c.server.done
	c.server = nil
	c.janitor.watch(0)
}

// Kill ends the server with SIGKILL, as a crash would, and returns once it is
// gone. Up recovers it.
func (c *Cluster) Kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server == nil {
		return
	}
	c.kill()
	c.server = nil
	c.janitor.watch(0)
}

func (c *Cluster) kill() {
	c.signalAll(syscall.SIGKILL)
	<-c.server.done
}

// Pause freezes the server and its sessions: connections stay open, new ones
// are taken by the kernel, and nothing answers until Resume.
func (c *Cluster) Pause() { c.signalLocked(syscall.SIGSTOP) }

// Resume ends a Pause.
func (c *Cluster) Resume() { c.signalLocked(syscall.SIGCONT) }

func (c *Cluster) signalLocked(sig syscall.Signal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.server != nil {
		c.signalAll(sig)
	}
}

// signalAll tells the postmaster first, so that it starts no new sessions
// meanwhile; the sessions are process groups of their own.
func (c *Cluster) signalAll(sig syscall.Signal) {
	if !c.server.alive() {
		return // its id may be someone else's by now
	}
	sessions := childrenOf(c.server.pid)
	c.server.signal(sig)
	for _, pid := range append(sessions, childrenOf(c.server.pid)...) {
		_ = syscall.Kill(pid, sig) // it may have ended by itself
	}
}

// command runs postgres with all that matters on its command line, so that an
// older data folder follows newer code.
func (c *Cluster) command() *exec.Cmd {
	settings := []string{
		"listen_addresses=",
		"unix_socket_directories=" + c.place.socket,
		"unix_socket_permissions=0700",
		"port=" + socketPort,
		"max_connections=" + strconv.Itoa(c.opts.MaxConnections),
		"shared_buffers=64MB",
		"jit=off",
		"timezone=UTC",
		"log_timezone=UTC",
		"log_destination=stderr",
		"logging_collector=off",
		"log_line_prefix=",
		// People's words stay out of the log: no statements, no row values.
		"log_error_verbosity=terse",
		"log_min_error_statement=panic",
		"fsync=" + onOff(c.opts.Fsync),
		"full_page_writes=" + onOff(c.opts.Fsync),
	}
	switch {
	case c.opts.Replicated:
		settings = append(settings, "wal_level=replica", "max_wal_senders=4", "hot_standby=on")
	case c.place.temporary:
		settings = append(settings, "wal_level=minimal", "max_wal_senders=0")
	}
	args := []string{"-D", c.place.data}
	for _, s := range append(settings, c.opts.Settings...) {
		args = append(args, "-c", s)
	}
	// Not CommandContext: the server outlives the context it was started with.
	cmd := exec.Command(c.bin.postgres(), args...) //nolint:gosec,noctx // the binary is the operator's choice or hash-checked
	c.account.run(cmd)
	bindToParent(cmd.SysProcAttr)
	cmd.Dir = filepath.Dir(c.place.data)
	return cmd
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

// environment is ours without what would steer PostgreSQL behind our back.
func environment() []string {
	var env []string
	for _, kv := range os.Environ() {
		if strings.HasPrefix(kv, "PG") || strings.HasPrefix(kv, "LC_") || strings.HasPrefix(kv, "LANG") {
			continue
		}
		env = append(env, kv)
	}
	return append(env, "LC_ALL=C", "TZ=UTC")
}
