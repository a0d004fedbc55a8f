//go:build bolt

package slacksim_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/slacksim/simtest"
)

// lockedBuffer collects what the app prints while it runs.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// runBolt installs and starts testdata/bolt/app.js against the workspace, and stops it when the test ends.
func runBolt(t *testing.T, w *slacksim.Workspace) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json", "app.js"} {
		content, err := os.ReadFile("testdata/bolt/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	install := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}

	app := exec.Command("node", "app.js")
	app.Dir = dir
	app.Env = append(os.Environ(), "SLACK_API_URL="+w.APIURL(), "SLACK_BOT_TOKEN="+w.BotToken(), "SLACK_APP_TOKEN="+w.AppToken())
	var printed lockedBuffer
	app.Stderr = &printed
	stdout, err := app.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = app.Process.Signal(syscall.SIGTERM)
		_ = app.Wait()
		if t.Failed() || printed.String() != "" {
			t.Log("the app printed:\n" + printed.String())
		}
	})
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "ready") {
			go func() {
				for lines.Scan() { // keep the pipe empty
				}
			}()
			return
		}
	}
	t.Fatalf("the app ended early:\n%s", printed.String())
}

// TestAnAppOfTheOfficialFrameworkRunsUnchanged is the proof that the workspace is Slack-shaped and not merely shaped like our client.
func TestAnAppOfTheOfficialFrameworkRunsUnchanged(t *testing.T) {
	ws := start(t)
	runBolt(t, ws)
	w := simtest.New(t, ws)
	ana := w.Person("ana")

	ana.Command("/try hello").Expect("You said hello")
	ana.In("#sales").Command("/try respond").Expect("through the response_url")

	ana.Command("/try")
	form := ana.ExpectModal("Write a note")
	form.Fill("Note", "bad").Submit().ExpectError("Note", "Not that one")
	form.Choose("Customer", "ACME")
	form.Fill("Note", "call back").Submit().ExpectClosed()

	m := ana.ExpectDM("Noted: call back")
	m.Button("Done").Click()
	m.ExpectUpdate("Done: call back")

	ana.OpenHome()
	page := ana.ExpectHome("Welcome home")
	page.Button("New note").Click()
	ana.ExpectModal("What was it?").Close()
	ana.ExpectDM("Another time, then")
	page.Button("New note").Click()
	form = ana.ExpectModal("What was it?")
	form.Choose("Kind", "Mail")
	form.ExpectText("You chose mail")
	details := form.Submit().ExpectPushed("Details")
	details.Fill("In your words", "sent the price list")
	details.Fill("On", "2026-05-12")
	details.Choose("With", "max", "ana")
	details.Submit().ExpectClosed()
	ana.ExpectDM("mail on 2026-05-12 with 2: sent the price list")
	ana.ExpectHome("1 notes")
	ana.Say("ping")
	ana.ExpectDM("pong")

	ws.DropSockets()
	ctx := t.Context()
	if err := ws.Wait(ctx, func() bool { return ws.Connections() == 0 }); err != nil {
		t.Fatal(err)
	}
	if err := ws.Wait(ctx, func() bool { return ws.Connections() == 1 }); err != nil {
		t.Fatal(err)
	}
	ana.Command("/try again").Expect("You said again")
	ws.Refresh()
	if err := ws.Wait(ctx, func() bool {
		return len(ws.Log().Calls) > 0 && ws.Log().Totals["apps.connections.open"] >= 3 && ws.Connections() == 1
	}); err != nil {
		t.Fatal(err)
	}
	w.ExpectQuiet()
}
