package slackbot

import (
	"cmp"
	"context"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/phrase"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// pressEdit opens the form that corrects what a receipt tells, filled in with what is stored. Where something newer stands on it, it
// says so.
func (b *Bot) pressEdit(ctx context.Context, r *request) (answer, error) {
	of, err := b.Tracker.Editing(ctx, r.Actor, r.pressed.Event)
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	meta := view.Meta{
		Value: view.Value{Lead: of.Was.ID}, Edit: of.Event.ID,
		Over: r.message != nil && !view.OnList(r.block) && !view.OnContact(r.block),
	}
	switch of.Event.Kind {
	case followup.Added, followup.Edited:
		return b.openDetails(ctx, r, of.Was.ID, of.Event.Detail.Note, meta)
	case followup.ContactAdded, followup.ContactEdited:
		return b.openContact(ctx, r, of.Was.ID, of.Contact, meta.Over)
	default:
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta.Draft, meta.Message = int64(draft), r.lasting()
	switch of.Event.Kind {
	case followup.ParkedIt:
		return b.editPark(ctx, r, of, meta)
	case followup.Moved:
		return b.editMove(r, of, meta), nil
	case followup.Snoozed:
		return b.editSnooze(r, of, meta), nil
	case followup.ClosedWon, followup.ClosedLost, followup.Stopped:
		return b.editClose(r, of, meta), nil
	case followup.Reassigned:
		return b.editHandOver(r, of, meta), nil
	case followup.MergedIn, followup.MergedAway:
		return b.editMerge(ctx, r, meta)
	default:
		return b.editLog(ctx, r, of, meta)
	}
}

func (b *Bot) editLog(ctx context.Context, r *request, of digest.Editing, meta view.Meta) (answer, error) {
	in := storedLog(of.Event)
	meta.Outcome = in.Outcome
	form, err := b.logForm(ctx, r, view.LeadChoice{ID: of.Was.ID}, in, meta)
	if err != nil {
		return answer{}, err
	}
	if err := b.addGiving(ctx, r, &form); err != nil {
		return answer{}, err
	}
	modal := r.view.LogModal(form)
	return answer{open: &modal}, nil
}

// storedLog is what the form of a logged touch is filled in with.
func storedLog(e followup.Event) view.LogInput {
	in := view.LogInput{Next: view.StoredNext(*e.Detail.Next), At: e.At}
	if e.Detail.Value != nil {
		in.Value = e.Detail.Value.String()
	}
	if t := e.Detail.Touch; t != nil {
		in.Channel, in.Outcome, in.At, in.Minutes = t.Channel, t.Outcome, t.At, t.Minutes
		in.Note, in.Promised, in.Piece, in.Contact = t.Note, t.Promised, t.Piece, t.Contact
		if t.Piece == 0 {
			in.Gave = t.Gave
		}
	}
	return in
}

func (b *Bot) editPark(ctx context.Context, r *request, of digest.Editing, meta view.Meta) (answer, error) {
	lead, err := b.match(ctx, r, of.Was.ID)
	if err != nil {
		return answer{}, err
	}
	next := view.StoredNext(*of.Event.Detail.Next)
	modal := r.view.ParkModal(view.ParkForm{
		Meta: meta, Lead: &lead, Rep: of.Owner, Now: b.Clock.Now(), Input: view.ParkInput{Park: next.Park, Wake: next.Wake, On: next.On},
	})
	return answer{open: &modal}, nil
}

func (b *Bot) editMove(r *request, of digest.Editing, meta view.Meta) answer {
	next := of.Event.Detail.Next
	modal := r.view.MoveModal(view.MoveForm{
		Meta: meta, Lead: of.Was, Rep: of.Owner, Now: b.Clock.Now(), On: next.On, At: next.At, Channel: next.Channel,
		Promised: next.Promised, Note: of.Event.Detail.Note,
	})
	return answer{open: &modal}
}

// pressUseNote takes the date that a touch's note asks for.
func (b *Bot) pressUseNote(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.UseNote(ctx, r.Actor, r.pressed.Event)
	return b.settled(ctx, r, receipt, err)
}

// noteBefore is the note that the form was opened with: typed in a line, or stored.
func (b *Bot) noteBefore(ctx context.Context, r *request) (string, error) {
	if r.meta.Edit == 0 {
		typed, err := b.typedBefore(ctx, r)
		return typed.Note, err
	}
	of, err := b.Tracker.Editing(ctx, r.Actor, r.meta.Edit)
	if err != nil || of.Event.Detail.Touch == nil {
		return "", err
	}
	return of.Event.Detail.Touch.Note, nil
}

// heard understands a line without an outcome whose note asks for a call back: the form that asks for the rest begins with that outcome.
func (b *Bot) heard(ctx context.Context, r *request, in view.LogInput, recall *followup.Recall) view.LogInput {
	if in.Outcome != "" || in.Note == "" || in.Next.Kind != "" {
		return in
	}
	now := b.nowOf(ctx, r)
	if _, ok := phrase.Find(in.Note, phrase.Context{Now: now, Zone: now.Location(), Workdays: calendar.Workdays{Week: calendar.MondayToFriday}}); !ok {
		return in
	}
	in.Outcome = followup.CallBackLater
	if in.Channel == "" && recall != nil {
		in.Channel = recall.Channel
	}
	in.Channel = cmp.Or(in.Channel, followup.Call)
	return in
}
