package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// process is a program that is measured.
type process struct {
	cmd     *exec.Cmd
	said    bytes.Buffer
	started time.Time
	once    sync.Once
	err     error
}

// build makes the program as the Dockerfile does.
func (h *house) build(ctx context.Context) (string, error) {
	dir, err := h.folder()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "followup")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s=false", "-o", path, "./cmd/followup") //nolint:gosec // our own folder
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, said)
	}
	return path, nil
}

// serve starts the bot against a workspace and a database, and returns once it is connected.
func (h *house) serve(ctx context.Context, program, url string, ws *slacksim.Workspace) (*process, error) {
	return h.serveAt(ctx, program, ws.APIURL(), url, ws, 0)
}

// serveAt is serve by a clock that is so far ahead, and with another address of Slack's Web API.
func (h *house) serveAt(ctx context.Context, program, api, url string, ws *slacksim.Workspace, ahead time.Duration) (*process, error) {
	dir, err := h.folder()
	if err != nil {
		return nil, err
	}
	args := []string{"serve"}
	if ahead != 0 {
		args = append(args, "--clock-offset", ahead.String())
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(plainEnv(), appEnv(ws)...)
	cmd.Env = append(cmd.Env, "DATABASE_URL="+url, "FOLLOWUP_HTTP_ADDR=off", "FOLLOWUP_LOG_LEVEL=warn", "SLACK_API_URL="+api)
	return h.launch(ctx, cmd, ws, 1)
}

// launch starts an app and waits until it has so many connections.
func (h *house) launch(ctx context.Context, cmd *exec.Cmd, ws *slacksim.Workspace, connections int) (*process, error) {
	p := &process{cmd: cmd, started: real.Now()}
	cmd.Stdout, cmd.Stderr = &p.said, &p.said
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	h.later(p.stop)
	ended := make(chan struct{})
	go func() { p.wait(); close(ended) }()
	for ws.Connections() < connections {
		select {
		case <-ended:
			return nil, fmt.Errorf("%s ended: %w\n%s", cmd.Path, p.err, p.said.String())
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-real.After(time.Millisecond):
		}
	}
	return p, nil
}

func (p *process) wait() { p.once.Do(func() { p.err = p.cmd.Wait() }) }

// stop ends the program; stopping it twice is harmless.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	p.wait()
	return nil
}

// plainEnv is the environment without what would change the bot.
func plainEnv() (env []string) {
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "FOLLOWUP_") && !strings.HasPrefix(kv, "SLACK_") && !strings.HasPrefix(kv, "DATABASE_") {
			env = append(env, kv)
		}
	}
	return env
}

// appEnv names a workspace to an app.
func appEnv(ws *slacksim.Workspace) []string {
	return []string{"SLACK_API_URL=" + ws.APIURL(), "SLACK_BOT_TOKEN=" + ws.BotToken(), "SLACK_APP_TOKEN=" + ws.AppToken()}
}

// memory is how much of the computer's a process holds, and the most it ever held, in MB: what Linux calls its resident set.
type memory struct{ now, most float64 }

func (p *process) memory() (m memory, err error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		field, value, _ := strings.Cut(lines.Text(), ":")
		kb, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(value, "kB")))
		switch field {
		case "VmRSS":
			m.now = float64(kb) / 1024
		case "VmHWM":
			m.most = float64(kb) / 1024
		}
	}
	return m, nil
}

// cpu is the processor time that a process has used.
func (p *process) cpu() time.Duration { return ticks(stat(fmt.Sprintf("/proc/%d", p.cmd.Process.Pid))) }
