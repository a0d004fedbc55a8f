package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// CadenceName says which cadence is meant: its key, and the variant unless the deal's value picks it. The zero value is none.
type CadenceName struct {
	Key     string
	Variant followup.Variant
	BySize  bool // the variant is the one for the deal's value, or the standard one where there is none
}

var (
	// ErrOnCadence refuses to enrol a lead that runs on a cadence: it may be switched, or stopped first.
	ErrOnCadence = errors.New("the lead runs on a cadence already")
	// ErrNoCadence says that the lead runs on none.
	ErrNoCadence = errors.New("the lead runs on no cadence")
	// ErrPaused refuses to pause what is paused until the same day.
	ErrPaused = errors.New("the cadence is paused already")
	// ErrNotPaused refuses to resume what runs.
	ErrNotPaused = errors.New("the cadence is not paused")
	// ErrNoStepFits refuses a cadence none of whose touches can be made: in none of its channels can the contact be reached.
	ErrNoStepFits = errors.New("the contact can be reached in no channel of the cadence")
)

// UnknownCadenceError says that the workspace has no such cadence, and which there are.
type UnknownCadenceError struct {
	Name  CadenceName
	Known []string // keys
}

func (e UnknownCadenceError) Error() string { return fmt.Sprintf("there is no cadence %q", e.Name.Key) }

// askAgain is after how many days it is asked whether a cadence goes on that was paused without an end.
const askAgain = 14

// StartCadence enrols a lead that the person may change; on is day 1, in the owner's calendar, zero for today. A promise that stands stays
// (G6), and the first step waits behind it. A lead that runs on one already is ErrOnCadence; a parked one wakes.
func (t *Tracker) StartCadence(ctx context.Context, a Actor, target Target, name CadenceName, on calendar.Date) (digest.Receipt, error) {
	return t.course(ctx, a, target, followup.CadenceBegan, func(tx Tx, _ me, s followup.Situation) (cadence.Suggestion, error) {
		if _, comes := s.Lead.Enrolment.Due(); comes {
			return cadence.Suggestion{}, Refused{Why: ErrOnCadence, Lead: s.Lead}
		}
		return t.beginning(ctx, tx, name, on, s)
	})
}

// SwitchCadence ends the cadence that a lead runs on and enrols it on another one; its touch number restarts.
func (t *Tracker) SwitchCadence(ctx context.Context, a Actor, target Target, name CadenceName, on calendar.Date) (digest.Receipt, error) {
	return t.course(ctx, a, target, followup.CadenceSwitched, func(tx Tx, _ me, s followup.Situation) (cadence.Suggestion, error) {
		if s.Lead.Enrolment == nil {
			return cadence.Suggestion{}, Refused{Why: ErrNoCadence, Lead: s.Lead}
		}
		return t.beginning(ctx, tx, name, on, s)
	})
}

// RestartCadence begins a lead's cadence anew, on its newest version.
func (t *Tracker) RestartCadence(ctx context.Context, a Actor, target Target, on calendar.Date) (digest.Receipt, error) {
	return t.course(ctx, a, target, followup.CadenceBegan, func(tx Tx, _ me, s followup.Situation) (cadence.Suggestion, error) {
		if s.Lead.Enrolment == nil {
			return cadence.Suggestion{}, Refused{Why: ErrNoCadence, Lead: s.Lead}
		}
		ran := s.Lead.Enrolment.Cadence
		return t.beginning(ctx, tx, CadenceName{Key: ran.Key, Variant: ran.Variant}, on, s)
	})
}

// PauseCadence freezes a lead's cadence until a date, or until somebody resumes it where the date is zero: then it is asked in two weeks.
// From its date on a pause is over by itself. Where no step comes there is nothing to freeze, and the wait for an answer goes on: ErrNoCadence.
func (t *Tracker) PauseCadence(ctx context.Context, a Actor, target Target, until calendar.Date, why string) (digest.Receipt, error) {
	return t.course(ctx, a, target, followup.CadencePaused, func(_ Tx, who me, s followup.Situation) (cadence.Suggestion, error) {
		e := s.Lead.Enrolment
		_, comes := e.Due()
		switch {
		case !comes:
			return cadence.Suggestion{}, Refused{Why: ErrNoCadence, Lead: s.Lead}
		case e.Paused != nil && e.Paused.Until == until:
			return cadence.Suggestion{}, Refused{Why: ErrPaused, Lead: s.Lead}
		case !until.IsZero() && !until.After(s.Today):
			return cadence.Suggestion{}, followup.PastDateError{Date: until, Today: s.Today}
		}
		g := cadence.Pause(s, until, because(followup.PausedByRep, s, who, why))
		if recall := s.Lead.Recall; until.IsZero() && recall.Kind == followup.Planned && !recall.ReplyOwed {
			g.Next = followup.NextStep{Kind: followup.NextRecall, On: s.Today.AddDays(askAgain)}
		}
		return g, nil
	})
}

// ResumeCadence goes on with a paused cadence: what was left of the gap counts from today.
func (t *Tracker) ResumeCadence(ctx context.Context, a Actor, target Target) (digest.Receipt, error) {
	return t.course(ctx, a, target, followup.CadenceResumed, func(_ Tx, _ me, s followup.Situation) (cadence.Suggestion, error) {
		switch e := s.Lead.Enrolment; {
		case e == nil:
			return cadence.Suggestion{}, Refused{Why: ErrNoCadence, Lead: s.Lead}
		case e.Paused == nil:
			return cadence.Suggestion{}, Refused{Why: ErrNotPaused, Lead: s.Lead}
		}
		return cadence.Resume(s), nil
	})
}

// SkipStep passes over the step that comes next; the spacing stays. Where the last one was done, it ends the wait for an answer.
func (t *Tracker) SkipStep(ctx context.Context, a Actor, target Target, why string) (digest.Receipt, error) {
	return t.course(ctx, a, target, followup.StepSkipped, func(tx Tx, who me, s followup.Situation) (cadence.Suggestion, error) {
		if s.Lead.Enrolment == nil {
			return cadence.Suggestion{}, Refused{Why: ErrNoCadence, Lead: s.Lead}
		}
		if _, comes := s.Lead.Enrolment.Due(); !comes {
			if r := s.Lead.Recall; r.Kind == followup.Promised || r.ReplyOwed { // nobody is silent (G6)
				return cadence.Stop(s), nil
			}
			return t.followed(ctx, tx, cadence.Silence(s), s)
		}
		return t.followed(ctx, tx, cadence.Skip(s, because(followup.SkippedByRep, s, who, why)), s)
	})
}

// StopCadence ends a lead's cadence. Its recall stays, as a plan of the rep's own.
func (t *Tracker) StopCadence(ctx context.Context, a Actor, target Target, why string) (digest.Receipt, error) {
	return t.course(ctx, a, target, followup.CadenceStopped, func(_ Tx, who me, s followup.Situation) (cadence.Suggestion, error) {
		if s.Lead.Enrolment == nil {
			return cadence.Suggestion{}, Refused{Why: ErrNoCadence, Lead: s.Lead}
		}
		g := cadence.Stop(s)
		g.Why = append(g.Why, because(followup.StoppedByRep, s, who, ""))
		g.Why[0].Params["cadence"] = s.Lead.Enrolment.Cadence.Label()
		return g, nil
	}, why)
}

// because is a rep's reason, in their words.
func because(code followup.ReasonCode, s followup.Situation, who me, words string) followup.Reason {
	r := followup.Reason{Code: code, Params: map[string]string{"on": s.Today.String(), "by": string(who.ID)}}
	if words = strings.TrimSpace(words); words != "" {
		r.Params["words"] = words
	}
	return r
}

// coursing decides something about a lead's cadence.
type coursing func(tx Tx, who me, s followup.Situation) (cadence.Suggestion, error)

// course runs a use case on the cadence of a lead that the person may change.
func (t *Tracker) course(
	ctx context.Context, a Actor, target Target, kind followup.EventKind, decide coursing, note ...string,
) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		lead, err := t.lockOwn(ctx, tx, who, target.Lead, target.Seen)
		if err != nil {
			return digest.Receipt{}, err
		}
		switch {
		case lead.State == followup.DoNotContact:
			return digest.Receipt{}, Refused{Why: ErrDoNotContact, Lead: lead}
		case lead.Recall == nil:
			return digest.Receipt{}, Refused{Why: ErrClosed, Lead: lead}
		}
		owner, err := repOf(ctx, tx, who, lead.Workspace, lead.Owner)
		if err != nil {
			return digest.Receipt{}, err
		}
		s := t.situationFor(kind, lead, owner)
		g, err := decide(tx, who, s)
		if err != nil {
			return digest.Receipt{}, err
		}
		c, err := coursed(kind, lead, s, g)
		if err != nil {
			return digest.Receipt{}, err
		}
		c.event.Note = strings.Join(note, "")
		return t.apply(ctx, tx, a, who, lead, c)
	})
}

// coursed is what a decision about its cadence does to a lead. A parked one stays parked unless its cadence begins or goes on.
func coursed(kind followup.EventKind, lead followup.Lead, s followup.Situation, g cadence.Suggestion) (change, error) {
	next := g.Next
	if next.Kind == "" || sleepsOn(kind, lead) {
		next = followup.NextStep{Kind: followup.NextKeep}
	}
	next = soon(kind, lead, next, s.Today)
	next, shifts, err := next.Settle(s.Today, s.Owner, s.Prospect)
	if err != nil {
		return change{}, err
	}
	reasons := append(g.Why, shifts...)
	c := change{kind: kind, after: follow(lead, next, reasons), next: &next, event: followup.Detail{Reasons: reasons}}
	if next.AtOnce { // it begins because of a signal
		c.event.Reasons = withSignals(reasons, lead.Recall)
	}
	if c.after.State.Open() {
		c.after.Enrolment = g.After
	}
	c.event.Cadence = courseOf(lead.Enrolment, c.after, next, g.Skipped)
	if e := c.after.Enrolment; e != nil && e.Paused != nil && !e.Paused.Until.IsZero() {
		c.event.Cadence.Step, c.event.Cadence.Of, _, _ = cadence.Progress(e) // it comes after the pause
	}
	if kind == followup.CadenceStopped && c.after.Recall.Kind == followup.Planned && !c.after.Recall.ReplyOwed {
		c.after.Recall.Reasons = reasons // the date stays, but no cadence is the reason for it any more
	}
	return c, nil
}

// sleepsOn reports whether a lead stays asleep through a decision about its cadence.
func sleepsOn(kind followup.EventKind, lead followup.Lead) bool {
	beside := []followup.EventKind{followup.CadencePaused, followup.StepSkipped, followup.CadenceMigrated}
	return lead.State == followup.Parked && slices.Contains(beside, kind)
}

// situationFor is where a lead stands for a decision about its cadence. That of one that stays asleep stays frozen, also on the day on which
// the lead wakes: what somebody does about the lead then wakes both.
func (t *Tracker) situationFor(kind followup.EventKind, lead followup.Lead, owner followup.Rep) followup.Situation {
	s := t.situation(lead, owner)
	if sleepsOn(kind, lead) {
		s.Lead.Enrolment = lead.Enrolment
	}
	return s
}

// courseOf is what a history remembers of a change of cadence; nil where there was none before and is none after.
func courseOf(was *followup.Enrolment, after followup.Lead, next followup.NextStep, skipped []followup.Skip) *followup.Course {
	is, left := after.Enrolment, cadence.Left(after)
	c := &followup.Course{Skipped: skipped}
	switch {
	case was == nil && is == nil:
		return nil
	case is == nil:
		c.Label, c.Version, c.Ended = was.Cadence.Label(), was.Cadence.Version, true
		return c
	case was == nil:
		c.Began = true
	case was.Cadence.Label() != is.Cadence.Label():
		c.From, c.Began = was.Cadence.Label(), true
	case was.Cadence.Version != is.Cadence.Version:
		c.Was = was.Cadence.Version
	}
	c.Label, c.Version = is.Cadence.Label(), is.Cadence.Version
	switch {
	case is.Paused != nil: // something else comes next than its step
		c.Until = is.Paused.Until
	case next.Kind == followup.NextRecall && next.Channel != "" && len(left) > 0 && !slices.Contains(left, next.Channel): // such as a note after a no-show
	default:
		c.Step, c.Of, _, _ = cadence.Progress(is)
	}
	return c
}
