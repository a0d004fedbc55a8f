//go:build linux || darwin

package localpg

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// unpack lays out an npm package's archive in a new folder, readable by all,
// with the symbolic links that npm can't carry. Nothing is written outside
// the folder, whatever the archive says.
func unpack(archive, into string) (err error) {
	f, err := os.Open(archive) //nolint:gosec // our folder
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	zipped, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	if err := os.Mkdir(into, 0o755); err != nil { //nolint:gosec // programs, not secrets
		return err
	}
	root, err := os.OpenRoot(into)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	if err := unpackFiles(tar.NewReader(zipped), root); err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	if err := linkLibraries(root); err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	return openToAll(into)
}

func unpackFiles(files *tar.Reader, root *os.Root) error {
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		_, name, _ := strings.Cut(header.Name, "/") // everything is below package/
		if header.Typeflag != tar.TypeReg || !strings.HasPrefix(name, "native/") {
			continue
		}
		if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
			return err
		}
		if err := unpackFile(files, root, name, header.FileInfo().Mode().Perm()|0o600); err != nil {
			return err
		}
	}
}

func unpackFile(from io.Reader, root *os.Root, name string, perm os.FileMode) (err error) {
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, perm)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(f, from)
	return err
}

// linkLibraries makes the links listed in native/pg-symlinks.json, which the
// package's install script would make.
func linkLibraries(root *os.Root) error {
	list, err := root.ReadFile("native/pg-symlinks.json")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(list, &links); err != nil {
		return fmt.Errorf("read pg-symlinks.json: %w", err)
	}
	for _, link := range links {
		source, err := filepath.Rel(path.Dir(link.Target), link.Source)
		if err != nil {
			return err
		}
		if err := root.Symlink(source, link.Target); err != nil {
			return err
		}
	}
	return nil
}

// openToAll undoes a strict umask: the server may run as another account.
func openToAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.Type()&os.ModeSymlink != 0 {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		perm := os.FileMode(0o644)
		if info.IsDir() || info.Mode()&0o100 != 0 {
			perm = 0o755
		}
		return os.Chmod(path, perm) //nolint:gosec // a folder of our own, under a name nobody knows yet
	})
}
