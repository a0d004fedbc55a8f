package schedule_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/schedule"
)

// often is so short that a job runs again while a test waits.
const often = 5 * time.Millisecond

// run runs jobs until the returned function is called, which waits for their end.
func run(t *testing.T, jobs ...schedule.Job) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- schedule.New(slog.New(slog.DiscardHandler), jobs...).Run(ctx) }()
	return func() {
		t.Helper()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("ended with %v", err)
		}
	}
}

// times returns a job's work that closes reached at its n-th run, and then does what then says.
func times(n int64, then func() error) (work func(context.Context) error, reached chan struct{}) {
	reached = make(chan struct{})
	var count atomic.Int64
	return func(context.Context) error {
		if count.Add(1) == n {
			close(reached)
		}
		return then()
	}, reached
}

func TestAJobRunsAtOnceAndAgain(t *testing.T) {
	t.Parallel()
	work, reached := times(3, func() error { return nil })
	stop := run(t, schedule.Job{Name: "again", Every: often, Do: work})
	<-reached
	stop()
}

func TestAJobThatFailsOrPanicsRunsAgainAndHarmsNoOther(t *testing.T) {
	t.Parallel()
	failing, failed := times(3, func() error { return errors.New("no") })
	panicking, panicked := times(3, func() error { panic("no") })
	well, ran := times(3, func() error { return nil })
	stop := run(t,
		schedule.Job{Name: "fails", Every: often, Do: failing},
		schedule.Job{Name: "panics", Every: often, Do: panicking},
		schedule.Job{Name: "well", Every: often, Do: well},
	)
	<-failed
	<-panicked
	<-ran
	stop()
}

func TestACauseIsToldOnceAndItsEndToo(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	var runs atomic.Int64
	over := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	job := schedule.Job{Name: "job", Every: often, Do: func(context.Context) error {
		switch n := runs.Add(1); {
		case n <= 5:
			return errors.New("no database")
		case n <= 8:
			return errors.New("no room")
		case n == 12:
			close(over)
		}
		return nil
	}}
	ended := make(chan error, 1)
	go func() { ended <- schedule.New(slog.New(slog.NewTextHandler(&log, nil)), job).Run(ctx) }()
	<-over
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, once := range []string{"no database", "no room", "job works again"} {
		if strings.Count(log.String(), once) != 1 {
			t.Errorf("want %q once in:\n%s", once, log.String())
		}
	}
}

func TestOneRunOfAJobAtATimeAndTheEndWaitsForIt(t *testing.T) {
	t.Parallel()
	var running, most atomic.Int64
	begun, ended := make(chan struct{}), make(chan struct{})
	var once atomic.Bool
	stop := run(t, schedule.Job{Name: "slow", Every: often, Do: func(ctx context.Context) error {
		most.Store(max(most.Load(), running.Add(1)))
		defer running.Add(-1)
		if once.CompareAndSwap(false, true) {
			close(begun)
			<-ctx.Done()
			close(ended)
		}
		return nil
	}})
	<-begun
	stop()
	select {
	case <-ended:
	default:
		t.Error("the end did not wait for the run")
	}
	if most.Load() != 1 {
		t.Errorf("%d runs at once", most.Load())
	}
}
