package pgtest

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jmoiron/sqlx"

	"github.com/followup-bot/followup/internal/localpg"
)

// testPrefix starts the name of every test's database: prefix, run, number.
const testPrefix = "followup_test_"

// locks is the first half of our advisory locks' keys; the second is a run,
// or zero for building templates.
const locks = 0x466f6c6c

// server is a PostgreSQL that databases are made on.
type server struct {
	url      func(database string) string
	admin    *sqlx.DB   // on the server's maintenance database
	run      int32      // this test binary; never zero
	hold     *sqlx.Conn // the session whose lock says that this run lives
	template string     // the migrated database to clone
	count    atomic.Int64
}

// sharedServer starts or finds the server on first use. It is not stopped:
// other tests may want it, and a private one ends with the process, leaving
// nothing behind.
var sharedServer = sync.OnceValues(func() (*server, error) {
	ctx := context.Background()
	if given := os.Getenv("TEST_DATABASE_URL"); given != "" {
		return join(ctx, given, func(database string) string { return withDatabase(given, database) })
	}
	cluster, err := startPrivate(ctx)
	if err != nil {
		return nil, err
	}
	return join(ctx, cluster.URL("postgres"), cluster.URL)
})

func startPrivate(ctx context.Context) (*localpg.Cluster, error) {
	return localpg.Start(ctx, localpg.Options{MaxConnections: 200})
}

// join readies a running server for this test binary.
func join(ctx context.Context, maintenance string, url func(string) string) (*server, error) {
	s := &server{url: url, run: newRun()}
	var err error
	if s.admin, err = sqlx.ConnectContext(ctx, "postgres", maintenance); err != nil {
		return nil, fmt.Errorf("connect to the test server: %w", err)
	}
	if s.hold, err = s.admin.Connx(ctx); err != nil {
		return nil, errors.Join(err, s.admin.Close())
	}
	err = s.claimRun(ctx)
	if err == nil {
		s.template, err = s.ensureTemplate(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.leave())
	}
	return s, nil
}

// leave gives up the run; its databases are then anyone's to drop.
func (s *server) leave() error {
	return errors.Join(s.hold.Close(), s.admin.Close())
}

func newRun() int32 {
	var b [4]byte
	_, _ = rand.Read(b[:])                                // never fails
	return int32(binary.NativeEndian.Uint32(b[:])>>1 | 1) //nolint:gosec // 31 bits fit
}

func (s *server) nextName() string {
	return fmt.Sprintf("%s%d_%d", testPrefix, s.run, s.count.Add(1))
}

// claimRun takes a lock that lasts as long as this process, and drops the
// databases of runs whose lock is gone: they were killed before they cleaned
// up.
func (s *server) claimRun(ctx context.Context) error {
	if _, err := s.hold.ExecContext(ctx, `select pg_advisory_lock($1, $2)`, locks, s.run); err != nil {
		return fmt.Errorf("claim a test run: %w", err)
	}
	var left []string
	err := s.hold.SelectContext(ctx, &left, `select datname from pg_database where starts_with(datname, $1)`, testPrefix)
	if err != nil {
		return fmt.Errorf("list what earlier test runs left: %w", err)
	}
	for _, name := range left {
		if err := s.dropDead(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) dropDead(ctx context.Context, name string) error {
	number, _, _ := strings.Cut(strings.TrimPrefix(name, testPrefix), "_")
	run, err := strconv.ParseInt(number, 10, 32)
	if err != nil || int32(run) == s.run {
		return nil //nolint:nilerr // not a name of ours, or not dead
	}
	var dead bool
	if err := s.hold.GetContext(ctx, &dead, `select pg_try_advisory_lock($1, $2)`, locks, run); err != nil {
		return fmt.Errorf("look for dead test runs: %w", err)
	}
	if !dead {
		return nil
	}
	err = s.drop(ctx, name)
	if _, unlockErr := s.hold.ExecContext(ctx, `select pg_advisory_unlock($1, $2)`, locks, run); unlockErr != nil {
		return errors.Join(err, unlockErr)
	}
	return err
}

// withDatabase is the given address, URL or key=value, with another database.
func withDatabase(given, database string) string {
	u, err := url.Parse(given)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return given + " dbname=" + database // the last one counts
	}
	u.Path = "/" + database
	return u.String()
}
