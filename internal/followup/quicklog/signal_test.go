package quicklog_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

func signalContext() quicklog.Context {
	return quicklog.Context{Now: time.Date(2026, 5, 12, 8, 30, 0, 0, time.UTC), Zone: time.UTC, Workdays: calendar.Workdays{Week: calendar.MondayToFriday}}
}

func TestSignal(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]quicklog.Command{
		`signal acme pricing-page "seen twice"`:   {Lead: "acme", Signal: followup.PricingPage, Note: "seen twice"},
		`signal acme pricing page`:                {Lead: "acme", Signal: followup.PricingPage},
		`signal acme pricing_page`:                {Lead: "acme", Signal: followup.PricingPage},
		`signal acme: Preisseite: zweimal gesehn`: {Lead: "acme", Signal: followup.PricingPage, Note: "zweimal gesehn"},
		`signal Beta GmbH funding series B`:       {Lead: "Beta GmbH", Signal: followup.Funding, Note: "series B"},
		`signal "Open Systems" open`:              {Lead: "Open Systems", Signal: followup.EmailOpened},
		`signal open systems webinar`:             {Lead: "open systems", Signal: followup.Webinar},
		`signal acme e-mail geöffnet`:             {Lead: "acme", Signal: followup.EmailOpened},
		`signal acme Jobwechsel – now at Beta`:    {Lead: "acme", Signal: followup.RoleChange, Note: "now at Beta"},
		`signal acme Wettbewerber`:                {Lead: "acme", Signal: followup.CompetitorWon},
		`signal acme replied "wants a call"`:      {Lead: "acme", Signal: followup.SignalReply, Note: "wants a call"},
		`signal acme`:                             {Lead: "acme"},
		`signal acme "seen twice"`:                {Lead: "acme", Note: "seen twice"},
		`signal "Pricing Page AG" role`:           {Lead: "Pricing Page AG", Signal: followup.RoleChange},
	} {
		c, err := quicklog.Parse(line, signalContext())
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if c.Verb != quicklog.Signal || c.Lead != want.Lead || c.Signal != want.Signal || c.Note != want.Note {
			t.Errorf("%s: %q %q %q", line, c.Lead, c.Signal, c.Note)
		}
	}
}

func TestAnUnknownSignalComesBack(t *testing.T) {
	t.Parallel()
	line := `signal "Beta GmbH" moonshine "twice"`
	_, err := quicklog.Parse(line, signalContext())
	problem, ok := errors.AsType[quicklog.Problem](err)
	if !ok || problem.Code != quicklog.UnknownSignal || problem.Params["word"] != "moonshine" || problem.Params["text"] != line {
		t.Errorf("%+v", err)
	}
	c, err := quicklog.Parse("signal acme moonshine", signalContext())
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := c.NoSignal("signal acme moonshine"); !ok || p.Params["word"] != "moonshine" {
		t.Errorf("%+v", p)
	}
	if _, ok := (quicklog.Command{Lead: "acme"}).NoSignal("signal acme"); ok {
		t.Error("a lead alone is no unknown signal")
	}
}

// TestEverySignalHasWords, in both languages.
func TestEverySignalHasWords(t *testing.T) {
	t.Parallel()
	for kind, words := range map[followup.SignalKind][]string{
		followup.RoleChange: {"role-change", "jobwechsel"}, followup.Funding: {"funding", "finanzierung"},
		followup.CompetitorWon: {"competitor", "wettbewerber"}, followup.Webinar: {"webinar"}, followup.PricingPage: {"pricing-page", "preisseite"},
		followup.EmailOpened: {"email-open", "geöffnet"}, followup.SignalReply: {"reply", "antwort"},
	} {
		for _, word := range words {
			if c, err := quicklog.Parse("signal acme "+word, signalContext()); err != nil || c.Signal != kind || c.Lead != "acme" {
				t.Errorf("%s: %q %v", word, c.Signal, err)
			}
		}
	}
}
