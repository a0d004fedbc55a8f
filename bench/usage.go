package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
)

// postmaster is the number of the server's first process; its sessions are its children.
func postmaster(ctx context.Context, db *sqlx.DB) (int, error) {
	var dir string
	if err := db.GetContext(ctx, &dir, `select current_setting('data_directory')`); err != nil {
		return 0, fmt.Errorf("find the server: %w", err)
	}
	file, err := os.ReadFile(filepath.Join(dir, "postmaster.pid")) //nolint:gosec // the server of our own told us
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(file), "\n")
	return strconv.Atoi(first)
}

// tree is the processor time of a process and of all its children that live.
func tree(parent int) (used time.Duration) {
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		fields := stat(dir)
		if len(fields) < 13 {
			continue
		}
		if pid, _ := strconv.Atoi(filepath.Base(dir)); pid == parent || fields[1] == strconv.Itoa(parent) {
			used += ticks(fields)
		}
	}
	return used
}

// self is the processor time of this process.
func self() time.Duration { return ticks(stat("/proc/self")) }

// stat are a process's numbers from behind its name on; nil where it is gone.
func stat(dir string) []string {
	line, err := os.ReadFile(filepath.Join(dir, "stat")) //nolint:gosec // the system's own
	if err != nil {
		return nil
	}
	_, behind, _ := strings.Cut(string(line), ") ")
	return strings.Fields(behind)
}

// ticks are what a process used itself and in the system, which counts in hundredths of a second.
func ticks(fields []string) time.Duration {
	const user, system = 11, 12
	if len(fields) <= system {
		return 0
	}
	n := 0
	for _, i := range []int{user, system} {
		more, _ := strconv.Atoi(fields[i])
		n += more
	}
	return time.Duration(n) * (time.Second / 100)
}
