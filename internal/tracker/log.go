package tracker

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Log is a touch to record and what follows it.
type Log struct {
	Lead     followup.LeadID
	New      *NewLead // instead of Lead: the lead is added first, in the same transaction
	Seen     *Seen    // the recall of the button that asked; nil: none
	Channel  followup.Channel
	Outcome  followup.Outcome
	At       time.Time // zero: now
	Minutes  int
	Note     string
	Promised string             // what we promised to send or do
	Gave     string             // in words; those that mean a piece of the library are kept as that
	Piece    followup.PieceID   // which piece was given; 0: what Gave says
	Value    *followup.Money    // what the deal is worth now; nil: as before
	Next     followup.NextStep  // zero: the default for the outcome
	Cadence  CadenceName        // the lead is enrolled on it, in place of the one it runs on; zero: none
	asBefore *followup.Event    // keep the next step of this event, and why
	asOf     time.Time          // of a correction: when it was logged first, by which its cadence goes on
	Anyway   bool               // add New even though its e-mail or phone is known
	Contact  followup.ContactID // who was tried; 0: the main contact
}

// slack is how far a touch may lie ahead of our clock before it counts as the future.
const slack = time.Minute

// repeatedWithin is how soon an equal touch is called a second one.
const repeatedWithin = 10 * time.Minute

// Log records a touch and sets the next step. The person may log on any lead they can see; what follows is dated in the
// owner's calendar. It returns followup.ErrNoNextStep where neither the person nor the outcome says what follows.
func (t *Tracker) Log(ctx context.Context, a Actor, l Log) (digest.Receipt, error) {
	if l.New == nil {
		receipt, done, err := t.swiftly(ctx, a, Target{Lead: l.Lead, Seen: l.Seen}, func(who me, of Fresh) (change, error) {
			return t.logging(ctx, t.store, of, who.Rep, who, l)
		})
		if done || err != nil {
			return t.offerCompany(ctx, receipt), err
		}
	}
	receipt, err := t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		of, err := t.leadToLog(ctx, tx, a, who, l)
		if err != nil {
			return digest.Receipt{}, err
		}
		owner, err := repOf(ctx, tx, who, of.Lead.Workspace, of.Lead.Owner)
		if err != nil {
			return digest.Receipt{}, err
		}
		c, err := t.logging(ctx, tx, of, owner, who, l)
		if err != nil {
			return digest.Receipt{}, err
		}
		receipt, err := t.apply(ctx, tx, a, who, of.Lead, c)
		if err != nil {
			return digest.Receipt{}, err
		}
		return receipt, t.tellOwner(ctx, tx, receipt, who)
	})
	if err != nil {
		return receipt, err
	}
	return t.offerCompany(ctx, receipt), nil
}

// logging is logged with how the touch stands to the ones before.
func (t *Tracker) logging(ctx context.Context, r Reads, of Fresh, owner followup.Rep, who me, l Log) (change, error) {
	c, err := t.logged(ctx, r, of.Lead, owner, who, l)
	if err != nil {
		return change{}, err
	}
	if c.touch.Outcome.Class() == followup.Attempt {
		c.event.Attempt = of.Recent.Attempts + 1
	}
	c.again = t.isAgain(of.Recent, *c.touch)
	err = t.gives(ctx, r, &c, l, of.Giving)
	return c, err
}

// tellOwner has the owner told of a teammate's touch, in their working hours.
func (t *Tracker) tellOwner(ctx context.Context, tx Tx, r digest.Receipt, who me) error {
	if r.Lead.Owner == who.ID || who.covers(r.Lead.Owner) { // who is away hears of it when they are back
		return nil
	}
	event := strconv.FormatInt(int64(r.Event.ID), 10)
	err := tx.Enqueue(ctx, Delivery{
		Workspace: who.Workspace, Kind: KindTouch, Subject: event, Recipient: string(r.Lead.Owner), Key: touchKey(r.Event),
		Due: r.Owner.Reachable(t.clock.Now()),
	})
	if err != nil {
		return fmt.Errorf("enqueue note to owner: %w", err)
	}
	return nil
}

// leadToLog locks the lead a touch belongs to, or adds it.
func (t *Tracker) leadToLog(ctx context.Context, tx Tx, a Actor, who me, l Log) (Fresh, error) {
	if l.New != nil {
		receipt, err := t.add(ctx, tx, a, who, *l.New, l.Anyway)
		return Fresh{Lead: receipt.Lead}, err
	}
	of, err := tx.LockToLog(ctx, a.Workspace, l.Lead)
	if err == nil {
		err = t.maySee(ctx, tx, who, of.Lead)
	}
	switch {
	case err != nil:
		return Fresh{}, err
	case !l.Seen.current(of.Lead):
		return Fresh{}, stale(ctx, tx, of.Lead)
	case of.Lead.State == followup.DoNotContact:
		return Fresh{}, Refused{Why: ErrDoNotContact, Lead: of.Lead}
	default:
		return of, nil
	}
}

// logged decides what a touch does to its lead.
func (t *Tracker) logged(ctx context.Context, r Reads, lead followup.Lead, owner followup.Rep, who me, l Log) (change, error) {
	now := t.clock.Now()
	if l.At.IsZero() {
		l.At = now
	}
	if l.At.After(now.Add(slack)) {
		return change{}, ErrFuture
	}
	touch := &followup.Touch{
		Lead: lead.ID, By: who.ID, At: l.At, Channel: l.Channel, Outcome: l.Outcome, Minutes: l.Minutes,
		Note: l.Note, Promised: l.Promised, Gave: l.Gave, Contact: tried(lead, l.Contact),
	}
	s := t.situation(lead, owner)
	s.Channel = l.Channel
	suggested, err := t.suggested(ctx, r, l.Outcome, asOf(s, l.asOf), l.Cadence)
	if err != nil {
		return change{}, err
	}
	next, reasons, err := decide(l.Outcome, l.Next, s, suggested, who, l.Note, now.In(owner.Location()))
	if l.asBefore != nil {
		next, reasons, err = *l.asBefore.Detail.Next, l.asBefore.Detail.Reasons, nil
	}
	if err != nil {
		return change{}, err
	}
	detail := followup.Detail{Reasons: reasons}
	switch {
	case l.Value == nil:
	case next.Kind == followup.NextWon:
		next.Value = l.Value
	case lead.Value == nil || *lead.Value != *l.Value:
		lead.Value, detail.Value = l.Value, l.Value
	}
	after := follow(actedOn(lead, touch), next, reasons)
	after.Brief = lead.Brief.Heard(l.Note)
	if l.Outcome == followup.Replied {
		after = answered(lead, after, touch.At, owner)
	}
	after.Enrolment = enrolledAfter(after, owner, l.Outcome, next, suggested, s.Today)
	if l.Outcome.Outbound(l.Channel) {
		after.Touches++
	}
	if after, detail.Contact, err = learned(after, touch); err != nil {
		return change{}, fmt.Errorf("mark contact: %w", err)
	}
	detail.Cadence = courseOf(lead.Enrolment, after, next, suggested.Skipped)
	if e := after.Enrolment; e != nil && l.Outcome == followup.Voicemail && !detail.Cadence.Began {
		detail.Cadence.Call = e.Calls
	}
	c := change{kind: followup.Logged, after: after, touch: touch, next: &next, event: detail, stands: l.asBefore != nil}
	c.notice(lead, now.In(owner.Location()))
	return c, nil
}

// asOf is the situation of a lead on a cadence at an earlier moment: what is corrected later ends where it had ended at once. Without a
// cadence, and without a moment, it is as it is.
func asOf(s followup.Situation, at time.Time) followup.Situation {
	if at.IsZero() || s.Lead.Enrolment == nil {
		return s
	}
	local := at.In(s.Owner.Location())
	s.Today, s.Time = calendar.DateOf(local), calendar.TimeOfDayOf(local)
	return s
}

// enrolledAfter is where a lead stands in its cadence after a touch that next follows: what was suggested, unless the person decided that
// the lead sleeps or is closed.
func enrolledAfter(
	after followup.Lead, owner followup.Rep, o followup.Outcome, next followup.NextStep, g cadence.Suggestion, today calendar.Date,
) *followup.Enrolment {
	if !after.State.Open() {
		return nil
	}
	if after.Enrolment = g.After; g.Next.Kind != followup.NextPark {
		after = asleep(after, owner, today)
	}
	if o == followup.MeetingSet && next.Kind == followup.NextRecall {
		return cadence.UntilMeeting(after.Enrolment, next.On)
	}
	return after.Enrolment
}

// learned is the lead with what a touch says of the contact that was tried: that they have left, or can't be reached in this way. The name
// is given of one who has left.
func learned(l followup.Lead, touch *followup.Touch) (after followup.Lead, name string, err error) {
	c, ok := l.Contact(touch.Contact)
	switch {
	case !ok:
		return l, "", nil
	case touch.Outcome == followup.LeftCompany:
		after, err = l.WithLeft(c.ID, true)
		return after, c.Called(), err
	case touch.Outcome == followup.Bounced || touch.Outcome == followup.WrongNumber:
		return l.WithoutWay(c.ID, touch.Outcome), "", nil
	default:
		return l, "", nil
	}
}

// tried is the contact that a touch was about: the one named, where the lead has it, or else the main one.
func tried(l followup.Lead, id followup.ContactID) followup.ContactID {
	if c, ok := l.Contact(id); ok {
		return c.ID
	}
	if main := l.Main(); main != nil {
		return main.ID
	}
	return 0
}

// isAgain reports whether the same person logged an equal touch on the lead minutes ago.
func (t *Tracker) isAgain(recent Recent, touch followup.Touch) bool {
	last := recent.Touch
	return last != nil && last.By == touch.By && last.Channel == touch.Channel && last.Outcome == touch.Outcome &&
		last.Note == touch.Note && t.clock.Now().Sub(recent.LoggedAt) < repeatedWithin
}
