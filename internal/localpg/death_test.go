//go:build linux || darwin

package localpg

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// helperVar makes this test binary a program that starts a cluster, tells
// about it and waits to be killed.
const helperVar = "FOLLOWUP_LOCALPG_HELPER_DATA"

type helperReport struct {
	PID               int
	Root, Socket, URL string
}

func TestMain(m *testing.M) {
	if dir, ok := os.LookupEnv(helperVar); ok {
		if err := help(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func help(dir string) error {
	c, err := Start(context.Background(), Options{DataDir: dir})
	if err != nil {
		return err
	}
	err = json.NewEncoder(os.Stdout).Encode(helperReport{
		PID: c.server.pid, Root: c.place.root, Socket: c.place.socket, URL: c.URL("postgres"),
	})
	if err != nil {
		return err
	}
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // never comes, or the test has died
	return nil
}

// startHelper returns a running helper and what it told.
func startHelper(t *testing.T, dir string) (*exec.Cmd, helperReport) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), helperVar+"="+dir)
	cmd.Stderr = os.Stderr
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var report helperReport
	if err := json.NewDecoder(out).Decode(&report); err != nil {
		t.Fatal(err)
	}
	return cmd, report
}

func kill9(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // says that it was killed
}

// gone says that the process has ended. Containers often have nobody to bury
// orphans, so a defunct one counts.
func gone(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return true
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func TestKill9_of_us_leaves_no_server_and_no_temporary_folder(t *testing.T) {
	t.Parallel()
	cmd, report := startHelper(t, "")
	if gone(report.PID) || !exists(report.Root) {
		t.Fatalf("not there to begin with: %+v", report)
	}
	kill9(t, cmd)
	eventually(t, "the server is gone", func() bool { return gone(report.PID) })
	eventually(t, "the folder is gone", func() bool { return !exists(report.Root) })
}

func TestKill9_of_us_keeps_the_data_and_frees_the_folder(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	for range 3 {
		cmd, _ := startHelper(t, dir)
		kill9(t, cmd)
		// At once, while the orphaned server may still be leaving.
		c, err := Start(t.Context(), Options{DataDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		ask(t, open(t, c, "postgres"), `select 'here'`)
		mustStop(t, c)
	}
}

func TestReap_takes_the_dead_and_leaves_the_living(t *testing.T) {
	t.Parallel()
	living := mustStart(t, Options{})
	// A folder whose janitor died with its owner.
	dead, err := os.MkdirTemp(filepath.Dir(living.place.root), "t-")
	if err != nil {
		t.Fatal(err)
	}
	mustStart(t, Options{})
	if exists(dead) {
		t.Errorf("%s was left", dead)
	}
	ask(t, open(t, living, "postgres"), `select 'here'`)
}

// The janitor is what shuts the server down where the kernel doesn't.
func TestJanitor_shuts_down_and_tidies(t *testing.T) {
	t.Parallel()
	server := exec.CommandContext(t.Context(), "sleep", "600")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	trash := filepath.Join(t.TempDir(), "trash of ours")
	if err := os.Mkdir(trash, 0o700); err != nil {
		t.Fatal(err)
	}
	j, err := hireJanitor(&place{temporary: true, root: trash})
	if err != nil {
		t.Fatal(err)
	}
	j.watch(server.Process.Pid)
	if err := j.input.Close(); err != nil { // as our death would
		t.Fatal(err)
	}
	_ = server.Wait() // says that it was killed
	if err := j.cmd.Wait(); err != nil {
		t.Error(err)
	}
	if exists(trash) {
		t.Error("the trash is still there")
	}
}
