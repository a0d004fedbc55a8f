//go:build linux || darwin

package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is who the server runs as. PostgreSQL refuses to run as root, so
// root hands it to someone else.
type account struct {
	name     string
	uid, gid int
	other    bool // not us: files are given to it, and it must be able to reach them
	hidden   bool // us, behind a user namespace
}

// chooseAccount is us, or for root the first of postgres and nobody, or where
// we may not become someone else, us behind a user namespace.
func chooseAccount(ctx context.Context) (account, error) {
	us := account{name: strconv.Itoa(os.Geteuid()), uid: os.Geteuid(), gid: os.Getegid()}
	if us.uid != 0 {
		// initdb wants a name for the account; containers often run without one.
		if _, err := user.LookupId(us.name); err != nil && canHideRoot && behindNamespace(us).probe(ctx) == nil {
			return behindNamespace(us), nil
		}
		return us, nil
	}
	if err := ctx.Err(); err != nil {
		return account{}, err // or every try below would fail and mislead
	}
	var tried error
	for _, name := range []string{"postgres", "nobody"} {
		acc, err := lookup(name)
		if err == nil {
			err = acc.probe(ctx)
		}
		if err == nil {
			return acc, nil
		}
		tried = errors.Join(tried, fmt.Errorf("as %s: %w", name, err))
	}
	if canHideRoot {
		hidden := behindNamespace(us)
		err := hidden.probe(ctx)
		if err == nil {
			return hidden, nil
		}
		tried = errors.Join(tried, fmt.Errorf("in a user namespace: %w", err))
	}
	return account{}, fmt.Errorf("PostgreSQL refuses to run as root and root may not hand it to another account here; run as an ordinary user instead: %w", tried)
}

func behindNamespace(us account) account {
	us.hidden = true
	return us
}

func lookup(name string) (account, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return account{}, err
	}
	uid, uidErr := strconv.Atoi(u.Uid)
	gid, gidErr := strconv.Atoi(u.Gid)
	if err := errors.Join(uidErr, gidErr); err != nil {
		return account{}, err
	}
	return account{name: name, uid: uid, gid: gid, other: true}, nil
}

// probe finds out by trying: capabilities, seccomp and missing id mappings
// all have a say.
func (a account) probe(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "followup-probe-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // an empty folder
	if err := a.own(dir); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "true")
	a.run(cmd)
	return cmd.Run()
}

// run makes the command run as this account, in a process group of its own so
// that Ctrl-C reaches us and not the server.
func (a account) run(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Dir = "/"
	cmd.Env = environment()
	if a.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)} //nolint:gosec // ids from the system fit
	}
	if a.hidden {
		hideRoot(cmd.SysProcAttr)
	}
}

// own gives a file or folder to the account.
func (a account) own(path string) error {
	if !a.other {
		return nil
	}
	return os.Chown(path, a.uid, a.gid)
}

// barredAt is the first folder on the way to path, from the root, that the
// account may not enter; empty if it gets through. What does not exist yet
// bars nobody.
func (a account) barredAt(path string) string {
	if !a.other {
		return ""
	}
	if parent := filepath.Dir(path); parent != path {
		if at := a.barredAt(parent); at != "" {
			return at
		}
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return ""
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	search := info.Mode().Perm() & 0o001
	switch {
	case int(stat.Uid) == a.uid:
		search = info.Mode().Perm() & 0o100
	case int(stat.Gid) == a.gid:
		search = info.Mode().Perm() & 0o010
	}
	if search == 0 {
		return path
	}
	return ""
}
