package postgres

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"testing"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/tracker"
)

// Only a commit that the server refused, or that was never sent, is known to be none.
func TestACommitWhoseAnswerIsLostIsUnsure(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for _, one := range []struct {
		name   string
		ctx    context.Context
		err    error
		unsure bool
	}{
		{"deferred_constraint", t.Context(), &pq.Error{Code: "23503"}, false},
		{"serialization_failure", t.Context(), &pq.Error{Code: "40001"}, false},
		{"rolled_back_before", t.Context(), sql.ErrTxDone, false},
		{"context_ended_before", ended, context.Canceled, false},
		{"server_goes_down", t.Context(), &pq.Error{Code: "57P01"}, true},
		{"connection_ends", t.Context(), io.EOF, true},
	} {
		t.Run(one.name, func(t *testing.T) {
			err := committed(one.ctx, one.err)
			if errors.Is(err, tracker.ErrUnsure) != one.unsure || !errors.Is(err, one.err) {
				t.Errorf("%v", err)
			}
		})
	}
	if err := committed(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// What becomes of a statement that is its own transaction is known where the server says so, and it was sent once.
func TestAStatementWhoseAnswerIsLostIsUnsure(t *testing.T) {
	for _, one := range []struct {
		name   string
		times  int
		err    error
		unsure bool
		known  bool // as not done, so that the ordinary way is open
	}{
		{"got_no_connection", 0, io.EOF, false, false},
		{"not_granted", 1, sql.ErrNoRows, false, true},
		{"deadlock", 1, &pq.Error{Code: "40P01"}, false, true},
		{"disk_full", 1, &pq.Error{Code: diskFull}, false, false},
		{"took_too_long", 1, &pq.Error{Code: cancelled}, false, false},
		{"server_goes_down", 1, &pq.Error{Code: "57P01"}, true, false},
		{"connection_ends", 1, io.EOF, true, false},
		{"context_ended", 1, context.Canceled, true, false},
		{"not_granted_the_second_time", 2, sql.ErrNoRows, true, false},
		{"refused_the_second_time", 2, &pq.Error{Code: diskFull}, true, false},
	} {
		t.Run(one.name, func(t *testing.T) {
			key := sent{value: "envelope"}
			for range one.times {
				if v, err := key.Value(); v != "envelope" || err != nil {
					t.Fatal(v, err)
				}
			}
			err := key.outcome(one.err)
			if errors.Is(err, tracker.ErrUnsure) != one.unsure || (err == nil) != one.known {
				t.Errorf("%v", err)
			}
		})
	}
}
