package main

import (
	"bufio"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
)

// "go run" passes no SIGTERM on to what it runs; the demo ends with it all the same.
func TestTheDemoEndsWithGoRun(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("go", "run", ".", "--sim-only", "--no-open", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	printed := bufio.NewScanner(out)
	up := false
	for !up && printed.Scan() {
		up = strings.Contains(printed.Text(), "SLACK_APP_TOKEN=")
	}
	if !up {
		t.Fatal("the demo did not start")
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest := make(chan struct{})
	go func() {
		defer close(rest)
		for printed.Scan() { // to its end: until nobody writes any more
			continue
		}
	}()
	select {
	case <-rest:
	case <-clockwork.NewRealClock().After(time.Minute):
		t.Error("the demo goes on")
	}
	_ = cmd.Wait() // ended by our signal
}
