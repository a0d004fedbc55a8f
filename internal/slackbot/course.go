package slackbot

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// pressCourse opens the form for a lead's cadence, or for a lead to choose where a cadence was pressed.
func (b *Bot) pressCourse(ctx context.Context, r *request) (answer, error) {
	return b.openCourse(ctx, r, r.pressed.Lead, view.CourseInput{Key: r.pressed.Key, Variant: r.pressed.Variant})
}

// openCourse opens the form for a lead's cadence; without a lead, for one to choose in it.
func (b *Bot) openCourse(ctx context.Context, r *request, id followup.LeadID, in view.CourseInput) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: r.pressed, Message: r.lasting()}
	meta.Draft, meta.Key, meta.Variant = int64(draft), "", ""
	form, err := b.courseForm(ctx, r, meta, id, in)
	if err != nil {
		return answer{}, err
	}
	modal := r.view.CourseModal(form)
	return answer{open: &modal}, nil
}

// courseForm gathers what the form for a lead's cadence shows.
func (b *Bot) courseForm(ctx context.Context, r *request, meta view.Meta, id followup.LeadID, in view.CourseInput) (view.CourseForm, error) {
	form := view.CourseForm{Meta: meta, Now: b.Clock.Now(), Input: in}
	var err error
	if form.Cadences, err = b.Tracker.Cadences(ctx, r.Actor); err != nil {
		return form, err
	}
	if id == 0 {
		form.Rep, err = b.Tracker.Settings(ctx, r.Actor)
		return form, err
	}
	lead, err := b.match(ctx, r, id)
	if err != nil {
		return form, err
	}
	if err := b.Tracker.MayChange(ctx, r.Actor, lead.Lead); err != nil {
		return form, err
	}
	card, err := b.Tracker.Card(ctx, r.Actor, id, 0)
	if err != nil {
		return form, err
	}
	form.Lead, form.Stand = &lead, card.Stand
	if form.Suggested, err = b.Tracker.SuggestCadence(ctx, r.Actor, id); err != nil {
		return form, err
	}
	if meta.Lead != id { // chosen in the form: no button's recall to hold against
		form.Meta.Value = view.Value{Lead: id, Draft: meta.Draft}
	}
	_, form.Rep, err = b.Tracker.LeadFor(ctx, r.Actor, id)
	return form, err
}

// refreshCourse draws the form again after the lead or what to do was chosen.
func (b *Bot) refreshCourse(ctx context.Context, r *request) (answer, error) {
	choice, in := view.ReadCourse(r.form.State, r.meta)
	id := choice.ID
	if id == 0 {
		id = r.meta.Lead
	}
	form, err := b.courseForm(ctx, r, r.meta, id, in)
	if refused := new(tracker.NotYoursError); errors.As(err, refused) { // it says so, and another one can be chosen
		sentence, _ := b.sentence(ctx, r, err)
		form.Lead, form.Notice = nil, sentence
		form.Rep, err = b.Tracker.Settings(ctx, r.Actor)
	}
	if err != nil {
		return answer{}, err
	}
	modal := r.view.CourseModal(form)
	return answer{update: &modal}, nil
}

// submitCourse does with the lead's cadence what was chosen.
func (b *Bot) submitCourse(ctx context.Context, r *request) (answer, error) {
	choice, in := view.ReadCourse(r.form.State, r.meta)
	t := target(r.meta.Value)
	if choice.ID != 0 {
		if choice.ID != t.Lead {
			t.Seen = nil
		}
		t.Lead = choice.ID
	}
	if t.Lead == 0 {
		return refuse(r, map[string]string{view.BlockLead: r.view.ChooseLead()}), nil
	}
	receipt, err := b.doWithCourse(ctx, r, t, in)
	return b.submitted(ctx, r, receipt, err)
}

func (b *Bot) doWithCourse(ctx context.Context, r *request, t tracker.Target, in view.CourseInput) (digest.Receipt, error) {
	name := tracker.CadenceName{Key: in.Key, Variant: in.Variant}
	switch in.Doing {
	case quicklog.PauseIt:
		return b.Tracker.PauseCadence(ctx, r.Actor, t, in.Until, in.Why)
	case quicklog.ResumeIt:
		return b.Tracker.ResumeCadence(ctx, r.Actor, t)
	case quicklog.SkipStep:
		return b.Tracker.SkipStep(ctx, r.Actor, t, in.Why)
	case quicklog.StopIt:
		return b.Tracker.StopCadence(ctx, r.Actor, t, in.Why)
	case quicklog.RestartIt:
		return b.Tracker.RestartCadence(ctx, r.Actor, t, in.Day)
	case quicklog.SwitchTo:
		return b.Tracker.SwitchCadence(ctx, r.Actor, t, name, in.Day)
	default:
		return b.Tracker.StartCadence(ctx, r.Actor, t, name, in.Day)
	}
}

// pressRung takes what a dark lead is to be tried with next: another channel or a direct question becomes the next touch, for somebody else
// their form opens, and so does the one that logs the goodbye.
func (b *Bot) pressRung(ctx context.Context, r *request) (answer, error) {
	lead, owner, err := b.Tracker.CheckFresh(ctx, r.Actor, target(r.pressed))
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	card, err := b.Tracker.Card(ctx, r.Actor, lead.ID, 0)
	if err != nil {
		return answer{}, err
	}
	rung := card.Stand.Rung
	if rung == nil {
		m := view.Say(r.view.Gone())
		return answer{tell: &m, changed: true}, nil
	}
	switch rung.Code {
	case cadence.OtherPerson:
		return b.openContact(ctx, r, lead.ID, 0, false)
	case cadence.BreakUp:
		return b.openLog(ctx, r, view.LeadChoice{ID: lead.ID}, view.LogInput{Channel: rung.Channel, Outcome: followup.BreakUpSent})
	default:
		to := tracker.NewDate{On: b.todayOf(owner), Channel: rung.Channel, Note: r.view.RungNote(*rung), Anyway: true}
		if lead.Recall != nil && lead.Recall.Due.After(to.On) {
			to.On = lead.Recall.Due
		}
		receipt, err := b.Tracker.Move(ctx, r.Actor, target(r.pressed), to)
		return b.settled(ctx, r, receipt, err)
	}
}

// pressRest lets a lead rest whose goodbye nobody answered: as its cadence says, or until the next quarter.
func (b *Bot) pressRest(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.Rest(ctx, r.Actor, target(r.pressed))
	return b.settled(ctx, r, receipt, err)
}

// pressPauseCompany pauses the other leads at the company of one that answered.
func (b *Bot) pressPauseCompany(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.PauseCompany(ctx, r.Actor, r.pressed.Lead)
	return b.settled(ctx, r, receipt, err)
}
