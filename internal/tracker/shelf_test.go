package tracker_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// edited is warm-21 with a goodbye two days later.
func (d *desk) edited() tracker.CadenceDraft {
	d.Helper()
	text, err := d.ExportCadence(d.Context(), d.as(mia), "warm-21")
	d.ok(err)
	all, err := cadence.Parse([]byte(text))
	d.ok(err)
	standard := all[0]
	standard.Steps = append([]followup.Step{}, standard.Steps...)
	standard.Steps[7].Day = 23
	return tracker.CadenceDraft{Variants: []followup.Cadence{standard}, Seen: 1, Accepted: true}
}

func (d *desk) cadence(key string) digest.Cadence {
	d.Helper()
	c, err := d.Cadence(d.Context(), d.as(ann), key)
	d.ok(err)
	return c
}

// TestACadenceIsEditedUnderThirtyRunningLeads: they keep their version until somebody takes them along, having seen whom; that is undone as
// one.
func TestACadenceIsEditedUnderThirtyRunningLeads(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	var before []followup.Lead
	for i := range 30 {
		l := d.warm(fmt.Sprintf("Lead %02d", i))
		if i >= 10 { // ten stand at the first touch, twenty at the third
			l = d.touched(d.touched(l).Lead).Lead
		}
		before = append(before, l)
	}
	promised := d.must(d.Move(ctx, d.as(ann), tracker.Target{Lead: before[29].ID}, tracker.NewDate{On: calendar.On(2026, 5, 20), Promised: true})).Lead
	before[29] = promised

	saved, err := d.SaveCadence(ctx, d.as(mia), d.edited())
	d.ok(err)
	if saved.Version != 2 || !saved.Changed || saved.Own || saved.Leads != 30 || saved.Behind != 30 || saved.By != "Name of UMIA" {
		t.Errorf("%+v", saved)
	}
	for _, l := range before {
		d.same(d.load(l.ID), l)
	}
	if l := d.warm("New"); l.Enrolment.Cadence.Version != 2 {
		t.Errorf("a new lead runs on version %d", l.Enrolment.Cadence.Version)
	}

	preview, err := d.MigrationPreview(ctx, d.as(mia), "warm-21")
	d.ok(err)
	if len(preview.Leads) != 30 || preview.Version != 2 {
		t.Fatalf("%d leads to version %d", len(preview.Leads), preview.Version)
	}
	if m := preview.Leads[15]; m.From != 3 || m.To != 3 || m.Owner != "Name of UANN" || m.On != calendar.On(2026, 5, 15) {
		t.Errorf("%+v", m)
	}
	for _, l := range before {
		d.same(d.load(l.ID), l) // nothing has moved
	}

	_, err = d.MigrateCadence(ctx, d.as(ann), "warm-21", 2)
	d.is(err, tracker.ErrManagersOnly)
	_, err = d.MigrateCadence(ctx, d.as(mia), "warm-21", 1)
	if _, changed := errors.AsType[tracker.CadenceChangedError](err); !changed {
		t.Errorf("%v", err)
	}
	a := d.as(mia)
	r := d.must(d.MigrateCadence(ctx, a, "warm-21", 2))
	if r.Batch.Leads != 30 || r.Event.Kind != followup.CadenceMigrated || r.Event.Detail.Cadence.Was != 1 {
		t.Errorf("%+v, %+v", r.Batch, r.Event)
	}
	if again := d.must(d.MigrateCadence(ctx, a, "warm-21", 2)); !again.Repeated {
		t.Error("taken along twice")
	}
	for i, l := range before {
		now := d.load(l.ID)
		if now.Enrolment.Cadence.Version != 2 || now.Enrolment.Step != l.Enrolment.Step {
			t.Errorf("lead %d stands at %+v", i, now.Enrolment)
		}
	}
	if now := d.load(promised.ID); now.Recall.Due != promised.Recall.Due || now.Recall.Kind != followup.Promised {
		t.Errorf("the promise moved: %+v", now.Recall)
	}
	if c := d.cadence("warm-21"); c.Behind != 0 || c.Leads != 31 {
		t.Errorf("%+v", c)
	}
	undone := d.must(d.UndoBatch(ctx, d.as(mia), r.Event.ID))
	if undone.Batch.Leads != 30 {
		t.Errorf("%+v", undone.Batch)
	}
	for _, l := range before {
		d.same(unversioned(d.load(l.ID)), unversioned(l))
	}
}

// What is shipped may change, or go, with a release, while leads run on what was stored of it.
func TestAReleaseShipsOtherCadences(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	lead := d.warm("Acme")
	_, err := d.raw.ExecContext(ctx, `update cadences set name = name || '{"en": "As it was"}'`)
	d.ok(err)
	if c := d.cadence("warm-21"); c.Version != 2 || c.Leads != 1 || c.Behind != 1 || c.Changed {
		t.Errorf("%+v", c)
	}
	r := d.must(d.MigrateCadence(ctx, d.as(mia), "warm-21", 2))
	if course := r.Event.Detail.Cadence; course.Was != 1 || course.Version != 2 || d.load(lead.ID).Enrolment.Cadence.Version != 2 {
		t.Errorf("%+v", course)
	}

	_, err = d.raw.ExecContext(ctx, `update cadences set key = 'warm-99'`)
	d.ok(err)
	retired := d.cadence("warm-99")
	if len(retired.Variants) != 1 || retired.Version != 2 || retired.Leads != 1 {
		t.Errorf("%+v", retired)
	}
	d.must(d.RestartCadence(ctx, d.as(ann), tracker.Target{Lead: lead.ID}, today.AddDays(1)))
}

func TestAMigrationTakesSoManyAtOnce(t *testing.T) {
	d := newDesk(t)
	for i := range 203 {
		d.warm(fmt.Sprintf("Lead %03d", i))
	}
	_, err := d.SaveCadence(t.Context(), d.as(mia), d.edited())
	d.ok(err)
	preview, err := d.MigrationPreview(t.Context(), d.as(mia), "warm-21")
	d.ok(err)
	d.same(len(preview.Leads), 200)
	for _, left := range []int{3, 0} {
		d.must(d.MigrateCadence(t.Context(), d.as(mia), "warm-21", 2))
		d.same(d.cadence("warm-21").Behind, left)
	}
}

func TestSavingCadences(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()

	t.Run("managers_and_admins_only", func(t *testing.T) {
		d := d.in(t)
		_, err := d.SaveCadence(ctx, d.as(ann), d.edited())
		d.is(err, tracker.ErrManagersOnly)
		if d.cadence("warm-21").MayEdit {
			t.Error("a rep may edit it")
		}
	})
	t.Run("what_is_wrong_is_named_and_what_was_typed_comes_back", func(t *testing.T) {
		d := d.in(t)
		draft := d.edited()
		draft.Variants[0].Steps = draft.Variants[0].Steps[:1]
		_, err := d.SaveCadence(ctx, d.as(mia), draft)
		lint, ok := errors.AsType[tracker.LintError](err)
		if !ok || len(lint.Findings) == 0 || len(lint.Draft.Variants[0].Steps) != 1 {
			t.Fatalf("%v", err)
		}
		_, err = d.SaveCadence(ctx, d.as(mia), tracker.CadenceDraft{Text: "steps: many"})
		if text, ok := errors.AsType[tracker.CadenceTextError](err); !ok || text.Draft.Text != "steps: many" {
			t.Errorf("%v", err)
		}
	})
	t.Run("a_warning_may_be_accepted", func(t *testing.T) {
		d := d.in(t)
		draft := d.edited()
		draft.Accepted, draft.Variants[0].Steps[7].Closing = false, false
		draft.Key, draft.Seen = "no-goodbye", 0
		_, err := d.SaveCadence(ctx, d.as(mia), draft)
		lint, ok := errors.AsType[tracker.LintError](err)
		if !ok {
			t.Fatalf("%v", err)
		}
		draft.Accepted = true
		saved, err := d.SaveCadence(ctx, d.as(mia), draft)
		if lint.Errors != (err != nil) {
			t.Fatalf("%+v, %v", lint.Findings, err)
		}
		if err == nil && (saved.Version != 1 || !saved.Own) {
			t.Errorf("%+v", saved)
		}
	})
	t.Run("two_at_once_make_one_version", func(t *testing.T) {
		d := d.in(t)
		first, second := d.edited(), d.edited()
		a := d.as(mia)
		saved, err := d.SaveCadence(ctx, a, first)
		d.ok(err)
		again, err := d.SaveCadence(ctx, a, first)
		d.ok(err)
		d.same(again, saved)
		second.Variants[0].Steps[7].Day = 24
		_, err = d.SaveCadence(ctx, d.as(admin), second)
		if changed, ok := errors.AsType[tracker.CadenceChangedError](err); !ok || changed.Now.Version != 2 {
			t.Errorf("%v", err)
		}
	})
	t.Run("a_copy_is_the_workspaces_own", func(t *testing.T) {
		d := d.in(t)
		c, err := d.CopyCadence(ctx, d.as(mia), "cold-12", "Our-Cold")
		d.ok(err)
		if c.Key != "our-cold" || !c.Own || c.Version != 1 || len(c.Variants) != len(d.cadence("cold-12").Variants) {
			t.Errorf("%+v", c)
		}
		_, err = d.CopyCadence(ctx, d.as(mia), "warm-5", "our-cold")
		if _, taken := errors.AsType[tracker.CadenceChangedError](err); !taken {
			t.Errorf("%v", err)
		}
		_, err = d.CopyCadence(ctx, d.as(mia), "warm-5", "ours: all!")
		d.is(err, tracker.ErrBadKey)
	})
	t.Run("what_is_exported_is_imported", func(t *testing.T) {
		d := d.in(t)
		text, err := d.ExportCadence(ctx, d.as(ann), "b2b-21")
		d.ok(err)
		same, err := d.ImportCadence(ctx, d.as(mia), text, false)
		d.ok(err)
		if same.Changed || same.Version > 1 {
			t.Errorf("the same made a new version: %+v", same)
		}
		own, err := d.ImportCadence(ctx, d.as(mia), strings.Replace(text, "key: b2b-21", "key: theirs", 1), false)
		d.ok(err)
		if own.Key != "theirs" || !own.Own {
			t.Errorf("%+v", own)
		}
	})
	t.Run("all_are_listed", func(t *testing.T) {
		d := d.in(t)
		all, err := d.Cadences(ctx, d.as(ann))
		d.ok(err)
		var keys []string
		for _, c := range all {
			keys = append(keys, c.Key)
		}
		if len(keys) < 8 || keys[0] != "warm-21" || keys[5] != "b2b-21" {
			t.Errorf("%q", keys)
		}
		_, err = d.Cadence(ctx, d.as(ann), "nothing")
		if _, unknown := errors.AsType[tracker.UnknownCadenceError](err); !unknown {
			t.Errorf("%v", err)
		}
	})
	t.Run("one_is_suggested", func(t *testing.T) {
		d := d.in(t)
		l := d.lead(ann, "Cold", today)
		c, err := d.SuggestCadence(ctx, d.as(ann), l.ID)
		d.ok(err)
		if c.Key == "" || len(c.Steps) == 0 {
			t.Errorf("%+v", c)
		}
	})
}

func TestDaysOff(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	days := []calendar.DayOff{{On: calendar.On(2026, 5, 15), Name: " Bridge "}, {On: calendar.On(2026, 5, 13), Name: "Fair"}, {On: calendar.On(2026, 5, 13), Name: "twice"}}
	d.is(d.SaveDaysOff(ctx, d.as(mia), days), tracker.ErrAdminsOnly)
	d.ok(d.SaveDaysOff(ctx, d.as(admin), days))
	d.ok(d.SaveDaysOff(ctx, d.as(admin), days))
	got, err := d.DaysOff(ctx, d.as(ann))
	d.ok(err)
	d.same(got, []calendar.DayOff{{On: calendar.On(2026, 5, 13), Name: "Fair"}, {On: calendar.On(2026, 5, 15), Name: "Bridge"}})
	// Wednesday and Friday are off, Thursday is Ascension Day, and on Monday nobody is called.
	if l := d.lead(ann, "Acme", calendar.On(2026, 5, 13)); l.Recall.Due != calendar.On(2026, 5, 19) {
		t.Errorf("due %s", l.Recall.Due)
	}
	d.is(d.SaveDaysOff(ctx, d.as(admin), []calendar.DayOff{{On: today, Name: " "}}), tracker.ErrUnnamedDayOff)
	d.ok(d.SaveDaysOff(ctx, d.as(admin), nil))
	if got, err := d.DaysOff(ctx, d.as(ann)); err != nil || got != nil {
		t.Errorf("%v, %v", got, err)
	}
}

func TestARepsCountryDecidesTheirHolidays(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	s := tracker.Settings{DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday, Country: followup.NoCountry}
	rep, err := d.SaveSettings(ctx, d.as(ann), s)
	d.ok(err)
	stored, err := d.Settings(ctx, d.as(ann))
	d.ok(err)
	if rep.Country != followup.NoCountry || stored.Country != followup.NoCountry {
		t.Errorf("%q, %q", rep.Country, stored.Country)
	}
	l := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{Name: "Acme", First: followup.NextStep{
		Kind: followup.NextRecall, On: calendar.On(2026, 5, 14), Channel: followup.Email,
	}}, true)).Lead
	if l.Recall.Due != calendar.On(2026, 5, 14) {
		t.Errorf("due %s", l.Recall.Due)
	}
}
