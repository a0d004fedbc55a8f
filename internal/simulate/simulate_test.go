package simulate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/pgtest"
)

// small is a team that a test can wait for.
func small(t *testing.T) Options {
	t.Helper()
	return Options{Reps: 4, Leads: 60, Days: 60, Seed: 1, Database: pgtest.New(t).URL}
}

func TestTheGuaranteesHoldOnEveryDay(t *testing.T) {
	report, err := Run(t.Context(), small(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range report.book.breaches {
		t.Errorf("%s: %s\n  %s", b.Of, b.What, strings.Join(b.Story, "\n  "))
	}
	t.Log(fmt.Sprintf("%+v\n%+v", report.with, report.book.looked))
}
