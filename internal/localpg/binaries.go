//go:build linux || darwin

package localpg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// binaries are initdb and postgres of one version.
type binaries struct {
	dir     string
	version string // as postgres tells it
	major   int
}

func (b binaries) initdb() string   { return filepath.Join(b.dir, "initdb") }
func (b binaries) postgres() string { return filepath.Join(b.dir, "postgres") }

// usualPlaces are where packages put the binaries, several versions side by
// side. PATH is looked at after the first.
var usualPlaces = []string{
	"/usr/lib/postgresql/*/bin",                               // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                        // Fedora and Red Hat, from postgresql.org
	"/usr/lib/postgresql[0-9]*/bin",                           // openSUSE
	"/usr/libexec/postgresql[0-9]*",                           // Alpine
	"/opt/homebrew/opt/postgresql@*/bin",                      // Homebrew, Apple silicon
	"/usr/local/opt/postgresql@*/bin",                         // Homebrew, Intel
	"/Applications/Postgres.app/Contents/Versions/[0-9]*/bin", // Postgres.app
}

// find returns the best binaries: from the setting, or installed, or fetched.
// A want other than zero is the major version that existing data needs.
func find(ctx context.Context, opts Options, acc account, cache string, want int) (binaries, error) {
	if opts.BinDir != "" {
		b, err := inspect(ctx, opts.BinDir, acc)
		if err != nil {
			return binaries{}, fmt.Errorf("PostgreSQL in %s: %w", opts.BinDir, err)
		}
		return b, fits(b, want)
	}
	b, err := findInstalled(ctx, candidates(), acc, want)
	if err == nil {
		return b, nil
	}
	if want != 0 && want != npmMajor {
		return binaries{}, fmt.Errorf("the data folder needs PostgreSQL %d: %w", want, err)
	}
	fetched, fetchErr := fetchFromNpm(ctx, opts.Logger, cache, acc)
	if fetchErr != nil {
		return binaries{}, fmt.Errorf("%w\n(%w)", ErrNoPostgres, errors.Join(err, fetchErr))
	}
	return fetched, nil
}

// findInstalled returns the first that fits; its error tells why each other
// was left aside.
func findInstalled(ctx context.Context, dirs []string, acc account, want int) (binaries, error) {
	var aside error
	for _, dir := range dirs {
		b, err := inspect(ctx, dir, acc)
		if err == nil {
			err = fits(b, want)
		}
		if err == nil {
			return b, nil
		}
		aside = errors.Join(aside, fmt.Errorf("%s: %w", dir, err))
	}
	if aside == nil {
		aside = errors.New("nothing is installed in the usual places")
	}
	return binaries{}, aside
}

// candidates are the folders that hold both programs, best first.
func candidates() []string {
	var dirs []string
	for i, pattern := range usualPlaces {
		found, _ := filepath.Glob(pattern) // the patterns are sound
		slices.SortStableFunc(found, func(a, b string) int { return cmp.Compare(numberIn(b), numberIn(a)) })
		dirs = append(dirs, found...)
		if i == 0 {
			dirs = append(dirs, onPath()...)
		}
	}
	return slices.DeleteFunc(dirs, func(dir string) bool {
		_, noInitdb := exec.LookPath(filepath.Join(dir, "initdb"))
		_, noPostgres := exec.LookPath(filepath.Join(dir, "postgres"))
		return noInitdb != nil || noPostgres != nil
	})
}

func onPath() []string {
	program, err := exec.LookPath("postgres")
	if err != nil {
		return nil
	}
	program, err = filepath.EvalSymlinks(program)
	if err != nil {
		return nil
	}
	return []string{filepath.Dir(program)}
}

var number = regexp.MustCompile(`\d+`)

// numberIn is the last number in a path, which is the version.
func numberIn(path string) int {
	all := number.FindAllString(path, -1)
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(all[len(all)-1]) // digits; too many read as the largest
	return n
}

// inspect asks the program itself, as the account that will run it.
func inspect(ctx context.Context, dir string, acc account) (binaries, error) {
	if at := acc.barredAt(dir); at != "" {
		return binaries{}, fmt.Errorf("account %s, which runs PostgreSQL, may not enter %s", acc.name, at)
	}
	cmd := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version") //nolint:gosec // the operator's choice
	acc.run(cmd)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return binaries{}, fmt.Errorf("postgres --version: %w: %s", err, said)
	}
	b := binaries{dir: dir, version: strings.TrimSpace(string(said))}
	// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
	if _, err := fmt.Sscanf(b.version, "postgres (PostgreSQL) %d", &b.major); err != nil {
		return binaries{}, fmt.Errorf("postgres --version said %q", b.version)
	}
	return b, nil
}

func fits(b binaries, want int) error {
	if b.major < MinMajor {
		return fmt.Errorf("version %d is too old, %d or newer is needed", b.major, MinMajor)
	}
	if want != 0 && b.major != want {
		return fmt.Errorf("the data folder was made by PostgreSQL %d and this is %d; install %d, or move the data over with pg_dump", want, b.major, want)
	}
	return nil
}
