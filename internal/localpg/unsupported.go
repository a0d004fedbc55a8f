//go:build !linux && !darwin

package localpg

import (
	"context"
	"errors"
	"fmt"
	"runtime"
)

// Cluster is a private PostgreSQL, which this system can't have.
type Cluster struct{}

var errUnsupported = fmt.Errorf("a private PostgreSQL is not possible on %s: %w", runtime.GOOS, errors.ErrUnsupported)

// Start fails: use Docker here, or give the address of a running PostgreSQL.
func Start(context.Context, Options) (*Cluster, error) {
	return nil, errors.Join(errUnsupported, ErrNoPostgres)
}

// Running finds nothing here.
func Running(string, string) string { return "" }

// URL is empty here.
func (*Cluster) URL(string) string { return "" }

// CreateDatabase fails here.
func (*Cluster) CreateDatabase(context.Context, string) error { return errUnsupported }

// Version is empty here.
func (*Cluster) Version() string { return "" }

// Log is empty here.
func (*Cluster) Log() string { return "" }

// Done is closed here.
func (*Cluster) Done() <-chan struct{} {
	ended := make(chan struct{})
	close(ended)
	return ended
}

// Up fails here.
func (*Cluster) Up(context.Context) error { return errUnsupported }

// Down does nothing here.
func (*Cluster) Down(context.Context) error { return nil }

// Restart fails here.
func (*Cluster) Restart(context.Context) error { return errUnsupported }

// Kill does nothing here.
func (*Cluster) Kill() {}

// Pause does nothing here.
func (*Cluster) Pause() {}

// Resume does nothing here.
func (*Cluster) Resume() {}

// Stop does nothing here.
func (*Cluster) Stop(context.Context) error { return nil }
