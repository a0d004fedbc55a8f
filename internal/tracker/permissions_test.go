package tracker_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestWhoMayDoWhat(t *testing.T) {
	const (
		yes      = "yes"
		notYours = "not yours"
		hidden   = "not yours to see"
		notHere  = "not allowed here"
		managers = "managers only"
	)
	acts := map[string]func(d *desk, a tracker.Actor, l followup.Lead) error{
		"look": func(d *desk, a tracker.Actor, l followup.Lead) error {
			_, err := d.Card(d.Context(), a, l.ID, 0)
			return err
		},
		"log": func(d *desk, a tracker.Actor, l followup.Lead) error {
			_, err := d.Log(d.Context(), a, tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
			return err
		},
		"move": func(d *desk, a tracker.Actor, l followup.Lead) error {
			_, err := d.Move(d.Context(), a, seen(l), tracker.NewDate{On: today.AddDays(1)})
			return err
		},
		"details": func(d *desk, a tracker.Actor, l followup.Lead) error {
			_, err := d.EditDetails(d.Context(), a, l.ID, l.Details().Version(), followup.Details{Name: "Acme GmbH"}, "")
			return err
		},
		"reassign": func(d *desk, a tracker.Actor, l followup.Lead) error {
			_, err := d.Reassign(d.Context(), a, []tracker.Target{seen(l)}, zoe)
			return err
		},
		"team": func(d *desk, a tracker.Actor, _ followup.Lead) error {
			_, err := d.SaveTeam(d.Context(), a, teamIn("C1", mia, ann, bob))
			return err
		},
	}
	tests := []struct {
		who                             followup.UserID
		look, log, move, reassign, team string
	}{
		{ann, yes, yes, yes, managers, managers},
		{bob, yes, yes, notYours, managers, managers},
		{mia, yes, yes, yes, yes, yes},
		{admin, yes, yes, yes, yes, yes},
		{zoe, hidden, hidden, hidden, hidden, managers},
		{guest, notHere, notHere, notHere, notHere, notHere},
		{gone, notHere, notHere, notHere, notHere, notHere},
		{"USTRANGER", notHere, notHere, notHere, notHere, notHere},
	}
	for _, test := range tests {
		t.Run(string(test.who), func(t *testing.T) {
			shared := newDesk(t)
			for act, want := range map[string]string{
				"look": test.look, "log": test.log, "move": test.move, "details": test.move, "reassign": test.reassign, "team": test.team,
			} {
				t.Run(act, func(t *testing.T) {
					d := shared.in(t)
					lead := d.lead(ann, "Acme", today)
					err := acts[act](d, d.as(test.who), lead)
					switch want {
					case yes:
						d.ok(err)
						return
					case notYours:
						d.same(mustBe[tracker.NotYoursError](t, err).Owner, "Name of UANN")
					case hidden:
						d.same(mustBe[tracker.NotYoursError](t, err), tracker.NotYoursError{
							Lead: followup.Lead{Workspace: w, ID: lead.ID}, Owner: "Name of UANN", Hidden: true,
						})
					case notHere:
						d.is(err, tracker.ErrNotAllowedHere)
					case managers:
						d.is(err, tracker.ErrManagersOnly)
					}
					d.same(d.load(lead.ID), lead)
				})
			}
		})
	}
}

func TestUndoingWhatOthersDid(t *testing.T) {
	d := newDesk(t)
	lead := d.lead(ann, "Acme", today)
	done := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer}))
	_, err := d.Undo(t.Context(), d.as(bob), done.Event.ID)
	_ = mustBe[tracker.NotYoursError](t, err)
	d.must(d.Undo(t.Context(), d.as(mia), done.Event.ID))
}

func TestFindShowsWhatOneMaySee(t *testing.T) {
	d := newDesk(t)
	d.lead(ann, "Acme Nord", today)
	d.lead(bob, "Acme Alpha", today)
	d.lead(zoe, "Acme Zett", today)
	find := func(who followup.UserID, text string) []string {
		matches, err := d.Find(t.Context(), d.as(who), text, 10)
		d.ok(err)
		names := []string{}
		for _, m := range matches {
			names = append(names, m.Lead.Name)
		}
		return names
	}
	d.same(find(ann, "acme"), []string{"Acme Nord", "Acme Alpha"})
	d.same(find(ann, ""), []string{"Acme Nord"})
	d.same(find(zoe, "acme"), []string{"Acme Zett"})
	d.same(find(admin, "acme"), []string{"Acme Alpha", "Acme Nord", "Acme Zett"})
	d.same(find(admin, "acme / zett"), []string{"Acme Zett"})
	_, err := d.Find(t.Context(), d.as(guest), "acme", 10)
	d.is(err, tracker.ErrNotAllowedHere)
}

// Somebody who names a lead means their own of that name, whatever else begins with it; of two, or of a teammate's, it isn't sure.
func TestNamedIsTheirOwnOfThatName(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"Acme", "Acme Nord", "Beta", "Gamma", "100 %", "100 percent"} {
		d.lead(ann, name, today)
	}
	for _, name := range []string{"Gamma", "Delta", "Delta Nord"} {
		d.lead(bob, name, today)
	}
	d.lead(zoe, "Beta", today) // of another team
	for text, want := range map[string][]string{
		"acme":  {"Acme"},
		"ACME ": {"Acme"},
		"acm":   {"Acme", "Acme Nord"},
		"beta":  {"Beta"},
		"gamma": {"Gamma", "Gamma"},
		"delta": {"Delta", "Delta Nord"},
		"100 %": {"100 %"},
		"nord":  {"Acme Nord", "Delta Nord"},
		"none":  {},
	} {
		found, err := d.Named(t.Context(), d.as(ann), text, 6)
		d.ok(err)
		titles := []string{}
		for _, m := range found {
			titles = append(titles, m.Lead.Title())
		}
		d.same(titles, want)
	}
}
