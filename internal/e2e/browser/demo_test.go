//go:build browser

package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// binary is the demo as a newcomer would build it.
var binary string

// buildDemo builds the demo into dir, with the race detector if the tests run with it.
func buildDemo(dir string) error {
	binary = filepath.Join(dir, "demo")
	args := []string{"build", "-o", binary}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		args = append(args, "-race")
	}
	out, err := exec.Command("go", append(args, "github.com/followup-bot/followup/cmd/demo")...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("build the demo: %w\n%s", err, out)
	}
	return nil
}

// demo is a running demo.
type demo struct {
	t   *testing.T
	url string

	botToken, appToken string // of a workspace that runs alone
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// startDemo runs the demo until the test ends, then wants it to have obeyed Slack's protocol, to stop in peace, and to leave nothing
// behind: no file and no process.
func startDemo(t *testing.T, args ...string) *demo {
	t.Helper()
	temp := t.TempDir()
	for _, dir := range []string{filepath.Dir(temp), temp} { // whoever runs the database may come in
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(binary, append([]string{"--no-open", "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Env = append(os.Environ(), "TMPDIR="+temp)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d := &demo{t: t}
	printed := bufio.NewScanner(out)
	alone := slices.Contains(args, "--sim-only")
	for (d.url == "" || (alone && d.appToken == "")) && printed.Scan() {
		line := strings.TrimSpace(printed.Text())
		if found := address.FindString(line); found != "" && d.url == "" {
			d.url = found
		}
		if token, ok := strings.CutPrefix(line, "SLACK_BOT_TOKEN="); ok {
			d.botToken = token
		}
		if token, ok := strings.CutPrefix(line, "SLACK_APP_TOKEN="); ok {
			d.appToken = token
		}
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Errorf("stop the demo: %v", err)
		}
		for printed.Scan() { // Wait closes the pipe: read it to its end first
			continue
		}
		if err := cmd.Wait(); err != nil || complaints.Len() > 0 {
			t.Errorf("the demo ended with %v\n%s", err, complaints.String())
		}
		wantNothingLeft(t, temp)
	})
	if d.url == "" {
		t.Fatal("the demo printed no address")
	}
	t.Cleanup(d.wantPeace)
	return d
}

// wantNothingLeft looks for files in a folder, and for processes that were given a path in it.
func wantNothingLeft(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Errorf("look for what is left: %v", err)
	}
	for _, entry := range left {
		t.Errorf("the demo left %s behind", filepath.Join(dir, entry.Name()))
	}
	processes, err := exec.Command("ps", "-A", "-o", "args").Output()
	if err != nil {
		t.Errorf("list processes: %v", err)
	}
	for line := range strings.Lines(string(processes)) {
		if strings.Contains(line, dir) {
			t.Errorf("the demo left a process behind: %s", line)
		}
	}
}

// wantPeace wants no violation of Slack's protocol and no ping: nobody in the demo may be disturbed.
func (d *demo) wantPeace() {
	var log struct {
		Violations []slacksim.Violation `json:"violations"`
		Pings      []slacksim.Ping      `json:"pings"`
	}
	d.get("sim/log", &log)
	for _, v := range log.Violations {
		d.t.Errorf("violation: %+v", v)
	}
	for _, p := range log.Pings {
		d.t.Errorf("ping: %+v", p)
	}
}

// state is what a person sees; the first one where as is empty.
func (d *demo) state(as string) slacksim.State {
	d.t.Helper()
	var s slacksim.State
	d.get("sim/state?as="+as, &s)
	return s
}

// control does what a person, an administrator or a test does.
func (d *demo) control(path, body string) map[string]any {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+"sim/"+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer := map[string]any{}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || answer["ok"] != true {
		d.t.Fatalf("%s %s: %v %v", path, body, answer, err)
	}
	return answer
}

func (d *demo) get(path string, answer any) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience) // also in cleanups, when the test's own has ended
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url+path, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Errorf("ask the demo: %v", err)
		return
	}
	err = json.NewDecoder(response.Body).Decode(answer)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		d.t.Errorf("read %s: %v", path, err)
	}
}

// patience is how long something may take on a busy machine.
const patience = 30 * time.Second
