//go:build linux || darwin

package localpg

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Running returns the address of a database on the server that some program
// runs on the data folder, or "" where none takes connections. It holds
// nothing: the server may end at any time.
func Running(dataDir, database string) string {
	text, err := os.ReadFile(filepath.Join(dataDir, "data", "postmaster.pid")) //nolint:gosec // our folder
	if err != nil {
		return ""
	}
	// Process, data folder, start, port, socket folder, host, shared memory, status.
	lines := strings.Split(string(text), "\n")
	if len(lines) < 8 || strings.TrimSpace(lines[7]) != "ready" {
		return ""
	}
	port, socket := strings.TrimSpace(lines[3]), strings.TrimSpace(lines[4])
	if _, err := os.Stat(filepath.Join(socket, ".s.PGSQL."+port)); err != nil {
		return "" // it crashed and left its note behind
	}
	return socketURL(socket, port, database)
}

func socketURL(socket, port, database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User(superuser),
		Path:     "/" + database,
		RawQuery: url.Values{"host": {socket}, "port": {port}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}
