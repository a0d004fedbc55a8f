package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Target is the lead a use case is about, and the recall of the button that asked for it.
type Target struct {
	Lead followup.LeadID
	Seen *Seen // nil: whatever the lead's recall is now
}

// Park puts a lead to sleep until the wake date. It stays out of every list until then (G5).
func (t *Tracker) Park(ctx context.Context, a Actor, target Target, park followup.Park, wake calendar.Date) (digest.Receipt, error) {
	return t.step(ctx, a, target, parking(park, wake))
}

// deciding says what happens to a lead, on its owner's date.
type deciding func(lead followup.Lead, owner followup.Rep, today calendar.Date) (change, error)

func parking(park followup.Park, wake calendar.Date) deciding {
	return func(lead followup.Lead, owner followup.Rep, today calendar.Date) (change, error) {
		next := followup.NextStep{Kind: followup.NextPark, On: wake, Park: &park}
		next, shifts, err := next.Settle(today, owner, followup.ProspectOf(lead, owner))
		if err != nil {
			return change{}, err
		}
		if !next.On.After(today) {
			return change{}, followup.PastDateError{Date: next.On, Today: today}
		}
		reasons := append([]followup.Reason{parkedBecause(&park, today)}, shifts...)
		return change{
			kind: followup.ParkedIt, after: asleep(follow(lead, next, reasons), owner, today), next: &next,
			event: followup.Detail{Reasons: reasons},
		}, nil
	}
}

// asleep freezes the cadence of a lead that was parked: when the lead wakes, it goes on.
func asleep(l followup.Lead, owner followup.Rep, today calendar.Date) followup.Lead {
	if l.State != followup.Parked || l.Enrolment == nil {
		return l
	}
	s := followup.Situation{Today: today, Owner: owner, Prospect: followup.ProspectOf(l, owner), Lead: l}
	l.Enrolment = cadence.Pause(s, l.Recall.Due, parkedBecause(l.Park, today)).After
	return l
}

func parkedBecause(p *followup.Park, today calendar.Date) followup.Reason {
	r := followup.Reason{Code: followup.NotNowParked, Params: map[string]string{"on": today.String()}}
	if p != nil && p.Reason != "" {
		r.Params["what"] = p.Reason
	}
	return r
}

// NewDate is what a moved recall is moved to.
type NewDate struct {
	On       calendar.Date
	At       *calendar.TimeOfDay
	Channel  followup.Channel // empty: as before
	Promised bool             // agreed with the prospect; a promise stays one either way
	Note     string           // why, in the rep's words
	Anyway   bool             // it was asked whether something else should be done, and it is moved all the same
}

// MovedOftenError asks for a decision: the recall was moved so often that another date is none (followup.DecideAfter). Nothing is stored.
type MovedOftenError struct {
	Lead followup.Lead
	To   NewDate
	Next followup.NextStep // what it would be moved to
}

func (e MovedOftenError) Error() string {
	return fmt.Sprintf("lead %d was moved %d times already", e.Lead.ID, e.Lead.Recall.Moves)
}

// SameDateError refuses a move to where the recall is already, which would be counted.
type SameDateError struct {
	Lead  followup.Lead
	Asked calendar.Date // what was asked for, where that is a day off and the recall's date the working day after it
}

func (e SameDateError) Error() string {
	return fmt.Sprintf("lead %d is due on %s already", e.Lead.ID, e.Lead.Recall.Due)
}

// Move gives a lead's recall a new due date. It is counted. One that changes nothing is a SameDateError. A promise moves like a plan, because a person asks for it (G6), and stays a
// promise. A date that is promised to a parked lead wakes it: it is work from now on. The third time it is put off is a MovedOftenError,
// unless the person says so once more (NewDate.Anyway): their word is final.
func (t *Tracker) Move(ctx context.Context, a Actor, target Target, to NewDate) (digest.Receipt, error) {
	return t.step(ctx, a, target, moving(to, a.User))
}

// changesNothing reports whether a recall is already as it was to be, and in sight.
func (to NewDate) changesNothing(r followup.Recall, next followup.NextStep) bool {
	return next.On == r.Due && sameTime(next.At, r.At) && (to.Channel == "" || to.Channel == r.Channel) &&
		(!to.Promised || r.Kind == followup.Promised) && to.Note == "" && r.SnoozedUntil == nil
}

func moving(to NewDate, by followup.UserID) deciding {
	return func(lead followup.Lead, owner followup.Rep, today calendar.Date) (change, error) {
		if lead.Recall == nil {
			return change{}, Refused{Why: ErrClosed, Lead: lead}
		}
		recall := *lead.Recall
		next := followup.NextStep{
			Kind: followup.NextRecall, On: to.On, At: to.At, Channel: cmp.Or(to.Channel, recall.Channel),
			Promised: to.Promised || recall.Kind == followup.Promised, Kept: true,
		}
		prospect := followup.ProspectOf(lead, owner)
		if recall.Kind == followup.Wake || recall.AwaitsEcho() {
			prospect = followup.Prospect{} // it wakes then, or was waited for until then: nobody is called yet
		}
		next.Echo = recall.AwaitsEcho() && !next.Promised && to.Channel == ""
		next, shifts, err := next.Settle(today, owner, prospect)
		if err != nil {
			return change{}, err
		}
		if to.changesNothing(recall, next) {
			return change{}, SameDateError{Lead: lead, Asked: to.On}
		}
		if !to.Anyway && recall.AsksToDecide(next.On, to.Promised) {
			return change{}, MovedOftenError{Lead: lead, To: to, Next: next}
		}
		moved := followup.Reason{Code: followup.MovedByRep, Params: map[string]string{"to": next.On.String(), "by": string(by)}}
		if recall.Due != next.On {
			moved.Params["from"] = recall.Due.String()
		}
		reasons := append([]followup.Reason{moved}, shifts...)
		if to.Promised && recall.Kind != followup.Promised {
			reasons = append(reasons, followup.Reason{Code: followup.AgreedWithThem, Params: map[string]string{"on": today.String()}})
			recall.Kind = followup.Promised
			lead.State, lead.Park = followup.Active, nil
		}
		recall.Reasons = slices.Concat(recall.Reasons, reasons)
		recall.Due, recall.At, recall.SnoozedUntil, recall.Snoozes = next.On, next.At, nil, 0
		recall.Moves++
		if to.Channel != "" {
			recall.Channel = to.Channel
		}
		if recall.AwaitsEcho() && !next.Echo {
			recall.Kind = followup.Planned // a touch in a channel, instead of waiting
		}
		lead.Recall = &recall
		return change{
			kind: followup.Moved, after: lead, next: &next,
			event: followup.Detail{Reasons: reasons, Note: to.Note},
		}, nil
	}
}

// SnoozeTooLongError refuses a snooze that is a park: it would hide a lead that is due for more than followup.LongestSnooze days.
type SnoozeTooLongError struct {
	Lead followup.Lead
	Last calendar.Date // until then it may be snoozed
}

func (e SnoozeTooLongError) Error() string {
	return fmt.Sprintf("lead %d can be snoozed until %s at most", e.Lead.ID, e.Last)
}

// NotDueError refuses a snooze that would end before the lead is in any list: there is nothing to hide.
type NotDueError struct {
	Lead followup.Lead
}

func (e NotDueError) Error() string {
	return fmt.Sprintf("lead %d is in no list before %s", e.Lead.ID, e.Lead.Recall.Due)
}

// Snooze hides a lead from the lists until an instant; its due date stays. A note says why. A parked lead is in no list until it wakes
// and has nothing to hide; neither has one that is due later (NotDueError).
func (t *Tracker) Snooze(ctx context.Context, a Actor, target Target, until time.Time, note string) (digest.Receipt, error) {
	return t.step(ctx, a, target, t.snoozing(until, note))
}

func (t *Tracker) snoozing(until time.Time, note string) deciding {
	return func(lead followup.Lead, owner followup.Rep, today calendar.Date) (change, error) {
		last := today.AddDays(followup.LongestSnooze)
		switch {
		case lead.Recall == nil:
			return change{}, Refused{Why: ErrClosed, Lead: lead}
		case lead.State == followup.Parked && lead.Recall.Due.After(today):
			return change{}, Refused{Why: ErrParked, Lead: lead}
		case calendar.Today(until, owner.Location()).After(last):
			return change{}, SnoozeTooLongError{Lead: lead, Last: last}
		}
		if !until.After(t.clock.Now()) {
			return change{}, followup.PastDateError{Date: calendar.DateOf(until), Today: today}
		}
		if !until.After(calendar.At(lead.Recall.Due, 0, owner.Location())) {
			return change{}, NotDueError{Lead: lead}
		}
		recall := *lead.Recall
		recall.SnoozedUntil = &until
		recall.Snoozes++
		lead.Recall = &recall
		return change{kind: followup.Snoozed, after: lead, event: followup.Detail{Until: until, Note: note}}, nil
	}
}

// Reply notes that the prospect answered: the lead goes to the top of today's list, a promise keeps its date, and a parked lead
// wakes.
func (t *Tracker) Reply(ctx context.Context, a Actor, target Target, channel followup.Channel, note string) (digest.Receipt, error) {
	l := Log{Lead: target.Lead, Seen: target.Seen, Channel: channel, Outcome: followup.Replied, Note: note}
	if l.Channel == "" {
		l.Channel = followup.Email
	}
	return t.Log(ctx, a, l)
}

// Close ends a lead: won, lost or never to be contacted again. Its recall is cancelled. Closing it the same way again is ErrClosed.
func (t *Tracker) Close(ctx context.Context, a Actor, target Target, next followup.NextStep) (digest.Receipt, error) {
	decide, err := closing(next)
	if err != nil {
		return digest.Receipt{}, err
	}
	return t.step(ctx, a, target, decide)
}

func closing(next followup.NextStep) (deciding, error) {
	kinds := map[followup.NextKind]followup.EventKind{
		followup.NextWon: followup.ClosedWon, followup.NextLost: followup.ClosedLost, followup.NextStop: followup.Stopped,
	}
	kind, ok := kinds[next.Kind]
	if !ok {
		return nil, fmt.Errorf("close lead: %q closes nothing", next.Kind)
	}
	return func(lead followup.Lead, _ followup.Rep, _ calendar.Date) (change, error) {
		if lead.State == followup.State(next.Kind) {
			return change{}, Refused{Why: ErrClosed, Lead: lead}
		}
		return change{kind: kind, after: follow(lead, next, nil), next: &next, event: followup.Detail{Note: next.Reason}}, nil
	}, nil
}

// step runs a use case on a lead that the person may change.
func (t *Tracker) step(ctx context.Context, a Actor, target Target, decide deciding) (digest.Receipt, error) {
	receipt, done, err := t.swiftly(ctx, a, target, func(who me, of Fresh) (change, error) { return t.decided(of.Lead, who.Rep, decide) })
	if done || err != nil {
		return receipt, err
	}
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		lead, err := t.lockOwn(ctx, tx, who, target.Lead, target.Seen)
		if err != nil {
			return digest.Receipt{}, err
		}
		if lead.State == followup.DoNotContact {
			return digest.Receipt{}, Refused{Why: ErrDoNotContact, Lead: lead}
		}
		owner, err := repOf(ctx, tx, who, lead.Workspace, lead.Owner)
		if err != nil {
			return digest.Receipt{}, err
		}
		c, err := t.decided(lead, owner, decide)
		if err != nil {
			return digest.Receipt{}, err
		}
		return t.apply(ctx, tx, a, who, lead, c)
	})
}

// decided is what happens to a lead now.
func (t *Tracker) decided(lead followup.Lead, owner followup.Rep, decide deciding) (change, error) {
	local := t.clock.Now().In(owner.Location())
	c, err := decide(lead, owner, calendar.DateOf(local))
	if err == nil {
		c.notice(lead, local)
	}
	return c, err
}
