package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// owed is something owed on lead 1 that began so long ago.
func (w world) owed(kind followup.ObligationKind, ago time.Duration) followup.Obligation {
	o := followup.Obligation{ID: 77, Workspace: "T1", Lead: 1, Owner: "UANA", Kind: kind, Event: 40, For: now.Add(-ago), On: today, PingedAt: now}
	o.Due = o.For
	if kind == followup.Recap {
		o.Due = o.For.Add(followup.RecapWithin)
	}
	return o
}

func (w world) ping(o followup.Obligation) digest.Ping {
	p := digest.Ping{Owed: o, Lead: w.promised(1, calendar.On(2026, 5, 15)), Owner: w.rep(), Now: now, Last: w.touch("UANA"), Names: w.names()}
	if o.Kind == followup.Recap {
		heard := *w.touch("UANA")
		heard.At = o.For
		p.Heard = &heard
	}
	p.Say = w.sayOwed(p)
	return p
}

// sayOwed is the text that comes with a ping.
func (w world) sayOwed(p digest.Ping) *digest.Saying {
	known := playbook.Known{Lead: p.Lead, Rep: p.Owner, Now: p.Now}
	situation := playbook.MeetingReminder
	switch p.Owed.Kind {
	case followup.Recap:
		situation = playbook.Recap
	case followup.Reminder:
		known.Meeting = p.Owed.For
	default:
		return nil
	}
	if p.Heard != nil {
		known.Touches = []followup.Touch{*p.Heard}
	}
	said := w.said(known, situation)
	return &said
}

func (w world) pings() map[string]any {
	promise, recap := w.owed(followup.Promise, -10*time.Minute), w.owed(followup.Recap, time.Hour)
	reminder := w.owed(followup.Reminder, -80*time.Hour)
	reminder.Due = now
	promised := w.ping(promise)
	promised.Lead = w.promised(1, today)
	settled := func(o followup.Obligation, how followup.Settling, e followup.Event) digest.Ping {
		o.SettledAt, o.How, o.By = now, how, e.ID
		p := w.ping(o)
		if how != followup.Passed {
			p.By = &e
		}
		return p
	}
	bare := w.ping(recap)
	bare.Heard, bare.Last, bare.Lead = nil, nil, w.active(1, today)
	bare.Lead.Contacts = nil
	bare.Say = w.sayOwed(bare)
	sent := followup.Event{ID: 61, Lead: 1, Kind: followup.OwedSent, By: "UANA", At: now, Detail: followup.Detail{Owed: followup.Recap}}
	reminded := sent
	reminded.Detail.Owed = followup.Reminder
	logged := w.events()[0]
	elsewhere := promised
	elsewhere.Lead.Owner, elsewhere.Owner.Person = "UMAX", w.max()
	noShow := logged
	touch := *noShow.Detail.Touch
	touch.Channel, touch.Outcome = followup.Meeting, followup.NoShow
	noShow.Detail.Touch = &touch
	return map[string]any{
		"ping_promise":       w.view.Ping(promised, "UANA"),
		"ping_promise_done":  w.view.Ping(settled(promise, followup.Done, logged), "UANA"),
		"ping_recap":         w.view.Ping(w.ping(recap), "UANA"),
		"ping_recap_bare":    w.view.Ping(bare, "UANA"),
		"ping_recap_warned":  w.view.Ping(w.ping(w.owed(followup.Recap, 25*time.Hour)), "UANA"),
		"ping_recap_breach":  w.view.Ping(w.ping(w.owed(followup.Recap, 50*time.Hour)), "UANA"),
		"ping_recap_done":    w.view.Ping(settled(recap, followup.SaidSent, sent), "UANA"),
		"ping_recap_passed":  w.view.Ping(settled(recap, followup.Passed, sent), "UANA"),
		"ping_reminder":      w.view.Ping(w.ping(reminder), "UANA"),
		"ping_reminder_done": w.view.Ping(settled(reminder, followup.SaidSent, reminded), "UANA"),
		"ping_handed_over":   w.view.Ping(elsewhere, "UANA"),
		"ping_gone":          w.view.PingGone(),
		"digest_owed":        w.view.Digest(w.owingDay()),
		"list_owed":          w.view.ListModal(w.owingDay(), 0),
		"their_day_owed":     w.view.TheirDay(w.owingDay(), "UMAX"),
		"card_owed":          w.view.Card(w.owingCard()),
		"receipt_owed_sent":  w.view.Receipt(w.receipt(sent), "UANA"),
		"receipt_reminded":   w.view.Receipt(w.receipt(reminded), "UANA"),
		"receipt_no_show":    w.view.Receipt(w.receipt(noShow), "UANA"),
		"home_kept":          w.view.Home(digest.Home{Day: w.owingDay(), Kept: digest.Kept{Kept: 4, Of: 5}}),
		"summary_kept":       w.view.Summary(w.keptSummary()),
	}
}

func (w world) keptSummary() digest.Summary {
	s := w.summary(false)
	s.Kept, s.NoShows = digest.Kept{Kept: 21, Of: 23}, 2
	return s
}

// owingDay has a lead that is due and owes a recap, and one that is there for its recap alone.
func (w world) owingDay() digest.Day {
	d := w.day()
	d.Open = w.rows()[4:5]
	recap, late := w.owed(followup.Recap, 2*time.Hour), w.owed(followup.Recap, 30*time.Hour)
	d.Open[0].Owed = []followup.Obligation{recap}
	noShow := *w.touch("UANA")
	noShow.Channel, noShow.Outcome = followup.Meeting, followup.NoShow
	d.Open[0].Last = &noShow
	alone := digest.Row{Lead: w.promised(8, calendar.On(2026, 5, 15)), Section: digest.RecapOwed, Beside: true, Last: w.touch("UANA"), Owed: []followup.Obligation{late}}
	d.Open = append([]digest.Row{alone}, d.Open...)
	return d
}

func (w world) owingCard() digest.Card {
	c := w.card()
	reminder := w.owed(followup.Reminder, -30*time.Hour)
	reminder.Due = now.Add(time.Hour)
	c.Owed = []followup.Obligation{w.owed(followup.Recap, 10*time.Minute), reminder}
	return c
}

// TestARecapHasFivePartsAndShowsWhatIsOpen reads what a rep copies.
func TestARecapHasFivePartsAndShowsWhatIsOpen(t *testing.T) {
	t.Parallel()
	w := ordinary()
	copied := func(m view.Message) string {
		for _, b := range m.Blocks {
			if rich, ok := b.(*slack.RichTextBlock); ok && rich.BlockID == "copy.0" {
				pre := rich.Elements[0].(*slack.RichTextPreformatted)           //nolint:forcetypeassert // a test
				return pre.Elements[0].(*slack.RichTextSectionTextElement).Text //nolint:forcetypeassert // a test
			}
		}
		t.Fatal("there is nothing to copy")
		return ""
	}
	pings := w.pings()
	message := func(name string) view.Message { return pings[name].(view.Message) } //nolint:forcetypeassert // a test
	want := []string{
		"Subject: Acme: what we agreed", "Hi Jane,", "thank you for our call today.", "What you told me: board meets 14 May.",
		"What happens next: a call on Friday, 15 May at 08:30 your time (09:30 mine).", "What you get from me: pricing. You find it attached.",
		"One thing is yours: [one thing for them]. If something here is missing, just add it.", "Best regards,\nAna Sommer",
	}
	if diff := cmp.Diff(want, strings.Split(copied(message("ping_recap")), "\n\n")); diff != "" {
		t.Error(diff)
	}
	if n := strings.Count(copied(message("ping_recap_bare")), "["); n != 5 {
		t.Errorf("%d open parts:\n%s", n, copied(message("ping_recap_bare")))
	}
	subject, _, _ := strings.Cut(copied(message("ping_reminder")), "\n")
	if subject != "Subject: Our meeting on Friday, 15 May at 15:30 your time (16:30 mine)" {
		t.Error(subject)
	}
}
