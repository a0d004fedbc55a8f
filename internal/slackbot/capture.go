package slackbot

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// logTyped serves `/followup log …`: what is complete is stored, anything missing opens the form with what there is.
func (b *Bot) logTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	lead, ask, err := b.leadToLog(ctx, r, c)
	if err != nil || ask != nil {
		return deref(ask), err
	}
	if lead == nil {
		return b.openLog(ctx, r, view.LeadChoice{New: c.Lead}, b.heard(ctx, r, newLeadOf(logInput(c), c), nil))
	}
	return b.logOn(ctx, r, c, *lead)
}

// logOn stores the typed touch on a lead, or opens the form where something is missing.
func (b *Bot) logOn(ctx context.Context, r *request, c quicklog.Command, lead digest.Match) (answer, error) {
	input := b.heard(ctx, r, logInput(c), lead.Lead.Recall)
	if input.Channel == "" && lead.Lead.Recall != nil && input.Outcome.Fits(lead.Lead.Recall.Channel) {
		input.Channel = lead.Lead.Recall.Channel
	}
	if input.Channel == "" && input.Outcome == followup.BreakUpSent {
		input.Channel = followup.Email // a goodbye is written
	}
	dateless := input.Next.Kind != "" && c.When.IsZero()
	if !input.Outcome.Valid() || input.Channel == "" || dateless {
		return b.openLog(ctx, r, view.LeadChoice{ID: lead.Lead.ID}, input)
	}
	l := tracker.Log{
		Lead: lead.Lead.ID, Channel: input.Channel, Outcome: input.Outcome, At: input.At, Minutes: input.Minutes,
		Note: input.Note, Gave: input.Gave, Value: c.Money, Next: typedNext(c, lead),
	}
	receipt, err := b.Tracker.Log(ctx, r.Actor, l)
	if errors.Is(err, followup.ErrNoNextStep) {
		return b.openLog(ctx, r, view.LeadChoice{ID: lead.Lead.ID}, input)
	}
	return b.receipt(r, receipt, err)
}

func deref(a *answer) answer {
	if a == nil {
		return answer{}
	}
	return *a
}

// leadToLog finds the lead a touch is about; nil where there is none of that name, or no name.
func (b *Bot) leadToLog(ctx context.Context, r *request, c quicklog.Command) (*digest.Match, *answer, error) {
	if c.Lead == "" && r.pressed.Lead == 0 {
		return nil, nil, nil
	}
	return b.theLead(ctx, r, c)
}

// logInput is what a typed log says.
func logInput(c quicklog.Command) view.LogInput {
	in := view.LogInput{
		Channel: c.Channel, Outcome: c.Outcome, At: c.TouchAt, Minutes: c.Minutes, Note: c.Note, Gave: c.Gave,
	}
	switch {
	case c.Parks():
		in.Next = view.NextInput{Kind: followup.NextPark, On: c.When.Date, Park: followup.Park{Reason: c.Note, FirstLine: c.Say}}
	case c.HasNext, c.Promised:
		in.Next = view.NextInput{
			Kind: followup.NextRecall, Promised: c.Promised, On: c.When.Date, At: c.When.At,
			Channel: cmp.Or(c.NextChannel, c.Channel),
		}
		if c.Outcome == followup.MeetingSet {
			in.Next.Channel, in.Next.Promised = cmp.Or(c.NextChannel, followup.Meeting), true
		}
	case c.Say != "":
		in.Next = view.NextInput{Kind: followup.NextPark, Park: followup.Park{FirstLine: c.Say}}
	}
	if c.Money != nil {
		in.Value = c.Money.String()
	}
	return in
}

// newLeadOf adds what a typed line says about a lead that we don't have yet.
func newLeadOf(in view.LogInput, c quicklog.Command) view.LogInput {
	in.New = addInput(c)
	return in
}

// typedNext is the next step a typed log names; the zero step leaves it to the outcome. Without a channel it keeps the lead's.
func typedNext(c quicklog.Command, m digest.Match) followup.NextStep {
	if !c.HasNext || c.When.IsZero() {
		return followup.NextStep{}
	}
	if c.Parks() {
		return followup.NextStep{Kind: followup.NextPark, On: c.When.Date, Park: &followup.Park{Reason: c.Note, FirstLine: c.Say}}
	}
	next := followup.NextStep{
		Kind: followup.NextRecall, On: c.When.Date, At: c.When.At, Channel: c.NextChannel, Promised: c.Promised,
	}
	if c.Outcome == followup.MeetingSet { // what is set is the meeting, and both agreed on it
		next.Channel, next.Promised = cmp.Or(c.NextChannel, followup.Meeting), true
	}
	if next.Channel == "" {
		next.Channel = c.Channel
	}
	if next.Channel == "" && m.Lead.Recall != nil {
		next.Channel = m.Lead.Recall.Channel
	}
	return next
}

// parkTyped serves `/followup park …`.
func (b *Bot) parkTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	park := followup.Park{Reason: c.Note, FirstLine: c.Say, Signals: c.Wakes}
	if c.Lead == "" && r.pressed.Lead == 0 {
		return b.openPark(ctx, r, nil, view.ParkInput{Park: park, On: c.When.Date})
	}
	lead, ask, err := b.find(ctx, r, c)
	if err != nil || ask != nil {
		return deref(ask), err
	}
	if c.When.IsZero() {
		return b.openPark(ctx, r, &lead, view.ParkInput{Park: park})
	}
	receipt, err := b.Tracker.Park(ctx, r.Actor, tracker.Target{Lead: lead.Lead.ID}, park, c.When.Date)
	return b.receipt(r, receipt, err)
}

// addTyped serves `/followup add …`.
func (b *Bot) addTyped(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
	if c.Lead == "" && c.Company == "" {
		return b.openAdd(ctx, r, rep, addInput(c))
	}
	lead := tracker.NewLead{
		Name: c.Lead, Company: c.Company, Value: c.Money, Source: c.Source, Tags: c.Tags, Owner: c.Mention, Note: c.Note,
		Contact: followup.Contact{Name: c.Lead, Email: c.Email, Phone: c.Phone, Zone: c.Zone},
		Country: c.Country, Cadence: nameOf(c.Form),
	}
	receipt, err := b.Tracker.Add(ctx, r.Actor, lead, r.anyway)
	if duplicate, ok := errors.AsType[tracker.DuplicateError](err); ok {
		return b.askAnyway(ctx, r, rep, duplicate)
	}
	return b.receipt(r, receipt, err)
}

// askAnyway shows who has a contact already, and offers to add the lead all the same.
func (b *Bot) askAnyway(ctx context.Context, r *request, rep followup.Rep, d tracker.DuplicateError) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	ask := r.view.Duplicates(d.Known, int64(draft), b.nowFor(rep))
	return answer{tell: &ask}, nil
}

// addAnyway adds a typed lead although its contact is known.
func (b *Bot) addAnyway(ctx context.Context, r *request) (answer, error) {
	r.anyway = true
	return b.pickLead(ctx, r)
}

// addInput is what a typed line says about a new lead.
func addInput(c quicklog.Command) view.NewLeadInput {
	in := view.NewLeadInput{
		Name: c.Lead, Company: c.Company, Email: c.Email, Phone: c.Phone, Zone: c.Zone, Source: c.Source,
		Tags: strings.Join(c.Tags, ", "), First: c.When.Date, FirstChannel: c.NextChannel, Note: c.Note, Owner: c.Mention,
		Country: c.Country, Cadence: view.CadenceValue{Key: c.Form.Key, Variant: c.Form.Variant},
	}
	if c.Money != nil {
		in.Value = c.Money.String()
	}
	return in
}

// receipt turns what a use case returned into an answer.
func (b *Bot) receipt(r *request, receipt digest.Receipt, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	m := r.view.Receipt(receipt, r.User)
	return answer{tell: &m, changed: true}, nil
}

// nowFor is the present moment on a rep's clock.
func (b *Bot) nowFor(rep followup.Rep) time.Time { return b.Clock.Now().In(rep.Location()) }
