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
