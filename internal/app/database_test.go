package app

import (
	"bytes"
	"context"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/pgtest"
)

func TestAStartWaitsForTheDatabaseLongerEachTimeAndTellsTheCauseOnce(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	clock := clockwork.NewFakeClock()
	begun := clock.Now()
	var err error
	result := make(chan error, 1)
	go func() {
		_, err := openDatabase(t.Context(), "postgres://followup:hunter2@127.0.0.1:1/followup",
			Deps{Real: clock, Log: slog.New(slog.NewTextHandler(&log, nil))})
		result <- err
	}()
	tries := 0
	for {
		waiting, cancel := context.WithCancel(t.Context())
		blocked := make(chan error, 1)
		go func() { blocked <- clock.BlockUntilContext(waiting, 1) }()
		select {
		case waited := <-blocked:
			cancel()
			if waited != nil {
				t.Fatal(waited)
			}
			tries++
			clock.Advance(longestDatabasePause * 3 / 2)
			continue
		case err = <-result:
			cancel()
		}
		break
	}
	if err == nil || !strings.Contains(err.Error(), "connection refused (check host and port in DATABASE_URL") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error: %v", err)
	}
	if strings.Count(log.String(), "does not answer yet") != 1 || tries < 3 {
		t.Errorf("%d tries, log:\n%s", tries, log.String())
	}
	if waited := clock.Now().Sub(begun); waited < databasePatience || waited > databasePatience+2*longestDatabasePause {
		t.Errorf("gave up after %s", waited)
	}
}

func TestPausesBetweenTriesDouble(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := databaseWait{clock: clock, log: slog.New(slog.DiscardHandler), pause: firstDatabasePause, until: clock.Now().Add(time.Hour)}
	for _, want := range []time.Duration{250, 500, 1000, 2000, 4000, 5000, 5000} {
		want *= time.Millisecond
		if w.pause != want {
			t.Errorf("pause %s, want %s", w.pause, want)
		}
		done := make(chan error, 1)
		go func() { done <- w.again(t.Context(), context.DeadlineExceeded) }()
		if err := clock.BlockUntilContext(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		clock.Advance(want - time.Nanosecond)
		select {
		case err := <-done:
			t.Errorf("shorter than %s, %v", want, err)
		default:
		}
		clock.Advance(want/2 + time.Nanosecond)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestWhatWaitingCantMendIsToldAtOnce(t *testing.T) {
	t.Parallel()
	right := pgtest.NewEmpty(t).URL
	wrong := func(change func(*url.URL)) string {
		u, err := url.Parse(right)
		if err != nil {
			t.Fatal(err)
		}
		change(u)
		return u.String()
	}
	for name, tt := range map[string]struct{ url, want string }{
		"no such database":       {wrong(func(u *url.URL) { u.Path = "/absent" }), "create the user and the database first"},
		"no such account":        {wrong(func(u *url.URL) { u.User = url.UserPassword("stranger", "hunter2") }), "the database can't be used: pq: "},
		"no address, other form": {"host=h password=hunter2 hunter2 dbname=d", "the database can't be used: its address is not valid"},
		"no address":             {"postgres://u:hunter2/2@h/d", "the database can't be used: its address is not valid"},
	} {
		_, err := openDatabase(t.Context(), tt.url, Deps{Real: clockwork.NewFakeClock(), Log: slog.New(slog.DiscardHandler)})
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
