//go:build linux || darwin

package localpg

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// dataMajor is the major version that made the data; zero if there is none.
func dataMajor(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION")) //nolint:gosec // our folder
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("read the version of %s: %w", data, err)
	}
	return major, nil
}

// createData makes the data folder: all of it, or after a crash none of it. A
// temporary one is copied from a template that the first of its version
// leaves in the cache.
func (c *Cluster) createData(ctx context.Context) error {
	fresh := c.place.data + ".new"
	if !c.place.temporary {
		if err := c.initdb(ctx, fresh); err != nil {
			return err
		}
		return c.adopt(fresh)
	}
	template := filepath.Join(c.place.cache, "initdb-"+c.templateKey())
	if copyTree(template, fresh, c.account) == nil {
		return c.adopt(fresh)
	}
	if err := c.initdb(ctx, fresh); err != nil {
		return err
	}
	if err := saveTemplate(fresh, template); err != nil {
		c.log.Debug("postgres_template_not_saved", "error", err) // the next start is slower, no more
	}
	return c.adopt(fresh)
}

// adopt gives the finished folder its name, for good.
func (c *Cluster) adopt(fresh string) error {
	if err := os.Rename(fresh, c.place.data); err != nil {
		return fmt.Errorf("adopt the data folder: %w", err)
	}
	dir, err := os.Open(c.place.root)
	if err != nil {
		return fmt.Errorf("adopt the data folder: %w", err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func (c *Cluster) initdb(ctx context.Context, fresh string) error {
	var tried error
	for _, locale := range locales(c.bin.major) {
		err := c.initdbWith(ctx, fresh, locale)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("initdb: %w", ctx.Err())
		}
		tried = errors.Join(tried, err)
	}
	return tried
}

func (c *Cluster) initdbWith(ctx context.Context, fresh string, locale []string) error {
	if err := emptyDir(fresh, c.account); err != nil {
		return fmt.Errorf("initdb: %w", err)
	}
	args := append([]string{"--pgdata", fresh}, c.initdbArgs()...)
	cmd := exec.CommandContext(ctx, c.bin.initdb(), append(args, locale...)...) //nolint:gosec // see command
	c.account.run(cmd)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb %s: %w: %s", strings.Join(locale, " "), err, said)
	}
	return nil
}

func (c *Cluster) initdbArgs() []string {
	args := []string{"--username", superuser, "--auth", "trust", "--encoding", "UTF8", "--no-instructions"}
	if c.place.temporary {
		args = append(args, "--no-sync", "--wal-segsize", "1") // 15 MB less to copy
	}
	return args
}

// locales are the ways to say "sort by code point, know the letters of all
// scripts", the same on every system if possible. Plain C, which knows only
// the letters of English, comes last.
func locales(major int) [][]string {
	if major >= 17 {
		return [][]string{{"--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"}}
	}
	return [][]string{
		{"--locale", "C.UTF-8"},
		{"--locale", "C", "--lc-ctype", "UTF-8"}, // macOS
		{"--locale", "C"},
	}
}

// templateKey changes with everything that shapes a template.
func (c *Cluster) templateKey() string {
	shape := fmt.Sprint(c.bin.version, c.initdbArgs(), locales(c.bin.major))
	hash := sha256.Sum256([]byte(shape))
	return hex.EncodeToString(hash[:8])
}

// saveTemplate copies under another name first: a template is whole or absent.
func saveTemplate(data, template string) error {
	if err := os.MkdirAll(filepath.Dir(template), 0o755); err != nil { //nolint:gosec // the template itself is 0700
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(template), "template-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work) //nolint:errcheck // a copy more or less
	whole := filepath.Join(work, "data")
	if err := copyTree(data, whole, account{}); err != nil {
		return err
	}
	return os.Rename(whole, template) // fails if someone else was faster
}

// copyTree copies folders and plain files into a new folder of that account.
func copyTree(from, into string, owner account) error {
	if _, err := os.Stat(from); err != nil {
		return err
	}
	if err := emptyDir(into, owner); err != nil {
		return err
	}
	return filepath.WalkDir(from, func(path string, entry os.DirEntry, err error) error {
		if err != nil || path == from {
			return err
		}
		target := filepath.Join(into, strings.TrimPrefix(path, from))
		if entry.IsDir() {
			return errors.Join(os.Mkdir(target, 0o700), owner.own(target))
		}
		return copyFile(path, target, owner)
	})
}

func copyFile(from, into string, owner account) (err error) {
	source, err := os.Open(from) //nolint:gosec // our folder
	if err != nil {
		return err
	}
	defer source.Close()                                                       //nolint:errcheck // only read
	target, err := os.OpenFile(into, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // our folder
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	if _, err := io.Copy(target, source); err != nil {
		return err
	}
	return owner.own(into)
}

func emptyDir(dir string, owner account) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	return owner.own(dir)
}
