package slackbot

import (
	"context"
	"errors"
	"maps"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/phrase"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// openLog opens the log form, prefilled.
func (b *Bot) openLog(ctx context.Context, r *request, lead view.LeadChoice, in view.LogInput) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: r.pressed, Message: r.lasting(), Another: r.another}
	meta.Draft = int64(draft)
	form, err := b.logForm(ctx, r, lead, in, meta)
	if err != nil {
		return answer{}, err
	}
	if err := b.addGiving(ctx, r, &form); err != nil {
		return answer{}, err
	}
	modal := r.view.LogModal(form)
	return answer{open: &modal}, nil
}

// logForm gathers what the log form shows for a lead (or a new one) and an outcome.
func (b *Bot) logForm(ctx context.Context, r *request, lead view.LeadChoice, in view.LogInput, meta view.Meta) (view.LogForm, error) {
	form := view.LogForm{Meta: meta, Now: b.Clock.Now(), Input: in}
	said := b.Clock.Now() // when the note was written
	switch {
	case meta.Edit != 0:
		of, err := b.Tracker.Editing(ctx, r.Actor, meta.Edit)
		if err != nil {
			return form, err
		}
		match, err := b.match(ctx, r, of.Was.ID)
		if err != nil {
			return form, err
		}
		match.Lead = of.Was
		form.Lead, form.Rep, said = &match, of.Owner, of.Event.At
	case lead.ID != 0:
		match, err := b.match(ctx, r, lead.ID)
		if err != nil {
			return form, err
		}
		_, form.Rep, err = b.Tracker.LeadFor(ctx, r.Actor, lead.ID)
		if err != nil {
			return form, err
		}
		form.Lead = &match
		if meta.Lead != lead.ID { // chosen in the form: no button's recall to hold against
			form.Meta.Value = view.Value{Lead: lead.ID, Draft: meta.Draft}
		}
		form.Meta.New = false
	default:
		rep, err := b.Tracker.Settings(ctx, r.Actor)
		if err != nil {
			return form, err
		}
		form.Rep = rep
		form.Meta.New = lead.New != "" || meta.New
		if form.Input.New.Name == "" {
			form.Input.New.Name = lead.New
		}
	}
	form.Meta.Outcome = in.Outcome
	if form.Lead == nil || form.Lead.Lead.Enrolment == nil {
		all, err := b.Tracker.Cadences(ctx, r.Actor)
		if err != nil {
			return form, err
		}
		form.Cadences = all
	}
	if in.Outcome.Valid() {
		return form, b.suggestNext(ctx, &form, said)
	}
	return form, nil
}

// suggestNext fills in what follows by default, or what the note asks for, as it was said then.
func (b *Bot) suggestNext(ctx context.Context, f *view.LogForm, said time.Time) error {
	s := b.situation(*f)
	suggested, err := b.Tracker.Suggest(ctx, s.Lead, f.Rep, tracker.Log{
		Channel: f.Input.Channel, Outcome: f.Input.Outcome, Cadence: chosenCadence(f.Input.Cadence),
	})
	if err != nil {
		return err
	}
	f.Suggested, f.Why, f.Shifts = suggested.Next, followup.Reason{}, nil
	if len(suggested.Why) > 0 {
		f.Why, f.Shifts = suggested.Why[0], suggested.Why[1:]
	}
	today := s.Today
	local := said.In(f.Rep.Location())
	s.Today = calendar.DateOf(local)
	f.Meta.Asked = ""
	if next, why, ok := phrase.Next(f.Input.Outcome, f.Input.Note, s, local); ok {
		f.Suggested, f.Why, f.Shifts, f.Meta.Asked = next, why, nil, why.Params["words"]
		delete(f.Why.Params, "on") // it is being written
	}
	if settled, shifts, err := f.Suggested.Settle(today, s.Owner, s.Prospect); err == nil {
		f.Suggested, f.Shifts = settled, append(f.Shifts, shifts...)
	}
	f.Meta.Shown = view.StepKey(f.Suggested)
	return nil
}

func (b *Bot) situation(f view.LogForm) followup.Situation {
	local := b.nowFor(f.Rep)
	s := followup.Situation{
		Today: calendar.DateOf(local), Time: calendar.TimeOfDayOf(local), Owner: f.Rep, Channel: f.Input.Channel,
	}
	if f.Lead != nil {
		s.Lead = f.Lead.Lead
	} else {
		s.Lead.Contacts = []followup.Contact{{Phone: f.Input.New.Phone, Email: f.Input.New.Email}}
	}
	s.Prospect = followup.ProspectOf(s.Lead, f.Rep)
	return s
}

// refreshLog redraws the log form after a choice that changes what it asks; what was typed stays.
func (b *Bot) refreshLog(ctx context.Context, r *request) (answer, error) {
	loc, err := b.location(ctx, r)
	if err != nil {
		return answer{}, err
	}
	choice, in := view.ReadLog(r.form.State, b.Clock.Now(), loc)
	if choice == (view.LeadChoice{}) {
		choice.ID = r.meta.Lead
	}
	if in.Outcome != r.meta.Outcome {
		in.Next = view.NextInput{} // the suggestion changes with the outcome
		if r.meta.Outcome == "" {
			typed, err := b.typedBefore(ctx, r)
			if err != nil {
				return answer{}, err
			}
			in.Next = typed.Next
		}
	}
	form, err := b.logForm(ctx, r, choice, in, r.meta)
	if err != nil {
		return answer{}, err
	}
	asksAnew := form.Meta.Asked != r.meta.Asked || form.Meta.Shown != r.meta.Shown
	if in.Outcome == r.meta.Outcome && asksAnew && in.Next.Untouched(r.meta.Shown) {
		form.Input.Next = view.NextInput{} // the suggestion changes with the note
	}
	if err := b.addGiving(ctx, r, &form); err != nil {
		return answer{}, err
	}
	modal := r.view.LogModal(form)
	return answer{update: &modal}, nil
}

// hearNote redraws the log form where what is being written into the note asks for another date than before.
func (b *Bot) hearNote(ctx context.Context, r *request) (answer, error) {
	_, in := view.ReadLog(r.form.State, b.Clock.Now(), time.UTC)
	if !in.Outcome.Valid() || r.form.CallbackID != view.FormLog {
		return answer{}, nil
	}
	_, dated := phrase.Find(in.Note, phrase.Context{Now: b.Clock.Now(), Workdays: calendar.Workdays{Week: calendar.MondayToFriday}, Asked: true})
	if !dated && r.meta.Asked == "" { // most notes hold no date, and each character comes here
		return answer{}, nil
	}
	redrawn, err := b.refreshLog(ctx, r)
	if err != nil || redrawn.update == nil {
		return redrawn, err
	}
	if meta, ok := view.ParseMeta(redrawn.update.PrivateMetadata); ok && meta.Asked == r.meta.Asked && meta.Shown == r.meta.Shown {
		return answer{}, nil
	}
	return redrawn, nil
}

// typedBefore is what the line said that opened the form: its next step waits there for the first outcome, and its note may be longer
// than a field holds.
func (b *Bot) typedBefore(ctx context.Context, r *request) (view.LogInput, error) {
	draft, err := b.Tracker.Draft(ctx, r.Actor, tracker.DraftID(r.meta.Draft))
	if errors.Is(err, tracker.ErrNotFound) {
		return view.LogInput{}, nil
	}
	if err != nil {
		return view.LogInput{}, err
	}
	if r.meta.Noted {
		return view.LogInput{Note: draft.Typed}, nil
	}
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return view.LogInput{}, err
	}
	c, err := quicklog.Parse(draft.Typed, b.typing(rep))
	if err != nil || (c.Verb != quicklog.Log && c.Verb != quicklog.Reply) {
		return view.LogInput{}, nil //nolint:nilerr // what was refused left nothing behind
	}
	return logInput(c), nil
}

// wholeNote returns the note as it was typed where the form could only show, unchanged, how it begins.
func (b *Bot) wholeNote(ctx context.Context, r *request, note string) (string, error) {
	if len(note) < view.MaxInput {
		return note, nil
	}
	before, err := b.noteBefore(ctx, r)
	if err != nil || !view.Begins(before, note) {
		return note, err
	}
	return before, nil
}

// submitLog stores the touch of the log form.
func (b *Bot) submitLog(ctx context.Context, r *request) (answer, error) {
	loc, err := b.location(ctx, r)
	if err != nil {
		return answer{}, err
	}
	choice, in := view.ReadLog(r.form.State, b.Clock.Now(), loc)
	if choice == (view.LeadChoice{}) {
		choice.ID = r.meta.Lead
	}
	if in.Note, err = b.wholeNote(ctx, r, in.Note); err != nil {
		return answer{}, err
	}
	form, err := b.logForm(ctx, r, choice, in, r.meta)
	if err != nil {
		return answer{}, err
	}
	l, wrong := b.readLog(r, form, choice, in)
	if len(wrong) > 0 {
		return refuse(r, wrong), nil
	}
	if r.meta.Edit != 0 {
		receipt, err := b.Tracker.EditLog(ctx, r.Actor, r.meta.Edit, l)
		return b.submitted(ctx, r, receipt, err)
	}
	receipt, err := b.Tracker.Log(ctx, r.Actor, l)
	if duplicate, ok := errors.AsType[tracker.DuplicateError](err); ok {
		form.Meta.Anyway, form.Duplicates = true, duplicate.Known
		if err := b.addGiving(ctx, r, &form); err != nil {
			return answer{}, err
		}
		modal := r.view.LogModal(form)
		return answer{update: &modal}, nil
	}
	return b.submitted(ctx, r, receipt, err)
}

// readLog turns the filled-in form into a log, or says per field what is wrong.
func (b *Bot) readLog(r *request, f view.LogForm, choice view.LeadChoice, in view.LogInput) (tracker.Log, map[string]string) {
	wrong := map[string]string{}
	l := tracker.Log{
		Lead: choice.ID, Channel: in.Channel, Outcome: in.Outcome, At: in.At, Minutes: in.Minutes,
		Note: in.Note, Promised: in.Promised, Gave: in.Gave, Piece: in.Piece, Anyway: f.Meta.Anyway, Contact: in.Contact, Cadence: chosenCadence(in.Cadence),
	}
	l.Seen = seen(f.Meta.Value)
	if choice.ID == 0 {
		lead, errs := b.newLead(r, f.Rep, in.New)
		maps.Copy(wrong, errs)
		l.New = &lead
	}
	if choice.ID != 0 && in.Next.Kind != followup.NextWon {
		value, errs := r.money(in.Value, view.BlockValue)
		maps.Copy(wrong, errs)
		l.Value = value
	}
	next, errs := b.nextStep(r, f.Rep, in)
	maps.Copy(wrong, errs)
	l.Next = next
	return l, wrong
}

// nextStep reads the part of the form about what follows.
func (b *Bot) nextStep(r *request, rep followup.Rep, in view.LogInput) (followup.NextStep, map[string]string) {
	n := in.Next
	next := followup.NextStep{Kind: n.Kind, On: n.On, At: n.At, Channel: n.Channel, Promised: n.Promised, Reason: n.Reason}
	switch n.Kind {
	case followup.NextRecall:
		if n.On.IsZero() {
			return next, map[string]string{view.BlockNextDate: r.view.NoNextStep()}
		}
	case followup.NextPark:
		next = followup.NextStep{Kind: followup.NextPark, On: b.wakeDate(rep, n.Wake, n.On), Park: &n.Park}
		if next.On.IsZero() {
			return next, map[string]string{view.BlockWake: r.view.NoNextStep()}
		}
	case followup.NextWon:
		value, wrong := r.money(n.Value, view.BlockAmount)
		next.Value = value
		return next, wrong
	default: // nothing more to say
	}
	return next, nil
}

// wakeDate is the date of a wake preset, or the chosen one.
func (b *Bot) wakeDate(rep followup.Rep, preset string, on calendar.Date) calendar.Date {
	if wake := followup.WakeAfter(preset).From(b.todayOf(rep)); !wake.IsZero() {
		return wake
	}
	return on
}

// money reads an amount that may be left empty.
func (r *request) money(typed, field string) (*followup.Money, map[string]string) {
	if typed == "" {
		return nil, nil
	}
	m, err := quicklog.ParseMoney(typed)
	if err != nil {
		return nil, map[string]string{field: r.view.BadMoney(typed)}
	}
	return &m, nil
}

// country reads the country of a lead that was typed into a form; none is none.
func (r *request) country(typed string) (string, map[string]string) {
	if typed == "" {
		return "", nil
	}
	code, ok := quicklog.CountryNamed(typed)
	if !ok {
		return "", map[string]string{view.BlockCountry: r.view.BadCountry(typed)}
	}
	return code, nil
}

// location is the zone in which the person reads and picks times.
func (b *Bot) location(ctx context.Context, r *request) (*time.Location, error) {
	person, err := b.Tracker.Person(ctx, r.Workspace, r.User)
	if errors.Is(err, tracker.ErrNotFound) {
		return nil, tracker.ErrNotAllowedHere
	}
	if err != nil {
		return nil, err
	}
	return person.Location(), nil
}

// isModal reports whether a view is a modal.
func isModal(v *slack.View) bool { return v != nil && v.Type == slack.VTModal }
