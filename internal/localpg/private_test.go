//go:build linux || darwin

package localpg

import (
	"os"
	"path/filepath"
	"testing"
)

// Other accounts of the computer may pass through our folders to nothing, and list none of them.
func TestData_is_nobody_elses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]*Cluster{
		"temporary": mustStart(t, Options{}),
		"kept":      mustStart(t, Options{DataDir: dataDir(t)}),
	} {
		for path, most := range map[string]os.FileMode{c.place.base: 0o711, c.place.root: 0o711, c.place.data: 0o700, c.place.socket: 0o700} {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if mode := info.Mode().Perm(); mode&^most != 0 {
				t.Errorf("%s: %s is %v", name, path, mode)
			}
		}
	}
}

// Whoever was in the temporary folder before us, with what we would call ours, gets nothing to keep there.
func TestOwnFolder_trusts_nothing_that_waits_there(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	elsewhere := filepath.Join(dir, "elsewhere")
	if err := os.Mkdir(elsewhere, 0o777); err != nil {
		t.Fatal(err)
	}
	traps := map[string]func(path string) error{
		"a link": func(path string) error { return os.Symlink(elsewhere, path) },
		"a file": func(path string) error { return os.WriteFile(path, nil, 0o600) },
	}
	if os.Geteuid() == 0 {
		traps["a folder of somebody else's"] = func(path string) error {
			if err := os.Mkdir(path, 0o700); err != nil {
				return err
			}
			return os.Chown(path, 65534, 65534)
		}
	}
	for name, set := range traps {
		path := filepath.Join(dir, name)
		if err := set(path); err != nil {
			t.Fatal(err)
		}
		if err := ownFolder(path); err == nil {
			t.Errorf("%s is taken for ours", name)
		}
	}
	open := filepath.Join(dir, "open") // ours, but left open
	if err := os.Mkdir(open, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := ownFolder(open); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(open); err != nil || info.Mode().Perm() != 0o711 {
		t.Errorf("%v (%v)", info.Mode(), err)
	}
}
