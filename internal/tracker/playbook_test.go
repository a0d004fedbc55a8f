package tracker_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
	"github.com/followup-bot/followup/internal/tracker"
)

// ours is a check-in in a team's own words.
func ours(seen int, short string) tracker.TemplateDraft {
	return tracker.TemplateDraft{
		Template: playbook.Template{
			Situation: playbook.CheckIn, Language: "en", Subject: " Your  point ",
			Texts: map[playbook.Format]string{playbook.Short: short, playbook.Question: " "},
		},
		Seen: seen,
	}
}

const good = "Hi [first name],\n\nyour point was: [what they care about]. Shall it be [day and time]?\n"

func TestATemplateIsVersionedAndGoesBackToTheShippedOne(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	page, err := d.Page(ctx, d.as(ann), playbook.CheckIn, "en")
	d.ok(err)
	if page.Version != 0 || page.Changed || page.MayEdit || !page.Template.Same(playbook.Shipped(playbook.CheckIn, "en")) {
		t.Errorf("%+v", page)
	}
	_, err = d.SaveTemplate(ctx, d.as(ann), ours(0, good))
	d.is(err, tracker.ErrManagersOnly)

	saved, err := d.SaveTemplate(ctx, d.as(mia), ours(0, good))
	d.ok(err)
	if saved.Version != 1 || !saved.Changed || saved.By != "Name of UMIA" || !saved.At.Equal(morning) || !saved.MayEdit {
		t.Errorf("%+v", saved)
	}
	if saved.Template.Subject != "Your point" || saved.Template.Texts[playbook.Short] != strings.TrimSpace(good) || len(saved.Template.Formats()) != 1 {
		t.Errorf("%+v", saved.Template)
	}
	same, err := d.SaveTemplate(ctx, d.as(mia), ours(1, good))
	d.ok(err)
	if same.Version != 1 {
		t.Errorf("what says the same is version %d", same.Version)
	}
	german, err := d.Page(ctx, d.as(ann), playbook.CheckIn, "de")
	d.ok(err)
	if german.Version != 0 || german.Template.Name != "Nachfassen mit Bezug" {
		t.Errorf("%+v", german)
	}

	restored, err := d.SaveTemplate(ctx, d.as(mia), tracker.TemplateDraft{Template: playbook.Template{Situation: playbook.CheckIn, Language: "en"}, Seen: 1, Restore: true})
	d.ok(err)
	if restored.Version != 2 || restored.Changed || !restored.Template.Same(playbook.Shipped(playbook.CheckIn, "en")) {
		t.Errorf("%+v", restored)
	}
	_, err = d.SaveTemplate(ctx, d.as(mia), ours(2, ""))
	d.is(err, tracker.ErrNoText)
	_, err = d.SaveTemplate(ctx, d.as(mia), tracker.TemplateDraft{Template: playbook.Template{Situation: "other", Language: "en"}})
	d.is(err, tracker.ErrNoTemplate)
}

func TestWhatTheLinterFindsInATemplateIsToldBeforeItIsSaved(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	draft := ours(0, "Hi [first name],\n\nI am just checking in. Is it Friday? Or Monday?")
	_, err := d.SaveTemplate(ctx, d.as(mia), draft)
	lint, ok := errors.AsType[tracker.TemplateLintError](err)
	if !ok || len(lint.Findings) != 3 {
		t.Fatalf("%v", err)
	}
	if n := d.count(`select count(*) from templates`); n != 0 {
		t.Errorf("%d versions", n)
	}
	draft.Accepted = true
	saved, err := d.SaveTemplate(ctx, d.as(mia), draft)
	d.ok(err)
	if saved.Version != 1 {
		t.Errorf("version %d", saved.Version)
	}
}

// TestATemplateIsSavedOnce: the same form twice is one version, and who was slower is told what it says now.
func TestATemplateIsSavedOnce(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	form := d.as(mia)
	for range 2 {
		saved, err := d.SaveTemplate(ctx, form, ours(0, good))
		d.ok(err)
		if saved.Version != 1 {
			t.Errorf("version %d", saved.Version)
		}
	}
	_, err := d.SaveTemplate(ctx, d.as(admin), ours(0, good+"Best"))
	changed, ok := errors.AsType[tracker.TemplateChangedError](err)
	if !ok || changed.Now.Version != 1 || changed.Draft.Template.Texts[playbook.Short] != good+"Best" {
		t.Errorf("%v", err)
	}
}

func TestWhatToSayIsMadeOfWhatIsKnown(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	l := d.must(d.Add(ctx, d.as(ann), tracker.NewLead{
		Name: "Jane Doe", Company: "Acme", First: followup.NextStep{Kind: followup.NextRecall, On: today, Channel: followup.Email},
	}, true)).Lead
	say := func(by followup.UserID, s playbook.Situation) string {
		t.Helper()
		said, err := d.Say(ctx, d.as(by), l.ID, s)
		d.ok(err)
		return string(said.Situation) + ": " + said.Draft("en", playbook.Short).Text()
	}
	if got := say(ann, ""); !strings.HasPrefix(got, "opening: ") || !strings.Contains(got, "Acme") {
		t.Error(got)
	}
	at := calendar.Clock(11, 0)
	d.must(d.Log(ctx, d.as(ann), tracker.Log{
		Lead: l.ID, Channel: followup.Call, Outcome: followup.Interested, Note: "onboarding before September", Promised: "the pricing",
		Next: followup.NextStep{Kind: followup.NextRecall, Promised: true, On: calendar.On(2026, 5, 13), At: &at, Channel: followup.Call},
	}))
	got := say(ann, "")
	for _, part := range []string{"recap: Subject: Acme: what we agreed", "our call today", "onboarding before September", "a call on Wednesday, 13 May at 11:00", "the pricing", "Name of UANN"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is missing in %s", part, got)
		}
	}
	if got := say(ann, playbook.CheckIn); strings.Contains(got, "Wednesday, 13 May at 11:00") || !strings.Contains(got, "Wednesday, 13 May at 10:00") {
		t.Errorf("the hour proposed is taken: %s", got)
	}
	if got := say(bob, playbook.CheckIn); !strings.Contains(got, "Name of UBOB") {
		t.Errorf("it is from who asks: %s", got)
	}
	_, err := d.SaveTemplate(ctx, d.as(mia), ours(0, good))
	d.ok(err)
	if got := say(ann, playbook.CheckIn); !strings.Contains(got, "Subject: Your point\n\nHi Jane,\n\nyour point was: onboarding before September. Shall") {
		t.Errorf("not the team's words: %s", got)
	}
	_, err = d.Say(ctx, d.as(zoe), l.ID, "")
	if !errors.As(err, new(tracker.NotYoursError)) {
		t.Errorf("%v", err)
	}
	d.must(d.Close(ctx, d.as(ann), tracker.Target{Lead: l.ID}, followup.NextStep{Kind: followup.NextStop}))
	_, err = d.Say(ctx, d.as(ann), l.ID, "")
	d.is(err, tracker.ErrDoNotContact)
}
