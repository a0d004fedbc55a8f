package quicklog_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// TestWhatWakesAParkEarly: the kinds as people call them, in one word or several, said once or twice.
func TestWhatWakesAParkEarly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]followup.SignalKind{
		`park acme 3m "budget" say:"new year" signal:funding`:    {followup.Funding},
		"park acme 3m signal:pricing-page,role-change":           {followup.RoleChange, followup.PricingPage},
		`park acme 3m signal:"role change" signals:funding`:      {followup.RoleChange, followup.Funding},
		"park acme 3m signal:funding signal:funding":             {followup.Funding},
		"park acme 3m wake:finanzierung,preisseite,wettbewerber": {followup.Funding, followup.CompetitorWon, followup.PricingPage},
		"park acme 3m": nil,
	} {
		c, err := quicklog.Parse(text, tuesday(t))
		if err != nil || !slices.Equal(c.Wakes, want) {
			t.Errorf("%s: %v, %v", text, c.Wakes, err)
		}
	}
	for text, code := range map[string]quicklog.ProblemCode{
		"park acme 3m signal:weather":           quicklog.UnknownWake,
		"log acme call noanswer signal:funding": quicklog.NotHere,
		"park acme 3m signal:":                  quicklog.MissingValue,
	} {
		_, err := quicklog.Parse(text, tuesday(t))
		var p quicklog.Problem
		if !errors.As(err, &p) || p.Code != code {
			t.Errorf("%s: %v, want %s", text, err, code)
		}
	}
}
