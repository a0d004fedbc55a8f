package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Summary returns what the team's channel is told on a date. Counts come from the same rows as the list they count.
func (t *Tracker) Summary(ctx context.Context, w followup.WorkspaceID, id followup.TeamID, daily bool) (digest.Summary, error) {
	team, err := t.store.Team(ctx, w, id)
	if err != nil {
		return digest.Summary{}, fmt.Errorf("load team: %w", err)
	}
	now := t.clock.Now()
	s := digest.Summary{Team: team, Date: calendar.Today(now, team.Location()), Now: now, Daily: daily}
	people, err := t.store.People(ctx, w, append(slices.Clone(team.Members), team.Manager))
	if err != nil {
		return s, fmt.Errorf("load members: %w", err)
	}
	s.Manager = people[team.Manager].Name
	reps, err := t.addReps(ctx, &s)
	if err != nil {
		return s, err
	}
	hot, err := t.store.HotTouches(ctx, w, team.Members, now.AddDate(0, 0, -week))
	if err != nil {
		return s, fmt.Errorf("load hot signals: %w", err)
	}
	s.Hot = digest.CountHot(hot, reps, now)
	without, err := t.store.Ownerless(ctx, w, id, 100)
	if err != nil {
		return s, fmt.Errorf("load leads without an owner: %w", err)
	}
	if s.Without, err = t.named(ctx, w, without); err != nil {
		return s, err
	}
	moved, err := t.store.MovedLeads(ctx, w, team.Members, followup.DecideAfter+1, 100)
	if err != nil {
		return s, fmt.Errorf("load leads moved again and again: %w", err)
	}
	if s.Moved, err = t.named(ctx, w, moved); err != nil {
		return s, err
	}
	since := now.AddDate(0, 0, -week)
	if s.Wins, err = t.store.Wins(ctx, w, team.Members, since); err != nil {
		return s, fmt.Errorf("load wins: %w", err)
	}
	if s.Touches, s.Meetings, err = t.store.CountTouches(ctx, w, team.Members, since); err != nil {
		return s, fmt.Errorf("count touches: %w", err)
	}
	if s.NoShows, err = t.store.CountNoShows(ctx, w, team.Members, since); err != nil {
		return s, fmt.Errorf("count no-shows: %w", err)
	}
	if s.Echoes, err = t.store.CountEchoes(ctx, w, team.Members, now.AddDate(0, 0, -4*week)); err != nil {
		return s, fmt.Errorf("count answers to break-ups: %w", err)
	}
	s.Kept, err = t.kept(ctx, w, team.Members, s.Date.AddDays(-week), s.Date, s.Date)
	return s, err
}

// addReps fills in the table and the overdue leads, worst first, and returns the reps who work.
func (t *Tracker) addReps(ctx context.Context, s *digest.Summary) (map[followup.UserID]followup.Rep, error) {
	reps := map[followup.UserID]followup.Rep{}
	upTo := map[followup.UserID]calendar.Date{}
	var away []followup.Rep
	for _, id := range s.Team.Members {
		rep, err := t.store.Rep(ctx, s.Team.Workspace, id)
		if err != nil {
			return nil, fmt.Errorf("load rep: %w", err)
		}
		if !rep.FullMember() {
			continue
		}
		if !rep.AwayAt(s.Now) {
			reps[id], upTo[id] = rep, calendar.Today(s.Now, rep.Location())
			continue
		}
		line, err := t.awayLine(ctx, rep)
		if err != nil {
			return nil, err
		}
		s.Away = append(s.Away, line)
		away, upTo[id] = append(away, rep), calendar.Today(s.Now, rep.Location())
	}
	leads, err := t.store.DueLeads(ctx, s.Team.Workspace, upTo)
	if err != nil {
		return nil, fmt.Errorf("load due leads: %w", err)
	}
	byOwner := map[followup.UserID][]followup.Lead{}
	for _, l := range leads {
		byOwner[l.Owner] = append(byOwner[l.Owner], l)
	}
	late, err := t.coveredLate(ctx, *s, away, byOwner)
	if err != nil {
		return nil, err
	}
	for id, rep := range reps {
		line, overdue := tally(rep, byOwner[id], upTo[id])
		covered := late[id]
		delete(late, id)
		s.Reps = append(s.Reps, withOverdue(line, covered))
		s.Oldest = append(append(s.Oldest, overdue...), covered...)
	}
	for _, rep := range away { // whom nobody of the team stands in for
		if alone := late[rep.ID]; len(alone) > 0 {
			s.Reps = append(s.Reps, withOverdue(digest.RepLine{Rep: rep.Person}, alone))
			s.Oldest = append(s.Oldest, alone...)
		}
	}
	for _, l := range s.Oldest {
		s.Buckets[digest.BucketOf(l.Days)]++
	}
	slices.SortFunc(s.Reps, worstFirst)
	slices.SortFunc(s.Oldest, func(a, b digest.OverdueLead) int {
		return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(a.Lead.ID, b.Lead.ID))
	})
	return reps, nil
}

// tally makes one rep's line of the table and lists their overdue leads. today is the rep's own.
func tally(rep followup.Rep, leads []followup.Lead, today calendar.Date) (digest.RepLine, []digest.OverdueLead) {
	line := digest.RepLine{Rep: rep.Person}
	var overdue []digest.OverdueLead
	for _, l := range leads {
		if days := rep.OverdueDays(*l.Recall, today); days > 0 {
			overdue = append(overdue, digest.OverdueLead{Lead: l, OwnerName: rep.Name, Days: days})
		} else {
			line.DueToday++
		}
	}
	return withOverdue(line, overdue), overdue
}

// withOverdue adds overdue leads to a line.
func withOverdue(line digest.RepLine, overdue []digest.OverdueLead) digest.RepLine {
	risk := slices.Clone(line.AtRisk)
	for _, o := range overdue {
		line.Overdue++
		line.OldestDays = max(line.OldestDays, o.Days)
		if o.Lead.Recall.Kind == followup.Promised {
			line.PromisesMissed++
		}
		if o.Lead.Value != nil {
			risk = append(risk, *o.Lead.Value)
		}
	}
	line.AtRisk = followup.Sum(risk...)
	return line
}

// awayLine is the line of a rep who is away: what is planned waits for them and is not counted, because nobody is
// late with it; a promise doesn't wait, see coveredLate.
func (t *Tracker) awayLine(ctx context.Context, rep followup.Rep) (digest.AwayLine, error) {
	line := digest.AwayLine{Rep: rep.Person, Until: rep.Away.Until}
	if rep.Away.Cover == "" {
		return line, nil
	}
	cover, err := t.store.Person(ctx, rep.Workspace, rep.Away.Cover)
	if err != nil {
		return line, fmt.Errorf("load cover: %w", err)
	}
	line.Cover = cover.Name
	return line, nil
}

func worstFirst(a, b digest.RepLine) int {
	return cmp.Or(
		cmp.Compare(b.PromisesMissed, a.PromisesMissed),
		cmp.Compare(b.OldestDays, a.OldestDays),
		cmp.Compare(b.Overdue, a.Overdue),
		cmp.Compare(a.Rep.Name, b.Rep.Name),
	)
}

func (t *Tracker) named(ctx context.Context, w followup.WorkspaceID, leads []followup.Lead) ([]digest.OverdueLead, error) {
	people, err := t.store.People(ctx, w, owners(leads))
	if err != nil {
		return nil, fmt.Errorf("load owners: %w", err)
	}
	named := make([]digest.OverdueLead, 0, len(leads))
	for _, l := range leads {
		named = append(named, digest.OverdueLead{Lead: l, OwnerName: people[l.Owner].Name})
	}
	return named, nil
}

// OverdueFor returns the team's summary to somebody who decides for the team; others get ErrManagersOnly.
func (t *Tracker) OverdueFor(ctx context.Context, a Actor, id followup.TeamID) (digest.Summary, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Summary{}, err
	}
	s, err := t.Summary(ctx, a.Workspace, id, false)
	if err != nil {
		return digest.Summary{}, err
	}
	if !who.manages(s.Team) {
		return digest.Summary{}, Refused{Why: ErrManagersOnly, Name: s.Manager}
	}
	return s, nil
}
