package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"
)

// withGoRun returns a context that also ends when "go run", which started us, is gone: it passes no SIGTERM on, and whoever ended it
// wants nothing left behind. Started by anybody else, we outlive them as every program does.
func withGoRun(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	parent := os.Getppid()
	if nameOf(ctx, parent) != "go" {
		return ctx, cancel
	}
	go func() {
		look := clockwork.NewRealClock().NewTicker(300 * time.Millisecond)
		defer look.Stop()
		for os.Getppid() == parent {
			select {
			case <-look.Chan():
			case <-ctx.Done():
				return
			}
		}
		cancel()
	}()
	return ctx, cancel
}

// nameOf is the name of a running program; empty where it can't be found out.
func nameOf(ctx context.Context, pid int) string {
	name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	if err != nil {
		name, err = exec.CommandContext(ctx, "ps", "-o", "comm=", "-p", strconv.Itoa(pid)).Output() //nolint:gosec // a number is no command
	}
	if err != nil {
		return ""
	}
	return filepath.Base(strings.TrimSpace(string(name)))
}
