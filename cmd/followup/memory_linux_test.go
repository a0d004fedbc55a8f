package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/followup-bot/followup/internal/pgtest"
)

// TestACrashLeavesNoCore lets cores of any size be written, where programs may, as a computer may be set up.
func TestACrashLeavesNoCore(t *testing.T) {
	t.Parallel()
	allowCores(t)
	_, env := slack(t)
	addr := freeAddr(t)
	p := start(t, append(env, "DATABASE_URL="+pgtest.New(t).URL, "FOLLOWUP_HTTP_ADDR="+addr, "GOTRACEBACK=crash"), "serve")
	p.awaitReady(t, addr)
	limits, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.Process.Pid), "limits"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(limits)) {
		if after, ok := strings.CutPrefix(line, "Max core file size"); ok && strings.Join(strings.Fields(after), " ") != "0 0 bytes" {
			t.Errorf("cores may be as large as %s", after)
		}
	}
	if err := p.Process.Signal(syscall.SIGABRT); err != nil {
		t.Fatal(err)
	}
	if code := p.end(t); code == 0 {
		t.Error("it did not crash")
	}
	if left, err := filepath.Glob(filepath.Join(p.Dir, "*core*")); err != nil || len(left) > 0 {
		t.Errorf("a crash left %q (%v)", left, err)
	}
}

// allowCores lets the programs that this one starts leave cores of any size, as a computer may be set up.
func allowCores(t *testing.T) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &limit); err != nil {
		t.Fatal(err)
	}
	limit.Cur = limit.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &limit); err != nil {
		t.Fatal(err)
	}
}

// TestMemoryIsNobodyElses looks at whom the system lets read the program's memory and environment: not the account it runs as.
func TestMemoryIsNobodyElses(t *testing.T) {
	t.Parallel()
	_, env := slack(t)
	p := prepare(t, append(env, "DATABASE_URL=postgres://127.0.0.1:1/absent", "HOME=/absent"), "serve")
	account := uint32(os.Getuid())
	if account == 0 { // who may read everything anyway
		account = 65534
		p.Path, p.Dir = "/proc/self/exe", "/" // the tests' own folders are closed to others
		p.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: account, Gid: account}}
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	p.awaitSaid(t, "database does not answer yet")
	for _, name := range []string{"environ", "mem"} {
		info, err := os.Stat(filepath.Join("/proc", strconv.Itoa(p.Process.Pid), name))
		if err != nil {
			t.Fatal(err)
		}
		if owner := info.Sys().(*syscall.Stat_t).Uid; owner == account {
			t.Errorf("account %d, which the program runs as, may read its %s", owner, name)
		}
	}
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	p.end(t)
}
