package e2e

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// programDir is where the bot was built; empty: nobody needed it.
var programDir string

// program builds the bot once for all tests that kill it.
var program = sync.OnceValues(func() (path string, err error) {
	if programDir, err = os.MkdirTemp("", "followup-e2e-"); err != nil {
		return "", err
	}
	path = filepath.Join(programDir, "followup")
	said, err := exec.Command("go", "build", "-o", path, "../../cmd/followup").CombinedOutput()
	if err != nil {
		err = errors.Join(err, errors.New(string(said)))
	}
	return path, err
})

func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.parallel").Value.String() == strconv.Itoa(runtime.GOMAXPROCS(0)) { // nobody chose: stories mostly wait
		atOnce := 3 * runtime.GOMAXPROCS(0)
		if watched {
			atOnce = runtime.GOMAXPROCS(0) + 1
		}
		if err := flag.Set("test.parallel", strconv.Itoa(atOnce)); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	for _, dir := range []string{programDir, previousDir} {
		if dir != "" {
			_ = os.RemoveAll(dir)
		}
	}
	os.Exit(code)
}

// process is a bot that runs as a program of its own, by a clock that goes on from the time it was started at.
type process struct {
	w    *world
	cmd  *exec.Cmd
	said bytes.Buffer
	once sync.Once
	err  error
}

// serve starts the program at a time in Berlin.
func (w *world) serve(local string) *process {
	w.t.Helper()
	path, err := program()
	check(w.t, err)
	return w.run(path, local)
}

// run is serve for a program of any version.
func (w *world) run(path, local string) *process {
	w.t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	check(w.t, err)
	at, err := time.ParseInLocation("2006-01-02 15:04", local, berlin)
	check(w.t, err)
	p := &process{w: w, cmd: exec.CommandContext(w.t.Context(), path, "serve", "--clock-offset", at.Sub(real.Now()).String())}
	p.cmd.Dir = w.t.(*testing.T).TempDir()
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "FOLLOWUP_") && !strings.HasPrefix(kv, "SLACK_") && !strings.HasPrefix(kv, "DATABASE_") {
			p.cmd.Env = append(p.cmd.Env, kv)
		}
	}
	p.cmd.Env = append(p.cmd.Env, "SLACK_API_URL="+w.ws.APIURL(), "SLACK_BOT_TOKEN="+w.ws.BotToken(), "SLACK_APP_TOKEN="+w.ws.AppToken(),
		"DATABASE_URL="+w.url, "FOLLOWUP_HTTP_ADDR=off")
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	before := w.ws.Connections()
	check(w.t, p.cmd.Start())
	w.programs++
	w.t.Cleanup(func() { _ = p.cmd.Process.Kill(); p.wait() })
	w.until("the program is connected", func() bool { return w.ws.Connections() > before })
	return p
}

func (p *process) wait() { p.once.Do(func() { p.err = p.cmd.Wait() }) }

// kill ends the program as kill -9 does.
func (p *process) kill() {
	p.w.t.Helper()
	check(p.w.t, p.cmd.Process.Kill())
	p.wait()
	p.w.programs--
	p.w.until("Slack has noticed", func() bool { return p.w.ws.Connections() <= 2*p.w.programs })
}

// terminate asks the program to end, and fails unless it does so in good order. Meanwhile something else happens.
func (p *process) terminate(meanwhile func()) {
	p.w.t.Helper()
	asked := real.Now()
	check(p.w.t, p.cmd.Process.Signal(syscall.SIGTERM))
	meanwhile()
	p.wait()
	p.w.programs--
	if took := real.Since(asked); p.err != nil || took > 10*time.Second {
		p.w.t.Errorf("the program ended after %s: %v\n%s", took, p.err, p.said.String())
	}
}
