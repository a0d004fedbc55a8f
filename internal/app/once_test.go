package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestACauseIsToldOnceHoweverManyMeetIt(t *testing.T) {
	t.Parallel()
	var said bytes.Buffer
	handler := toldOnce(slog.New(slog.NewTextHandler(&said, nil))).With("replica", 1).Handler()
	full, away := errors.New("no space left"), errors.New("connection refused")
	at := time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)
	tell := func(after time.Duration, level slog.Level, message string, err error) {
		t.Helper()
		at = at.Add(after)
		r := slog.NewRecord(at, level, message, 0)
		r.AddAttrs(slog.String("user", "U1"), slog.Any("error", err))
		if err := handler.Handle(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	want := func(n int, what string) {
		t.Helper()
		if got := strings.Count(said.String(), what); got != n {
			t.Errorf("%q is said %d times, want %d:\n%s", what, got, n, said.String())
		}
	}
	for i := range 100 {
		tell(time.Second, slog.LevelError, "request failed", fmt.Errorf("command %d: %w", i, full))
	}
	want(1, "request failed")
	tell(0, slog.LevelError, "request failed", fmt.Errorf("%w: %w", errors.New("command"), away))
	want(2, "request failed")
	tell(0, slog.LevelError, "deliveries failed", errors.Join(full, nil))
	want(1, "deliveries failed")
	tell(time.Second, slog.LevelError, "request failed", full)
	want(2, "request failed")
	tell(quiet, slog.LevelError, "request failed", full) // it was over, and is back
	want(3, "request failed")
	for range 2 {
		tell(0, slog.LevelInfo, "response url failed", full)
		tell(0, slog.LevelError, "audit", nil)
	}
	want(2, "response url failed")
	want(2, "audit")
}
