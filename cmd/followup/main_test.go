package main

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/config"
	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/slacksim"
)

// asProgram makes the test binary be the program, so that signals and exit codes are the real ones.
const asProgram = "FOLLOWUP_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// soon bounds every wait.
const soon = 60 * time.Second

// output collects what a program says, for reading while it runs.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// process is a run of the program.
type process struct {
	*exec.Cmd

	out, err output
}

// start runs the program in an empty folder with these settings only.
func start(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	p := prepare(t, env, args...)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

func prepare(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(t.Context(), os.Args[0], args...)}
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		if !strings.HasPrefix(name, "FOLLOWUP_") && !strings.HasPrefix(name, "SLACK_") && !strings.HasPrefix(name, "DATABASE_") && name != "XDG_CONFIG_HOME" {
			p.Env = append(p.Env, kv)
		}
	}
	p.Env = append(append(p.Env, asProgram+"=1", "HOME="+t.TempDir()), env...)
	p.Dir = t.TempDir()
	p.Stdout, p.Stderr = &p.out, &p.err
	return p
}

// end waits for the program's end and returns its exit code.
func (p *process) end(t *testing.T) int {
	t.Helper()
	timer := clockwork.NewRealClock().AfterFunc(soon, func() { _ = p.Process.Kill() })
	defer timer.Stop()
	err := p.Wait()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		t.Fatal(err)
	}
	return p.ProcessState.ExitCode()
}

// slack is a simulated workspace and the settings that lead to it.
func slack(t *testing.T) (*slacksim.Workspace, []string) {
	t.Helper()
	w, err := slacksim.New(slacksim.Options{Manifest: followupfiles.Manifest})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w, []string{"SLACK_API_URL=" + w.APIURL(), "SLACK_BOT_TOKEN=" + w.BotToken(), "SLACK_APP_TOKEN=" + w.AppToken()}
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // it was never used
	return l.Addr().String()
}

// awaitReady waits until the program serves.
func (p *process) awaitReady(t *testing.T, addr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	for {
		err := app.Probe(ctx, addr, "/readyz")
		if err == nil {
			return
		}
		select {
		case <-clockwork.NewRealClock().After(20 * time.Millisecond):
		case <-ctx.Done():
			_ = p.Process.Kill()
			t.Fatalf("not ready: %v\n%s", err, p.err.String())
		}
	}
}

func TestServeIsDrainedBySIGTERMAndExitsWith0(t *testing.T) {
	t.Parallel()
	_, env := slack(t)
	addr := freeAddr(t)
	raw := pgtest.NewEmpty(t)
	env = append(env, "DATABASE_URL="+raw.URL, "FOLLOWUP_HTTP_ADDR="+addr)
	p := start(t, env, "serve", "--clock-offset", "14h")
	p.awaitReady(t, addr)

	for _, args := range [][]string{{"healthcheck"}, {"doctor"}, {"migrate", "status"}} {
		tool := start(t, env, args...)
		if code := tool.end(t); code != 0 {
			t.Errorf("%v: exit code %d\n%s%s", args, code, tool.out.String(), tool.err.String())
		}
	}
	down := start(t, env, "migrate", "down", "--yes")
	if code := down.end(t); code != 1 || !strings.Contains(down.err.String(), "a bot works on this database") {
		t.Errorf("migrate down beside it: %d\n%s%s", code, down.out.String(), down.err.String())
	}
	if _, err := raw.ExecContext(t.Context(), `update goose_db_version set is_applied = false where version_id = 2`); err != nil {
		t.Fatal(err)
	}
	if err := app.Probe(t.Context(), addr, "/readyz"); err == nil || !strings.Contains(err.Error(), "schema lacks 0002_") {
		t.Errorf("ready on an old schema: %v", err)
	}
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := p.end(t); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.err.String())
	}
	for _, line := range []string{"followup starts", "migrations applied", "workspace", "serving", "stopping", "stopped"} {
		if !strings.Contains(p.err.String(), line) {
			t.Errorf("the log does not say %q:\n%s", line, p.err.String())
		}
	}
	tool := start(t, env, "healthcheck")
	if code := tool.end(t); code != 1 || !strings.Contains(tool.err.String(), "nothing answers") {
		t.Errorf("healthcheck after the stop: %d %s", code, tool.err.String())
	}
}

func TestServeMakesAPrivateDatabaseForOneProgram(t *testing.T) {
	t.Parallel()
	_, env := slack(t)
	dir, err := os.MkdirTemp("", "followup-data-") // t.TempDir is closed to PostgreSQL's account
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil { // PostgreSQL's account passes through
		t.Fatal(err)
	}
	addr := freeAddr(t)
	env = append(env, "FOLLOWUP_DATA_DIR="+filepath.Join(dir, "data"), "FOLLOWUP_HTTP_ADDR="+addr)

	tool := start(t, env, "doctor")
	if code := tool.end(t); code != 0 || !strings.Contains(tool.out.String(), "none yet") {
		t.Errorf("doctor before the start: %d\n%s%s", code, tool.out.String(), tool.err.String())
	}
	p := start(t, env, "serve")
	p.awaitReady(t, addr)
	if !strings.Contains(p.err.String(), dir) {
		t.Errorf("the log does not say where the data is:\n%s", p.err.String())
	}

	second := start(t, append(env, "FOLLOWUP_HTTP_ADDR=off"), "serve")
	if code := second.end(t); code != 1 || !strings.Contains(second.err.String(), "another program already runs on the data folder "+dir) {
		t.Errorf("second program: %d\n%s", code, second.err.String())
	}
	tool = start(t, env, "doctor")
	if code := tool.end(t); code != 0 || !strings.Contains(tool.out.String(), "private PostgreSQL in "+dir) {
		t.Errorf("doctor beside it: %d\n%s%s", code, tool.out.String(), tool.err.String())
	}

	if err := p.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := p.end(t); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.err.String())
	}
	tool = start(t, env, "migrate", "status")
	if code := tool.end(t); code != 0 || strings.Contains(tool.out.String(), "waits") || !strings.Contains(tool.out.String(), "applied") {
		t.Errorf("migrate status after the stop: %d\n%s%s", code, tool.out.String(), tool.err.String())
	}
}

func TestAWrongStartSaysWhyInALineAndExitsWith1(t *testing.T) {
	t.Parallel()
	tokens := []string{"SLACK_BOT_TOKEN=xoxb-1", "SLACK_APP_TOKEN=xapp-1"}
	tests := []struct {
		name string
		env  []string
		args []string
		want string
	}{
		{"no app token", tokens[:1], []string{"serve"}, "SLACK_APP_TOKEN is missing"},
		{"shifted at Slack", tokens, []string{"serve", "--clock-offset", "14h"}, "--clock-offset is for rehearsals"},
		{"wrong setting", append(tokens, "FOLLOWUP_LOG_LEVEL=loud"), []string{"serve"}, "FOLLOWUP_LOG_LEVEL must be debug, info, warn or error"},
		{"unknown flag", nil, []string{"serve", "--port", "1"}, "unknown flag: --port"},
		{"unknown command", nil, []string{"server"}, `unknown command "server"`},
		{"no data", nil, []string{"migrate", "status", "--data-dir", "/nonexistent/followup"}, "there is no private database yet"},
		{"health port off", nil, []string{"healthcheck", "--http-addr", "off"}, "there is nothing to ask"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, tt.env, tt.args...)
			code, said := p.end(t), p.err.String()
			if code != 1 || !strings.HasPrefix(said, "followup: ") || !strings.Contains(said, tt.want) || strings.Count(said, "\n") != 1 || p.out.String() != "" {
				t.Errorf("exit code %d, said %q %q, want %q", code, p.out.String(), said, tt.want)
			}
		})
	}
}

func TestAWrongTokenLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	_, env := slack(t)
	data := filepath.Join(t.TempDir(), "data")
	p := start(t, append(env, "SLACK_BOT_TOKEN=xoxb-wrong", "FOLLOWUP_DATA_DIR="+data), "serve")
	if code := p.end(t); code != 1 || !strings.Contains(p.err.String(), "followup: Slack does not know the bot token (copy it again") {
		t.Errorf("exit code %d, said %s", code, p.err.String())
	}
	if _, err := os.Stat(data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it made a data folder: %v", err)
	}
}

func TestAHealthPortInUseIsNamed(t *testing.T) {
	t.Parallel()
	_, env := slack(t)
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close() //nolint:errcheck // nobody connects
	p := start(t, append(env, "DATABASE_URL="+pgtest.NewEmpty(t).URL, "FOLLOWUP_HTTP_ADDR="+other.Addr().String()), "serve")
	if code := p.end(t); code != 1 || !strings.Contains(p.err.String(), "has the health port "+other.Addr().String()) {
		t.Errorf("exit code %d, said %s", code, p.err.String())
	}
}

func TestMigrateUpAndDown(t *testing.T) {
	t.Parallel()
	env := []string{"DATABASE_URL=" + pgtest.NewEmpty(t).URL}
	for _, step := range []struct {
		what, want string
		code       int
	}{
		{"status", "waits", 0},
		{"up", "applied 0001_", 0},
		{"up", "nothing to do", 0},
		{"status", "applied 20", 0},
		{"down", "repeat with --yes", 1},
		{"up", "nothing to do", 0},
		{"down --yes", "took back 00", 0},
		{"status", "waits", 0},
	} {
		p := start(t, env, append([]string{"migrate"}, strings.Fields(step.what)...)...)
		if code := p.end(t); code != step.code || !strings.Contains(p.out.String()+p.err.String(), step.want) {
			t.Errorf("migrate %s: %d %s%s, want %q", step.what, code, p.out.String(), p.err.String(), step.want)
		}
	}
}

func TestVersionAndHelp(t *testing.T) {
	t.Parallel()
	p := start(t, nil, "version")
	if code := p.end(t); code != 0 || !strings.HasPrefix(p.out.String(), "followup ") {
		t.Errorf("version: %d %q", code, p.out.String())
	}
	p = start(t, nil, "serve", "--help")
	if code := p.end(t); code != 0 {
		t.Errorf("help: exit code %d", code)
	}
	for _, s := range config.Settings() {
		if !strings.Contains(p.out.String(), s.Env) {
			t.Errorf("serve --help does not name %s:\n%s", s.Env, p.out.String())
		}
	}
	if p.err.String() != "" {
		t.Errorf("help on stderr: %s", p.err.String())
	}
}
