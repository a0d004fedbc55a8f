package tracker

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/phrase"
)

// Editing returns what a form shows that corrects an event. It is a StaleError where the event was taken back, and, unless the correction
// is a change of its own, where it is no longer its lead's newest one made by a person; and ErrNothingToUndo where no form can correct it.
func (t *Tracker) Editing(ctx context.Context, a Actor, id followup.EventID) (digest.Editing, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Editing{}, err
	}
	event, err := t.store.Event(ctx, a.Workspace, id)
	if err != nil {
		return digest.Editing{}, undoable(err)
	}
	lead, err := t.store.Lead(ctx, a.Workspace, event.Lead)
	if err != nil {
		return digest.Editing{}, undoable(err)
	}
	return t.editing(ctx, t.store, who, event, lead)
}

// editing checks that a person may correct the event of a lead, and loads what the correction is decided by.
func (t *Tracker) editing(ctx context.Context, r Reads, who me, event followup.Event, lead followup.Lead) (digest.Editing, error) {
	if err := t.mayCorrect(ctx, r, who, lead, event); err != nil {
		return digest.Editing{}, err
	}
	if event.UndoneBy != 0 {
		undo, err := r.Event(ctx, who.Workspace, event.UndoneBy)
		if err != nil {
			return digest.Editing{}, undoable(err)
		}
		return digest.Editing{}, changedBy(ctx, r, lead, undo)
	}
	if digest.Renews(event.Kind) {
		return t.renewing(ctx, r, who, event, lead)
	}
	newest, err := r.NewestEvent(ctx, who.Workspace, lead.ID)
	if err != nil {
		return digest.Editing{}, undoable(err)
	}
	if newest.ID != event.ID {
		return digest.Editing{}, stale(ctx, r, lead)
	}
	if !digest.Editable(event.Kind) || (event.Detail.Next == nil && followed(event.Kind)) {
		return digest.Editing{}, ErrNothingToUndo
	}
	was, err := r.Before(ctx, who.Workspace, event.ID)
	if err != nil {
		return digest.Editing{}, fmt.Errorf("load lead as it was: %w", err)
	}
	owner, err := repOf(ctx, r, who, who.Workspace, was.Owner)
	if err != nil {
		return digest.Editing{}, err
	}
	return digest.Editing{Event: event, Was: was, Owner: owner}, nil
}

// correction decides anew what happened to the lead of an event, from the lead as it was before.
type correction func(tx Tx, who me, of digest.Editing) (change, error)

// edit takes an event of one of the kinds back and stores what it should have been, in one transaction. The lead's history shows both.
func (t *Tracker) edit(
	ctx context.Context, a Actor, id followup.EventID, correct correction, kinds ...followup.EventKind,
) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		event, err := tx.Event(ctx, who.Workspace, id)
		if err != nil {
			return digest.Receipt{}, undoable(err)
		}
		lead, err := tx.LockLead(ctx, who.Workspace, event.Lead)
		if err != nil {
			return digest.Receipt{}, undoable(err)
		}
		return t.corrected(ctx, tx, a, who, event, lead, correct, kinds...)
	})
}

// corrected is edit for an event of a lead that is locked.
func (t *Tracker) corrected(
	ctx context.Context, tx Tx, a Actor, who me, event followup.Event, lead followup.Lead, correct correction, kinds ...followup.EventKind,
) (digest.Receipt, error) {
	of, err := t.editing(ctx, tx, who, event, lead)
	if err != nil {
		return digest.Receipt{}, err
	}
	if !slices.Contains(kinds, event.Kind) {
		return digest.Receipt{}, ErrNothingToUndo
	}
	// It no longer counts while the correction is decided.
	if err := tx.TakeBack(ctx, who.Workspace, event.ID, event.ID); err != nil {
		return digest.Receipt{}, fmt.Errorf("take back: %w", err)
	}
	c, err := correct(tx, who, of)
	if err != nil {
		return digest.Receipt{}, err
	}
	c.event.Edits = first(event)
	receipt, err := t.replace(ctx, tx, a, who, of.Was, lead, c)
	if err != nil {
		return digest.Receipt{}, err
	}
	if err := tx.TakeBack(ctx, who.Workspace, event.ID, receipt.Event.ID); err != nil {
		return digest.Receipt{}, fmt.Errorf("take back: %w", err)
	}
	if lead.Owner != of.Was.Owner && lead.Owner != receipt.Lead.Owner { // it was given to them by mistake
		if err := t.redrawDigest(ctx, tx, who, of.Was, lead); err != nil {
			return digest.Receipt{}, fmt.Errorf("redraw digest: %w", err)
		}
	}
	if event.By != a.User { // it was the last thing they did
		if err := tx.RedrawHomes(ctx, who.Workspace, []followup.UserID{event.By}); err != nil {
			return digest.Receipt{}, fmt.Errorf("redraw home: %w", err)
		}
	}
	return receipt, t.retell(ctx, tx, receipt, who)
}

// first is the event that stood there before any edit.
func first(e followup.Event) followup.EventID {
	if e.Detail.Edits != 0 {
		return e.Detail.Edits
	}
	return e.ID
}

// retell has the owner's note of a teammate's touch say what it says now; one who wasn't told is.
func (t *Tracker) retell(ctx context.Context, tx Tx, r digest.Receipt, who me) error {
	if r.Event.Kind != followup.Logged {
		return nil
	}
	if err := tx.RedrawKey(ctx, who.Workspace, touchKey(r.Event)); err != nil {
		return fmt.Errorf("redraw note to owner: %w", err)
	}
	return t.tellOwner(ctx, tx, r, who)
}

// touchKey is the key of the note to an owner about a teammate's touch, the same for all its edits.
func touchKey(e followup.Event) string { return "touch/" + strconv.FormatInt(int64(first(e)), 10) }

// EditLog corrects a logged touch. The lead stays the same, and who made the touch. A next step that was not changed keeps its reason,
// also where its date has gone by.
func (t *Tracker) EditLog(ctx context.Context, a Actor, id followup.EventID, l Log) (digest.Receipt, error) {
	return t.edit(ctx, a, id, func(tx Tx, who me, of digest.Editing) (change, error) {
		return t.relogged(ctx, tx, who, of, l)
	}, followup.Logged)
}

func (t *Tracker) relogged(ctx context.Context, tx Tx, who me, of digest.Editing, l Log) (change, error) {
	touch := of.Event.Detail.Touch
	if touch != nil && touch.Outcome == l.Outcome && sameStep(l.Next, *of.Event.Detail.Next) {
		l.asBefore = &of.Event
	}
	if touch != nil && l.At.Truncate(time.Minute).Equal(touch.At.Truncate(time.Minute)) {
		l.At = touch.At // a form knows minutes only
	}
	if l.Value == nil {
		l.Value = of.Event.Detail.Value
	}
	l.asOf = of.Event.At
	c, err := t.logged(ctx, tx, of.Was, of.Owner, who, l)
	if err != nil {
		return change{}, err
	}
	if touch != nil {
		c.touch.By = touch.By
	}
	g, err := t.giving(ctx, tx, of.Was.Workspace, of.Was.ID)
	if err == nil {
		err = t.gives(ctx, tx, &c, l, g)
	}
	if err != nil {
		return change{}, err
	}
	if touch != nil && touch.Piece != 0 && touch.Piece == c.touch.Piece {
		c.touch.Gave = touch.Gave // its title of that day
	}
	if c.touch.Outcome.Class() != followup.Attempt {
		return c, nil
	}
	attempts, err := tx.Attempts(ctx, of.Was.Workspace, []followup.LeadID{of.Was.ID})
	if err != nil {
		return change{}, fmt.Errorf("count attempts: %w", err)
	}
	c.event.Attempt = attempts[of.Was.ID] + 1
	return c, nil
}

// EditPark corrects a park.
func (t *Tracker) EditPark(ctx context.Context, a Actor, id followup.EventID, park followup.Park, wake calendar.Date) (digest.Receipt, error) {
	return t.edit(ctx, a, id, func(tx Tx, who me, of digest.Editing) (change, error) {
		park := park
		if was := of.Event.Detail.Next; was != nil && was.Park != nil {
			park.Rhythm = was.Park.Rhythm // no form asks for it
		}
		return t.again(parking(park, wake))(tx, who, of)
	}, followup.ParkedIt)
}

// EditMove corrects a move: it counts as one, from the date before it.
func (t *Tracker) EditMove(ctx context.Context, a Actor, id followup.EventID, to NewDate) (digest.Receipt, error) {
	to.Anyway = true // it was decided when it was moved
	return t.edit(ctx, a, id, t.again(moving(to, a.User)), followup.Moved)
}

// again decides anew, on the present date.
func (t *Tracker) again(decide deciding) correction {
	return func(_ Tx, _ me, of digest.Editing) (change, error) {
		return t.decided(of.Was, of.Owner, decide)
	}
}

// UseNote gives a logged touch the next step that its note asks for (Receipt.Instead).
func (t *Tracker) UseNote(ctx context.Context, a Actor, id followup.EventID) (digest.Receipt, error) {
	return t.edit(ctx, a, id, func(tx Tx, who me, of digest.Editing) (change, error) {
		asked := instead(of.Event, of.Owner, of.Was)
		if asked == nil {
			return change{}, ErrNothingToUndo
		}
		touch := *of.Event.Detail.Touch
		c, err := t.relogged(ctx, tx, who, of, Log{
			Channel: touch.Channel, Outcome: touch.Outcome, At: touch.At, Minutes: touch.Minutes, Note: touch.Note,
			Promised: touch.Promised, Gave: touch.Gave, Piece: touch.Piece, Contact: touch.Contact, Next: asked.Next,
		})
		if err != nil || asked.Next.Kind == followup.NextPark {
			return c, err
		}
		// The reason is what the note said on the day of the touch.
		local := of.Event.At.In(of.Owner.Location())
		_, why, _ := phrase.Next(touch.Outcome, touch.Note, situationOf(of.Event, of.Owner, of.Was), local)
		c.event.Reasons = append([]followup.Reason{why}, c.event.Reasons[1:]...)
		c.after.Recall.Reasons = c.event.Reasons
		return c, nil
	}, followup.Logged)
}

// chosen are the reasons of next steps that a person picked.
var chosen = []followup.ReasonCode{
	followup.ChosenByRep, followup.AgreedWithThem, followup.MeetingBooked, followup.AskedInNote, followup.NotNowParked,
}

// instead is the next step that the note of a logged touch asks for, where the outcome's default stands and says another day; nil where
// there is none.
func instead(e followup.Event, owner followup.Rep, l followup.Lead) *digest.Instead {
	d := e.Detail
	if e.Kind != followup.Logged || e.UndoneBy != 0 || d.Touch == nil || d.Next == nil || len(d.Reasons) == 0 ||
		slices.Contains(chosen, d.Reasons[0].Code) {
		return nil
	}
	s := situationOf(e, owner, l)
	next, why, ok := phrase.Next(d.Touch.Outcome, d.Touch.Note, s, e.At.In(owner.Location()))
	stored := asMeant(*d.Next, d.Reasons)
	if !ok || sameDay(next, stored) {
		return nil
	}
	next, _, err := next.Settle(s.Today, s.Owner, s.Prospect)
	if err != nil || sameDay(next, stored) {
		return nil
	}
	return &digest.Instead{Next: next, Words: why.Params["words"]}
}

// situationOf is what the next step of a logged touch was decided by, but for where the lead stood.
func situationOf(e followup.Event, owner followup.Rep, l followup.Lead) followup.Situation {
	local := e.At.In(owner.Location())
	return followup.Situation{
		Today: calendar.DateOf(local), Time: calendar.TimeOfDayOf(local), Owner: owner,
		Prospect: followup.ProspectOf(l, owner), Channel: e.Detail.Touch.Channel,
	}
}

// sameDay reports whether two steps are of one kind and for one moment.
func sameDay(a, b followup.NextStep) bool {
	return a.Kind == b.Kind && a.On == b.On && sameTime(a.At, b.At)
}

// sameStep reports whether a form that was shown b came back with it unchanged.
func sameStep(a, b followup.NextStep) bool {
	sameValue := a.Value == b.Value || (a.Value != nil && b.Value != nil && *a.Value == *b.Value)
	parkA, parkB := followup.Park{}, followup.Park{}
	if a.Park != nil {
		parkA = *a.Park
	}
	if b.Park != nil {
		parkB = *b.Park
	}
	parkA.Rhythm = parkB.Rhythm // no form asks for it
	return sameDay(a, b) && a.Channel == b.Channel && a.Promised == b.Promised && a.Reason == b.Reason && sameValue && parkA.Same(parkB)
}

func sameTime(a, b *calendar.TimeOfDay) bool {
	return a == b || (a != nil && b != nil && *a == *b)
}
