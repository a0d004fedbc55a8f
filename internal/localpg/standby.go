//go:build linux || darwin

package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Standby starts a second temporary cluster that follows this one, made from a
// copy of its data; this one goes down for it for a moment. It must be a
// temporary one with Options.Replicated. The caller stops both. What is
// committed here from now on is there as well before the commit returns, for as
// long as the standby runs; without it commits wait.
func (c *Cluster) Standby(ctx context.Context) (_ *Cluster, err error) {
	opts := c.opts
	place, err := openPlace(ctx, c.clock, opts, c.account)
	if err != nil {
		return nil, fmt.Errorf("make a standby: %w", err)
	}
	s := &Cluster{
		opts: opts, log: opts.Logger, clock: c.clock, account: c.account, place: place, bin: c.bin,
		said: &tail{log: opts.Logger},
	}
	defer func() {
		if err != nil {
			_ = s.Stop(context.WithoutCancel(ctx)) // the first error is the one to tell
		}
	}()
	if err := c.Down(ctx); err != nil {
		return nil, fmt.Errorf("make a standby: %w", err)
	}
	if err := copyTree(c.place.data, s.place.data, s.account); err != nil {
		return nil, fmt.Errorf("make a standby: %w", err)
	}
	if err := c.Up(ctx); err != nil {
		return nil, fmt.Errorf("make a standby: %w", err)
	}
	if s.janitor, err = hireJanitor(s.place); err != nil {
		return nil, fmt.Errorf("make a standby: %w", err)
	}
	if err := s.Follow(ctx, c); err != nil {
		return nil, err
	}
	return s, nil
}

// Follow has a cluster that is down come up as another's standby.
func (c *Cluster) Follow(ctx context.Context, leader *Cluster) error {
	signal := filepath.Join(c.place.data, "standby.signal")
	conf := filepath.Join(c.place.data, "postgresql.auto.conf")
	from := fmt.Sprintf("primary_conninfo = 'host=%s port=%s user=%s application_name=standby'\n", leader.place.socket, socketPort, superuser)
	err := errors.Join(os.WriteFile(signal, nil, 0o600), os.WriteFile(conf, []byte(from), 0o600))
	if err == nil {
		err = errors.Join(c.account.own(signal), c.account.own(conf))
	}
	if err == nil {
		err = c.Up(ctx)
	}
	if err != nil {
		return fmt.Errorf("follow another cluster: %w", err)
	}
	return nil
}
