package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/lib/pq"
)

// connector makes connections to the first of its servers that takes one.
type connector struct {
	servers []*server
	clock   clockwork.Clock // real
}

// server is one that the address names. One that failed is asked after the others for a while: a computer that is gone doesn't refuse a
// connection, it lets everybody wait, and people wait for three seconds.
type server struct {
	*pq.Connector

	host   string
	failed atomic.Int64 // when, unix nanoseconds; 0: it didn't
}

// lastFor is how long a server that failed is asked after the others.
const lastFor = 30 * time.Second

// newConnector returns a connector to the servers of config.
func newConnector(config pq.Config, dial pq.Dialer, clock clockwork.Clock) (*connector, error) {
	c := &connector{clock: clock}
	all := []pq.Config{config.Clone()}
	for _, other := range config.Multi {
		one := config.Clone()
		one.Host, one.Hostaddr, one.Port = other.Host, other.Hostaddr, other.Port
		all = append(all, one)
	}
	for _, one := range all {
		one.Multi = nil
		made, err := pq.NewConnectorConfig(one)
		if err != nil {
			return nil, err
		}
		made.Dialer(dial)
		c.servers = append(c.servers, &server{Connector: made, host: fmt.Sprintf("%s:%d", one.Host, one.Port)})
	}
	return c, nil
}

// Driver implements [driver.Connector].
func (c *connector) Driver() driver.Driver { return c.servers[0].Driver() }

// Connect implements [driver.Connector].
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	var failed []error
	for _, s := range c.order() {
		made, err := s.Connect(ctx)
		if err != nil {
			s.failed.Store(c.clock.Now().UnixNano())
			failed = append(failed, fmt.Errorf("connecting to %s: %w", s.host, err))
			continue
		}
		s.failed.Store(0)
		one, ok := made.(libpq)
		if !ok {
			return nil, fmt.Errorf("lib/pq's connections can no longer do what we need of them: %T", made)
		}
		return session{one}, nil
	}
	if len(failed) == 1 {
		return nil, errors.Unwrap(failed[0])
	}
	return nil, fmt.Errorf("none of the servers can be used: %w", joined(failed))
}

// order puts those last that failed lately.
func (c *connector) order() []*server {
	now := c.clock.Now()
	late := func(s *server) int {
		if at := s.failed.Load(); at > 0 && now.Sub(time.Unix(0, at)) < lastFor {
			return 1
		}
		return 0
	}
	servers := slices.Clone(c.servers)
	slices.SortStableFunc(servers, func(a, b *server) int { return late(a) - late(b) })
	return servers
}

// joined is errors.Join on one line.
type joined []error

func (j joined) Unwrap() []error { return j }

func (j joined) Error() string {
	said := make([]string, len(j))
	for i, err := range j {
		said[i] = err.Error()
	}
	return strings.Join(said, "; ")
}
