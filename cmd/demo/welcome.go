package main

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

const welcome = `
  Followup is running in a simulated Slack workspace:

      %s

  You are Ana, and it is %s.
  %s
  Type /followup in any box, move the clock at the top, and switch people at the bottom left: Sam is the manager.

  Ready in %.1f s. Ctrl-C ends it and %s.
`

// awaits says what the newcomer finds, and what comes when.
func awaits(o options, goesOn bool, now time.Time) string {
	switch {
	case goesOn:
		return "Everything is as you left it; what was due since comes now, under Apps → Followup and in #sales."
	case o.empty:
		return "There are no leads and no team yet: begin with /followup add \"Acme / Jane Doe\"."
	}
	day := calendar.Today(lastMorning(now), home())
	digest, summary := calendar.At(day, followup.DefaultDigestAt, home()), calendar.At(day, followup.DefaultSummaryAt, home())
	if now.Before(digest) {
		return "Her digest comes at " + clockTime(digest) + " under Apps → Followup, the manager's summary at " + clockTime(summary) + " in #sales."
	}
	whose := "Her morning digest"
	if day != calendar.Today(now, home()) {
		whose = "Her digest of " + digest.Format("Monday")
	}
	if now.Before(summary) {
		return whose + " is waiting under Apps → Followup; the manager's summary comes at " + clockTime(summary) + " in #sales."
	}
	return whose + " is waiting under Apps → Followup, the manager's summary in #sales."
}

func clockTime(t time.Time) string { return t.In(home()).Format("15:04") }
