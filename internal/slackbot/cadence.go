package slackbot

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// doingRoutes says who serves which line about cadences.
func (b *Bot) doingRoutes() map[quicklog.Doing]commandHandler {
	return map[quicklog.Doing]commandHandler{
		quicklog.ListThem:    b.listCadences,
		quicklog.ShowIt:      b.showCadence,
		quicklog.StartIt:     b.startTyped,
		quicklog.SwitchTo:    b.startTyped,
		quicklog.PauseIt:     b.onLead(b.pauseTyped),
		quicklog.ResumeIt:    b.onLead(b.resumeTyped),
		quicklog.SkipStep:    b.onLead(b.skipTyped),
		quicklog.StopIt:      b.onLead(b.stopTyped),
		quicklog.RestartIt:   b.onLead(b.restartTyped),
		quicklog.NewOne:      b.newCadence,
		quicklog.EditIt:      b.editTyped,
		quicklog.CopyIt:      b.copyTyped,
		quicklog.ExportIt:    b.exportTyped,
		quicklog.ImportOne:   b.importTyped,
		quicklog.MigrateThem: b.migrateTyped,
	}
}

// cadenceTyped serves `/followup cadence …` and its short forms. Which word is the cadence shows only once it is known which there are.
func (b *Bot) cadenceTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Rest != "" && c.Doing != quicklog.ImportOne {
		all, err := b.Tracker.Cadences(ctx, r.Actor)
		if err != nil {
			return answer{}, err
		}
		if c, err = c.OnCadences(keysOf(all)); err != nil {
			return answer{}, err
		}
	}
	serve, ok := b.doings[c.Doing]
	if !ok {
		return answer{}, fmt.Errorf("no route for %q of a cadence", c.Doing)
	}
	return serve(ctx, r, rep, c)
}

func keysOf(all []digest.Cadence) []string {
	keys := make([]string, 0, len(all))
	for _, c := range all {
		keys = append(keys, c.Key)
	}
	return keys
}

// nameOf is the cadence that a line means; without a variant the deal's value picks it.
func nameOf(f quicklog.Form) tracker.CadenceName {
	if f.Key == "" {
		return tracker.CadenceName{}
	}
	return tracker.CadenceName{Key: f.Key, Variant: f.Variant, BySize: !f.Exact}
}

// startTyped serves `cadence start warm-21 for acme` and `cadence switch acme post-call`. Without a cadence the one that suits the lead is
// offered, without a lead the form opens.
func (b *Bot) startTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Lead == "" && r.pressed.Lead == 0 {
		return b.openCourse(ctx, r, 0, view.CourseInput{Doing: quicklog.StartIt, Key: c.Form.Key, Variant: c.Form.Variant})
	}
	return b.onLead(b.startOn)(ctx, r, rep, c)
}

func (b *Bot) startOn(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	target := tracker.Target{Lead: lead.Lead.ID}
	switch {
	case c.Form.Key == "" && lead.Lead.Enrolment != nil:
		if c.Doing == quicklog.SwitchTo {
			return b.openCourse(ctx, r, lead.Lead.ID, view.CourseInput{Doing: quicklog.SwitchTo})
		}
		m := r.view.CourseRefused(r.view.OnCadence(lead.Lead), lead.Lead)
		return answer{tell: &m}, nil
	case c.Form.Key == "":
		return b.suggestCadence(ctx, r, lead.Lead)
	case c.Doing == quicklog.SwitchTo:
		receipt, err := b.Tracker.SwitchCadence(ctx, r.Actor, target, nameOf(c.Form), calendar.Date{})
		return b.receipt(r, receipt, err)
	default:
		receipt, err := b.Tracker.StartCadence(ctx, r.Actor, target, nameOf(c.Form), calendar.Date{})
		return b.receipt(r, receipt, err)
	}
}

// suggestCadence offers the cadence that suits a lead; one tap takes it.
func (b *Bot) suggestCadence(ctx context.Context, r *request, lead followup.Lead) (answer, error) {
	suits, err := b.Tracker.SuggestCadence(ctx, r.Actor, lead.ID)
	if err != nil {
		return answer{}, err
	}
	m := r.view.SuggestCadence(lead, suits)
	return answer{tell: &m}, nil
}

// pressCadenceStart takes the suggestion.
func (b *Bot) pressCadenceStart(ctx context.Context, r *request) (answer, error) {
	name := tracker.CadenceName{Key: r.pressed.Key, Variant: r.pressed.Variant}
	receipt, err := b.Tracker.StartCadence(ctx, r.Actor, target(r.pressed), name, calendar.Date{})
	return b.settled(ctx, r, receipt, err)
}

func (b *Bot) pauseTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	receipt, err := b.Tracker.PauseCadence(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, c.When.Date, c.Note)
	return b.receipt(r, receipt, err)
}

func (b *Bot) resumeTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command, lead digest.Match) (answer, error) {
	receipt, err := b.Tracker.ResumeCadence(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID})
	return b.receipt(r, receipt, err)
}

// skipTyped serves `cadence skip acme "why"`; a step without a reason is asked for it.
func (b *Bot) skipTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	if c.Note == "" && lead.Lead.Enrolment != nil {
		return b.openCourse(ctx, r, lead.Lead.ID, view.CourseInput{Doing: quicklog.SkipStep})
	}
	receipt, err := b.Tracker.SkipStep(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, c.Note)
	return b.receipt(r, receipt, err)
}

func (b *Bot) stopTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command, lead digest.Match) (answer, error) {
	receipt, err := b.Tracker.StopCadence(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, c.Note)
	return b.receipt(r, receipt, err)
}

func (b *Bot) restartTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command, lead digest.Match) (answer, error) {
	receipt, err := b.Tracker.RestartCadence(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, calendar.Date{})
	return b.receipt(r, receipt, err)
}

// refusedCourse is the lead whose cadence doesn't allow what was asked: its form says what does.
func refusedCourse(err error) (followup.Lead, bool) {
	var refused tracker.Refused
	if !errors.As(err, &refused) {
		return followup.Lead{}, false
	}
	for _, why := range []error{tracker.ErrOnCadence, tracker.ErrNoCadence, tracker.ErrPaused, tracker.ErrNotPaused} {
		if errors.Is(refused.Why, why) {
			return refused.Lead, true
		}
	}
	return followup.Lead{}, false
}

// cadenceSentence finds the words for what can't be done with a cadence; ok is false for any other error.
func (b *Bot) cadenceSentence(r *request, err error) (sentence string, ok bool) {
	var refused tracker.Refused
	var unknown tracker.UnknownCadenceError
	var changed tracker.CadenceChangedError
	var text tracker.CadenceTextError
	errors.As(err, &refused)
	switch {
	case errors.As(err, &unknown):
		return r.view.NoCadence(unknown.Name.Key, unknown.Known), true
	case errors.Is(err, tracker.ErrOnCadence):
		return r.view.OnCadence(refused.Lead), true
	case errors.Is(err, tracker.ErrPaused):
		return r.view.PausedAlready(refused.Lead), true
	case errors.Is(err, tracker.ErrNoCadence), errors.Is(err, tracker.ErrNotPaused):
		return r.view.NotOnCadence(refused.Lead), true
	case errors.As(err, &changed) && changed.Draft.Seen == 0:
		return r.view.KeyTaken(changed.Now.Key), true
	case errors.As(err, &changed):
		return r.view.CadenceChanged(changed.Now), true
	case errors.Is(err, tracker.ErrAdminsOnly):
		return r.view.AdminsOnly(), true
	case errors.As(err, &text):
		return b.fileSentence(r, text.Why), true
	default:
		return "", false
	}
}
