package tracker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// AbsenceWish is when somebody says that they are away, and who covers.
type AbsenceWish struct {
	From  calendar.Date // zero: today
	Until calendar.Date // the last day
	Cover followup.UserID
}

var (
	// ErrNotAway says that there is no absence to end.
	ErrNotAway = errors.New("they are not away")
	// ErrTooLongAway refuses an absence of more than followup.LongestAbsence days.
	ErrTooLongAway = errors.New("nobody is away for so long")
	// ErrEndsBeforeItBegins refuses an absence whose last day lies before its first.
	ErrEndsBeforeItBegins = errors.New("the absence ends before it begins")
)

// CoverError refuses somebody as a cover.
type CoverError struct {
	Name string            // of the person; may be empty
	Self bool              // it is the person who goes
	Away *followup.Absence // they are away themselves meanwhile; nil: they are no full member, or no teammate
}

func (e CoverError) Error() string { return "they can't cover" }

// SayAway notes that the person is away: one absence, past or to come, takes the place of another. Planned follow-ups that fall into it move
// to the working days after it, and those that are overdue where it has begun: as one batch with one undo, which takes the absence back
// too. Promises, answers owed, wakes and echoes stay. What there is beyond mostTaken is moved by the next sweep. The same request counts
// once; the second time it tells what stands.
func (t *Tracker) SayAway(ctx context.Context, a Actor, wish AbsenceWish) (digest.Away, error) {
	return t.absence(ctx, a, func(tx Tx, who me) (followup.Rep, error) {
		after := who.Rep
		if wish.From.IsZero() {
			wish.From = who.today
		}
		switch {
		case wish.From.Before(who.today):
			return after, followup.PastDateError{Date: wish.From, Today: who.today}
		case wish.Until.Before(who.today):
			return after, followup.PastDateError{Date: wish.Until, Today: who.today}
		case wish.Until.Before(wish.From):
			return after, ErrEndsBeforeItBegins
		case wish.Until.After(wish.From.AddDays(followup.LongestAbsence)):
			return after, ErrTooLongAway
		}
		away := followup.Absence{From: wish.From, Until: wish.Until, Cover: wish.Cover}
		if before := who.Away; before.Ahead(who.today) { // another date for the same absence
			away.ID = before.ID
			if before.On(who.today) {
				away.From = before.From
			}
		}
		after.Away = &away
		return after, t.mayCover(ctx, tx, who, away)
	})
}

// ComeBack ends the person's absence, or takes one back that is to come; where there is none it is ErrNotAway. What it put off and nobody
// has touched since comes back: to when it was due, else to the first days from today on that have room.
func (t *Tracker) ComeBack(ctx context.Context, a Actor) (digest.Away, error) {
	return t.absence(ctx, a, func(_ Tx, who me) (followup.Rep, error) {
		after := who.Rep
		if !who.Away.Ahead(who.today) {
			return after, ErrNotAway
		}
		ended := *who.Away
		ended.Until = who.today.AddDays(-1)
		if before := ended.From.AddDays(-1); ended.Until.Before(before) || ended.From.After(who.today) {
			ended.Until = before
		}
		after.Away = &ended
		return after, nil
	})
}

// absence changes the person's absence to the one that decide returns, and moves what is planned accordingly.
func (t *Tracker) absence(ctx context.Context, a Actor, decide func(Tx, me) (followup.Rep, error)) (digest.Away, error) {
	var told digest.Away
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, first, err := t.begin(ctx, tx, a)
		if err != nil {
			return err
		}
		told = digest.Away{Rep: who.Rep, Now: t.clock.Now(), Repeated: !first && !a.Insists}
		if first {
			if told.Rep, err = decide(tx, who); err != nil {
				return err
			}
			if told.Event, err = t.changeAbsence(ctx, tx, a, who, &told.Rep); err != nil {
				return err
			}
		} else if told.Event, err = tx.RequestEvent(ctx, a.Workspace, a.Request); err != nil {
			return fmt.Errorf("load request: %w", err)
		}
		return t.tellAway(ctx, tx, who, &told)
	})
	return told, err
}

// changeAbsence stores the absence that rep has now, in place of the one that who had, and moves what is planned.
func (t *Tracker) changeAbsence(ctx context.Context, tx Tx, a Actor, who me, rep *followup.Rep) (followup.EventID, error) {
	stored, err := tx.SaveAbsence(ctx, rep.Workspace, rep.ID, *rep.Away, t.nextLook(*rep))
	if err != nil {
		return 0, fmt.Errorf("store absence: %w", err)
	}
	rep.Away = &stored
	was := followup.Absence{ID: stored.ID, From: stored.From, Until: stored.From.AddDays(-1)}
	if who.Away != nil && who.Away.ID == stored.ID {
		was = *who.Away
	}
	who.Rep = *rep
	event, err := t.replanAway(ctx, tx, a, who, *rep, was)
	if err != nil {
		return 0, err
	}
	return event, t.absenceChanged(ctx, tx, *rep, was)
}

// absenceChanged keeps true what follows from an absence: what the rep's leads owe, the lists and messages of those it concerns.
func (t *Tracker) absenceChanged(ctx context.Context, tx Tx, rep followup.Rep, was followup.Absence) error {
	if err := t.resync(ctx, tx, rep); err != nil {
		return err
	}
	for _, id := range slices.Compact([]followup.UserID{rep.ID, was.Cover, rep.Away.Cover}) {
		if id == "" {
			continue
		}
		if err := t.redrawDay(ctx, tx, rep.Workspace, id); err != nil {
			return err
		}
		if id == rep.ID {
			continue
		}
		if err := tx.RedrawKey(ctx, rep.Workspace, coverKey(rep.Away.ID, id)); err != nil {
			return fmt.Errorf("redraw hand-over: %w", err)
		}
	}
	return nil
}

// redrawDay has the digest and the Home of somebody drawn again. Who is no rep has none.
func (t *Tracker) redrawDay(ctx context.Context, tx Tx, w followup.WorkspaceID, id followup.UserID) error {
	rep, err := tx.Rep(ctx, w, id)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load rep: %w", err)
	}
	if err := tx.Redraw(ctx, w, id, calendar.Today(t.clock.Now(), rep.Location())); err != nil {
		return fmt.Errorf("redraw digest: %w", err)
	}
	return nil
}

// replanAway moves what the rep's absence, which was another one before, puts off or no longer does. It returns the last event, 0 where
// nothing moved.
func (t *Tracker) replanAway(ctx context.Context, tx Tx, a Actor, who me, rep followup.Rep, was followup.Absence) (followup.EventID, error) {
	today := calendar.Today(t.clock.Now(), rep.Location())
	last := today
	for _, until := range []calendar.Date{rep.Away.Until, was.Until} {
		if until.After(last) {
			last = until
		}
	}
	leads, err := tx.DueLeads(ctx, rep.Workspace, map[followup.UserID]calendar.Date{rep.ID: last.AddDays(horizon)})
	if err != nil {
		return 0, fmt.Errorf("load planned leads: %w", err)
	}
	moves := followup.PutBacks(leads, rep, today)
	if len(moves) == 0 {
		moves = followup.PutOffs(leads, rep, today)
	}
	if len(moves) > mostTaken {
		moves = moves[:mostTaken]
	}
	return t.putOff(ctx, tx, a, who, rep, was, moves)
}

// horizon is how many days after an absence it is looked how full they are.
const horizon = 60

// putOff moves recalls as one batch. Leads that changed since they were read stay where they are.
func (t *Tracker) putOff(
	ctx context.Context, tx Tx, a Actor, who me, rep followup.Rep, was followup.Absence, moves []followup.PutOffTo,
) (followup.EventID, error) {
	slices.SortFunc(moves, func(x, y followup.PutOffTo) int { return cmp.Compare(x.Lead.ID, y.Lead.ID) }) // who locks several locks in one order
	to := map[followup.LeadID]followup.PutOffTo{}
	leads := make([]followup.Lead, 0, len(moves))
	for _, m := range moves {
		lead, err := tx.LockLead(ctx, rep.Workspace, m.Lead.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return 0, fmt.Errorf("lock lead: %w", err)
		}
		seen := Seen{Recall: m.Lead.Recall.ID, Version: m.Lead.Recall.Version}
		if err == nil && lead.Owner == rep.ID && seen.current(lead) {
			leads, to[lead.ID] = append(leads, lead), m
		}
	}
	receipt, err := t.applyAll(ctx, tx, a, who, t.newBatch(leads), leads, func(l followup.Lead) (change, error) {
		return puttingOff(l, to[l.ID], was), nil
	})
	return receipt.Event.ID, err
}

// puttingOff is the change that gives a recall its new day. It is no move that counts: nobody chose the date. was is the absence as it was before.
func puttingOff(lead followup.Lead, m followup.PutOffTo, was followup.Absence) change {
	recall := *lead.Recall
	recall.Due, recall.SnoozedUntil, recall.Snoozes = m.On, nil, 0
	recall.Reasons = slices.Concat(recall.Reasons, m.Reasons)
	next := followup.NextStep{Kind: followup.NextRecall, On: m.On, At: recall.At, Channel: recall.Channel}
	after := lead
	after.Recall = &recall
	return change{
		kind: followup.PutOff, after: after, next: &next,
		event: followup.Detail{Reasons: m.Reasons, Absence: &was},
	}
}

// takeAbsenceBack makes the absence what it was before an event that put something off, where it is still the same one. It is for the person
// themselves and for who decides for them: who covers may undo what was done to their leads, but doesn't say when they are there.
func (t *Tracker) takeAbsenceBack(ctx context.Context, tx Tx, who me, e followup.Event, lead followup.Lead) error {
	if e.Detail.Absence == nil || e.Source == followup.FromRule {
		return nil
	}
	if e.By != who.ID && !who.decidesFor(e.By) {
		return ErrManagersOnly
	}
	rep, err := tx.Rep(ctx, lead.Workspace, e.By)
	if err != nil {
		return fmt.Errorf("load rep: %w", err)
	}
	if rep.Away == nil || rep.Away.ID != e.Detail.Absence.ID {
		return nil
	}
	was, restored := *rep.Away, *e.Detail.Absence
	rep.Away = &restored
	if _, err := tx.SaveAbsence(ctx, rep.Workspace, rep.ID, restored, t.nextLook(rep)); err != nil {
		return fmt.Errorf("store absence: %w", err)
	}
	return t.absenceChanged(ctx, tx, rep, was)
}

// tellAway fills in what the person is told.
func (t *Tracker) tellAway(ctx context.Context, r Reads, who me, told *digest.Away) error {
	rep := told.Rep
	today := calendar.Today(told.Now, rep.Location())
	told.Back = !rep.Away.Ahead(today)
	if told.Event != 0 {
		if err := t.addMoved(ctx, r, told); err != nil {
			return err
		}
	}
	if told.Back || rep.Away == nil {
		return nil
	}
	if rep.Away.Cover != "" {
		cover, err := r.Person(ctx, rep.Workspace, rep.Away.Cover)
		if err != nil {
			return fmt.Errorf("load cover: %w", err)
		}
		told.Cover = cover
	}
	leads, err := r.DueLeads(ctx, rep.Workspace, map[followup.UserID]calendar.Date{rep.ID: rep.Away.Until})
	if err != nil {
		return fmt.Errorf("load promises: %w", err)
	}
	told.Promises = needing(leads)
	for _, other := range who.Covers {
		if a := other.Away; a.Ahead(today) && !a.From.After(rep.Away.Until) && !a.Until.Before(rep.Away.From) {
			told.Covering = append(told.Covering, other)
		}
	}
	for i, other := range told.Covering {
		person, err := r.Person(ctx, rep.Workspace, other.ID)
		if err != nil {
			return fmt.Errorf("load who is covered: %w", err)
		}
		told.Covering[i].Person = person
	}
	return nil
}

// addMoved says how much moved, and to where, by the last event of it.
func (t *Tracker) addMoved(ctx context.Context, r Reads, told *digest.Away) error {
	e, err := r.Event(ctx, told.Rep.Workspace, told.Event)
	if errors.Is(err, ErrNotFound) {
		told.Event = 0
		return nil
	}
	if err != nil {
		return fmt.Errorf("load event: %w", err)
	}
	leads, err := r.Leads(ctx, told.Rep.Workspace, e.Detail.Batch.Leads)
	if err != nil {
		return fmt.Errorf("load leads: %w", err)
	}
	told.Moved = len(e.Detail.Batch.Leads)
	for _, l := range leads {
		if l.Recall == nil {
			continue
		}
		if told.First.IsZero() || l.Recall.Due.Before(told.First) {
			told.First = l.Recall.Due
		}
		if l.Recall.Due.After(told.Last) {
			told.Last = l.Recall.Due
		}
	}
	return nil
}

// needing are those leads that can't wait for their owner, by date.
func needing(leads []followup.Lead) []followup.Lead {
	leads = slices.DeleteFunc(leads, func(l followup.Lead) bool { return !followup.Covered(l) })
	slices.SortFunc(leads, func(a, b followup.Lead) int {
		return cmp.Or(a.Recall.Due.Compare(b.Recall.Due), cmp.Compare(a.ID, b.ID))
	})
	return leads
}
