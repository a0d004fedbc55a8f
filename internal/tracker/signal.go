package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Signal notes that something happened about a lead that the person can see: the lead is due today, and wakes where it was parked; a promise
// keeps its date. The owner is told of what somebody else noted: pinged at once where the signal is hot. That they replied is Reply. A
// closed lead is ErrClosed: a touch opens it again. The receipt offers a cadence where none runs.
func (t *Tracker) Signal(ctx context.Context, a Actor, target Target, kind followup.SignalKind, note string) (digest.Receipt, error) {
	if !kind.Valid() {
		return digest.Receipt{}, fmt.Errorf("signal %q: %w", kind, ErrNotFound)
	}
	if kind == followup.SignalReply {
		return t.Reply(ctx, a, target, "", note)
	}
	receipt, err := t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		of, err := t.leadToLog(ctx, tx, a, who, Log{Lead: target.Lead, Seen: target.Seen})
		if err != nil {
			return digest.Receipt{}, err
		}
		if of.Lead.Recall == nil {
			return digest.Receipt{}, Refused{Why: ErrClosed, Lead: of.Lead}
		}
		owner, err := repOf(ctx, tx, who, of.Lead.Workspace, of.Lead.Owner)
		if err != nil {
			return digest.Receipt{}, err
		}
		came := followup.Came{Signal: followup.Signal{Kind: kind, Note: note, At: t.clock.Now()}, By: who.ID}
		c, err := signalled(came, t.situation(of.Lead, owner))
		if err != nil {
			return digest.Receipt{}, err
		}
		receipt, err := t.apply(ctx, tx, a, who, of.Lead, c)
		if err != nil || kind.Hot() { // then the ping tells it
			return receipt, err
		}
		return receipt, t.tellOwner(ctx, tx, receipt, who)
	})
	if err != nil {
		return receipt, err
	}
	if begin, err := t.offered(ctx, a, receipt.Lead); err == nil { // else it is not offered: the signal is stored
		receipt.Begin = begin
	}
	return receipt, nil
}

// signalled is what a signal does to an open lead.
func signalled(came followup.Came, s followup.Situation) (change, error) {
	lead := s.Lead
	g := cadence.Signal(came, s)
	next, shifts, err := g.Next.Settle(s.Today, s.Owner, s.Prospect)
	if err != nil {
		return change{}, err
	}
	reasons := slices.Concat(shifts, g.Why)
	after := follow(lead, next, reasons)
	if next.Kind == followup.NextKeep {
		after.Recall.Reasons = slices.Concat(after.Recall.Reasons, g.Why)
		after.Recall.SnoozedUntil, after.Recall.Snoozes = nil, 0 // it is to be seen
	}
	after.Enrolment = g.After
	return change{
		kind: followup.Signalled, after: after, next: &next,
		event: followup.Detail{Signal: &came.Signal, Reasons: reasons, Cadence: courseOf(lead.Enrolment, after, next, nil)},
		again: slices.ContainsFunc(lead.Recall.Came(), func(c followup.Came) bool {
			return c.Kind == came.Kind && c.By == came.By && c.Note == came.Note && came.At.Sub(c.At) < repeatedWithin
		}),
	}, nil
}

// offered is the cadence that suits a lead on which none runs; nil where one does, or only somebody else may start it.
func (t *Tracker) offered(ctx context.Context, a Actor, lead followup.Lead) (*followup.Cadence, error) {
	if _, comes := lead.Enrolment.Due(); comes || !lead.State.Open() || t.MayChange(ctx, a, lead) != nil {
		return nil, nil //nolint:nilnil // no offer is no error
	}
	return t.SuggestCadence(ctx, a, lead.ID)
}

// withSignals adds to the reasons of a new recall the signals that stand on the one before it: the newest signal is the last reason.
func withSignals(reasons []followup.Reason, before *followup.Recall) []followup.Reason {
	standing := before.SignalReasons()
	switch newest := (&followup.Recall{Reasons: reasons}).Came(); {
	case len(standing) == 0:
		return reasons
	case len(newest) > 0:
		return slices.Concat(standing, reasons)
	default:
		return slices.Concat(reasons, standing)
	}
}

// actedOn is a lead about to follow a touch: one of ours is what its signals asked for.
func actedOn(lead followup.Lead, touch *followup.Touch) followup.Lead {
	if !touch.Outcome.Outbound(touch.Channel) {
		return lead
	}
	return lead.Acted(touch.At)
}

// answered is the lead after an answer of theirs: a hot signal, unless an earlier one waits still.
func answered(before, after followup.Lead, at time.Time, owner followup.Rep) followup.Lead {
	waits := slices.ContainsFunc(before.Recall.Came(), func(c followup.Came) bool { return c.Kind == followup.SignalReply })
	if waits || after.Recall == nil || !after.Recall.ReplyOwed {
		return after
	}
	r := *after.Recall
	r.Reasons = slices.DeleteFunc(slices.Clone(r.Reasons), func(w followup.Reason) bool { return w.Code == followup.TheyReplied })
	r.Reasons = append(r.Reasons, followup.Answered(at, owner.Location()))
	after.Recall = &r
	return after
}

// soon brings the first step of a cadence forward to today where a signal stands: what begins because of it isn't put off by a rule.
func soon(kind followup.EventKind, lead followup.Lead, next followup.NextStep, today calendar.Date) followup.NextStep {
	begins := []followup.EventKind{followup.CadenceBegan, followup.CadenceSwitched, followup.CadenceResumed}
	if lead.Recall.Signalled() && next.Kind == followup.NextRecall && !next.Promised && slices.Contains(begins, kind) && next.On == today {
		next.AtOnce = true
	}
	return next
}

// signalOf is the hot signal for which a touch is owed; zero where that was taken back, and for what else is owed.
func (t *Tracker) signalOf(ctx context.Context, o followup.Obligation) (followup.Came, error) {
	if o.Kind != followup.HotTouch || o.Event == 0 {
		return followup.Came{}, nil
	}
	e, err := t.store.Event(ctx, o.Workspace, o.Event)
	switch touch := e.Detail.Touch; {
	case errors.Is(err, ErrNotFound):
		return followup.Came{}, nil
	case err != nil:
		return followup.Came{}, fmt.Errorf("load signal: %w", err)
	case e.Detail.Signal != nil:
		return followup.Came{Signal: *e.Detail.Signal, By: e.By}, nil
	case touch != nil:
		return followup.Came{Signal: followup.Signal{Kind: followup.SignalReply, Note: touch.Note, At: touch.At}, By: e.By}, nil
	default:
		return followup.Came{}, nil
	}
}
