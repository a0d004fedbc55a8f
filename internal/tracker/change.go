package tracker

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// change is what one use case does to one lead.
type change struct {
	kind   followup.EventKind
	after  followup.Lead
	touch  *followup.Touch
	next   *followup.NextStep
	event  followup.Detail
	aside  bool // it is about what is known of the lead alone: the recall and the buttons drawn with it stay as they are
	again  bool // the same person did the same to the lead minutes ago
	stands bool // its date was found before: no day with room is looked for

	offer *followup.Offer // of a touch: what could have been given with it
	loose bool            // what was given is none of the library's
}

// notice notes what a person may not expect of a change: that a closed lead is open again, and that a promise still to come is not
// kept. local is the present moment on the owner's clock.
func (c *change) notice(before followup.Lead, local time.Time) {
	if !before.State.Open() && c.after.State.Open() {
		c.event.Reopened = before.State
	}
	r, next := before.Recall, c.next
	var by followup.Channel
	if c.touch != nil {
		by = c.touch.Channel
	}
	if next == nil || c.kind == followup.Moved || next.Kind == followup.NextKeep ||
		!r.PromiseAhead(calendar.DateOf(local), calendar.TimeOfDayOf(local), by) {
		return
	}
	if next.Kind == followup.NextRecall && next.Promised && next.On == r.Due { // the same, said again
		return
	}
	c.event.Dropped = &followup.NextStep{Kind: followup.NextRecall, On: r.Due, At: r.At, Channel: r.Channel}
}

// once carries out a use case that makes one event. The second time the same request comes, the first one's receipt is returned.
func (t *Tracker) once(ctx context.Context, a Actor, do func(Tx, me) (digest.Receipt, error)) (digest.Receipt, error) {
	var receipt digest.Receipt
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, first, err := t.begin(ctx, tx, a)
		switch {
		case err != nil:
			return err
		case first:
			receipt, err = do(tx, who)
		default:
			receipt, err = t.repeated(ctx, tx, a)
			receipt.Repeated = !a.Insists
		}
		return err
	})
	return receipt, err
}

// begin is enter for a use case that counts once: first is false where the actor's request was carried out before. What it makes is
// noted with its event. Who has just come in by Enter isn't asked again: to look once more would keep nobody from losing a right a
// moment later.
func (t *Tracker) begin(ctx context.Context, tx Tx, a Actor) (who me, first bool, err error) {
	if a.Request == "" {
		who, err = t.enter(ctx, tx, a)
		return who, true, err
	}
	if a.known != nil && a.known.IsRep {
		first, err = tx.ClaimRequest(ctx, a.Workspace, a.Request, t.clock.Now())
		return *a.known, first, err
	}
	m, first, err := tx.Admit(ctx, a.Workspace, a.User, a.Request, t.clock.Now())
	who, err = t.welcome(ctx, tx, m, err)
	return who, first, err
}

// repeated tells again what the actor's request did. What carries a request's number comes back from a client: nobody is told of somebody
// else's.
func (t *Tracker) repeated(ctx context.Context, tx Tx, a Actor) (digest.Receipt, error) {
	event, err := tx.RequestEvent(ctx, a.Workspace, a.Request)
	if err != nil {
		return digest.Receipt{}, fmt.Errorf("load request: %w", err)
	}
	receipt, err := t.receiptOf(ctx, tx, a.Workspace, event)
	if err == nil && receipt.Event.By != a.User {
		return digest.Receipt{}, ErrNotFound
	}
	receipt.Repeated = true
	return receipt, err
}

// WelcomeRequest begins the requests that are remembered for good.
const WelcomeRequest = "welcome/"

// FirstTime reports whether the actor's request comes for the first time, and remembers it: for answers that change nothing else.
func (t *Tracker) FirstTime(ctx context.Context, a Actor) (first bool, err error) {
	err = t.store.InTx(ctx, func(tx Tx) error {
		first, err = tx.ClaimRequest(ctx, a.Workspace, a.Request, t.clock.Now())
		return err
	})
	return first, err
}

// ReceiptOf tells what an event did, or what took it back or stands in for it since: for a message that is drawn again. Nobody asked
// twice for that.
func (t *Tracker) ReceiptOf(ctx context.Context, w followup.WorkspaceID, id followup.EventID) (digest.Receipt, error) {
	receipt, err := t.receiptOf(ctx, t.store, w, id)
	for err == nil && receipt.Event.UndoneBy != 0 {
		receipt, err = t.receiptOf(ctx, t.store, w, receipt.Event.UndoneBy)
	}
	return receipt, err
}

// receiptOf tells again what an event did.
func (t *Tracker) receiptOf(ctx context.Context, r Reads, w followup.WorkspaceID, id followup.EventID) (digest.Receipt, error) {
	event, err := r.Event(ctx, w, id)
	if errors.Is(err, ErrNotFound) { // the lead it added was taken back since, with its history
		return digest.Receipt{}, ErrNothingToUndo
	}
	if err != nil {
		return digest.Receipt{}, fmt.Errorf("load earlier event: %w", err)
	}
	lead, err := r.Lead(ctx, w, event.Lead)
	if err != nil {
		return digest.Receipt{}, fmt.Errorf("load lead: %w", err)
	}
	return t.receipt(ctx, r, me{}, event, lead)
}

func (t *Tracker) receipt(ctx context.Context, r Reads, who me, e followup.Event, l followup.Lead) (digest.Receipt, error) {
	owner, err := repOf(ctx, r, who, l.Workspace, l.Owner)
	if err != nil {
		return digest.Receipt{}, err
	}
	by := who.Person
	if !who.IsRep || who.ID != e.By {
		if by, err = r.Person(ctx, l.Workspace, e.By); err != nil {
			return digest.Receipt{}, fmt.Errorf("load actor: %w", err)
		}
	}
	receipt := digest.Receipt{Event: e, Lead: l, By: by.Name, Owner: owner, Instead: instead(e, owner, l), MayForget: who.mayForget(l)}
	receipt.Stand = digest.StandOf(l, owner, e.Detail.Attempt, t.clock.Now())
	if e.Detail.Batch != nil {
		receipt.Batch = &digest.Batch{Leads: len(e.Detail.Batch.Leads)}
	}
	return receipt, nil
}

// apply stores a change with its history entry and has the digests and Home tabs redrawn that show the lead.
func (t *Tracker) apply(ctx context.Context, tx Tx, a Actor, who me, before followup.Lead, c change) (digest.Receipt, error) {
	return t.replace(ctx, tx, a, who, before, before, c)
}

// replace is apply for a change that was decided on the lead as it was before another one: it takes that one's place on the lead as it
// is.
func (t *Tracker) replace(ctx context.Context, tx Tx, a Actor, who me, was, is followup.Lead, c change) (digest.Receipt, error) {
	c, err := t.eased(ctx, tx, who, was, c)
	if err != nil {
		return digest.Receipt{}, err
	}
	kept, err := t.keep(ctx, tx, was.Workspace, c.after.Enrolment)
	if err != nil {
		return digest.Receipt{}, err
	}
	c.after.Enrolment = kept
	event, err := tx.InsertEvent(ctx, t.eventOf(a, was, c), was.Workspace, asItWas(was, c.after), a.Request)
	if err != nil {
		return digest.Receipt{}, fmt.Errorf("store event: %w", err)
	}
	store, note := tx.UpdateLead, t.noteInDigests
	if c.aside {
		store, note = tx.UpdateDetails, t.redrawDigest
	}
	after, err := store(ctx, is, c.after)
	if err != nil {
		return digest.Receipt{}, fmt.Errorf("store lead: %w", err)
	}
	if c.obliges(was, after, followup.ObligationKinds()) {
		if err := t.oblige(ctx, tx, who, &event, after); err != nil {
			return digest.Receipt{}, err
		}
	}
	if err := note(ctx, tx, who, was, after); err != nil {
		return digest.Receipt{}, err
	}
	if after.State == followup.DoNotContact && was.State != after.State {
		if err := tx.RedrawAbout(ctx, was.Workspace, was.ID); err != nil {
			return digest.Receipt{}, fmt.Errorf("redraw what is said about it: %w", err)
		}
	}
	if a.User != was.Owner && a.User != after.Owner { // whose Home shows what they did last
		if err := tx.RedrawHomes(ctx, was.Workspace, []followup.UserID{a.User}); err != nil {
			return digest.Receipt{}, fmt.Errorf("redraw home: %w", err)
		}
	}
	receipt, err := t.receipt(ctx, tx, who, event, after)
	return c.tell(receipt), err
}

// tell adds to a receipt what only the change itself knows.
func (c change) tell(r digest.Receipt) digest.Receipt {
	r.Again, r.Offer, r.Loose = c.again, c.offer, c.loose
	return r
}

// eventOf is the history entry of a change.
func (t *Tracker) eventOf(a Actor, was followup.Lead, c change) followup.Event {
	event := followup.Event{Lead: was.ID, Kind: c.kind, By: a.User, At: t.clock.Now(), Source: a.Source, Detail: c.event}
	if was.Recall != nil && (!c.aside || c.kind == followup.OwedSent) {
		event.Recall = was.Recall.ID
	}
	event.Detail.Touch, event.Detail.Next = c.touch, c.next
	return event
}

// asItWas is what an event keeps of the lead for its undo: the contacts only where it changes them.
func asItWas(before, after followup.Lead) *followup.Lead {
	switch {
	case reflect.DeepEqual(before.Contacts, after.Contacts):
		before.Contacts = nil
	case before.Contacts == nil:
		before.Contacts = []followup.Contact{}
	}
	return &before
}

// redrawDigest has the owner's digest drawn again after a change that settles nothing.
func (t *Tracker) redrawDigest(ctx context.Context, tx Tx, who me, _, after followup.Lead) error {
	owner, err := repOf(ctx, tx, who, after.Workspace, after.Owner)
	if err != nil {
		return err
	}
	return tx.Redraw(ctx, after.Workspace, after.Owner, calendar.Today(t.clock.Now(), owner.Location()))
}

// noteInDigests keeps the day's messages true: the one that showed the recall, and the one of a new owner.
func (t *Tracker) noteInDigests(ctx context.Context, tx Tx, who me, before, after followup.Lead) error {
	owner, err := repOf(ctx, tx, who, before.Workspace, before.Owner)
	if err != nil {
		return err
	}
	now := t.clock.Now()
	today := calendar.Today(now, owner.Location())
	if settles(before, today) {
		if err := tx.NoteSettled(ctx, before.Workspace, before.Owner, today, *before.Recall); err != nil {
			return fmt.Errorf("note in digest: %w", err)
		}
	} else if err := tx.Redraw(ctx, before.Workspace, before.Owner, today); err != nil {
		return fmt.Errorf("redraw digest: %w", err)
	}
	if err := t.noteWithCover(ctx, tx, owner, before); err != nil {
		return err
	}
	if after.Owner == before.Owner {
		return nil
	}
	heir, err := repOf(ctx, tx, who, after.Workspace, after.Owner)
	if err != nil {
		return err
	}
	return tx.Redraw(ctx, after.Workspace, after.Owner, calendar.Today(now, heir.Location()))
}

// settles reports whether a change of a lead deals with what was in its owner's digest.
func settles(before followup.Lead, today calendar.Date) bool {
	return before.Recall != nil && !before.Recall.AwaitsEcho() && !before.Recall.Due.After(today)
}

// follow returns the lead as it is once next is decided: its state, park, value and recall. The reasons say why. Signals that stand on its
// recall go on standing.
func follow(l followup.Lead, next followup.NextStep, reasons []followup.Reason) followup.Lead {
	switch next.Kind {
	case followup.NextKeep:
		kept := *l.Recall
		kept.ReplyOwed = kept.ReplyOwed || next.Owed
		l.Recall = &kept
		return l
	case followup.NextRecall:
		l.State, l.Park = followup.Active, nil
		l.Recall = &followup.Recall{
			Lead: l.ID, Owner: l.Owner, Kind: followup.Planned, Due: next.On, At: next.At, Channel: next.Channel,
			Goal: next.Goal, Reasons: withSignals(reasons, l.Recall), ReplyOwed: next.Owed,
		}
		switch {
		case next.Promised:
			l.Recall.Kind = followup.Promised
		case next.Echo:
			l.Recall.Kind = followup.Echo
		}
		return l
	case followup.NextPark:
		l.State, l.Park = followup.Parked, next.Park
		l.Recall = &followup.Recall{
			Lead: l.ID, Owner: l.Owner, Kind: followup.Wake, Due: next.On, Channel: next.Channel, Reasons: reasons,
		}
		return l
	case followup.NextWon:
		l.State = followup.Won
		if next.Value != nil {
			l.Value = next.Value
		}
	case followup.NextLost:
		l.State = followup.Lost
	case followup.NextStop:
		l.State, l.Enrolment = followup.DoNotContact, nil
	}
	l.Recall, l.Park, l.Enrolment = nil, nil, nil
	return l
}
