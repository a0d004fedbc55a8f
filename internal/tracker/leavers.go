package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// leftNow has those told whom it concerns that somebody was deactivated: who decides for them, of the leads that nobody active owns now; and
// those whom they cover, with who decides for these. The same news again tells nobody.
func (t *Tracker) leftNow(ctx context.Context, tx Tx, p followup.Person) error {
	leads, _, err := tx.OpenLeads(ctx, p.Workspace, p.ID, 1)
	if err != nil {
		return fmt.Errorf("look for open leads: %w", err)
	}
	if len(leads) > 0 {
		if err := t.tellManagers(ctx, tx, p.ID, Delivery{Workspace: p.Workspace, Kind: KindLeft, Subject: string(p.ID)}); err != nil {
			return err
		}
	}
	covered, err := tx.Covered(ctx, p.Workspace, []followup.UserID{p.ID})
	if err != nil {
		return fmt.Errorf("load who is covered: %w", err)
	}
	for _, rep := range covered {
		if !rep.Away.Ahead(calendar.Today(t.clock.Now(), rep.Location())) || !rep.FullMember() {
			continue
		}
		d := Delivery{Workspace: p.Workspace, Kind: KindUncovered, Subject: absenceSubject(rep.ID, rep.Away.ID) + "/" + string(p.ID)}
		if err := t.tellManagers(ctx, tx, rep.ID, d, rep.ID); err != nil {
			return err
		}
		if err := t.redrawDay(ctx, tx, rep.Workspace, rep.ID); err != nil {
			return err
		}
	}
	return nil
}

// tellManagers enqueues a delivery for each of those who decide for somebody, and for others, once a day.
func (t *Tracker) tellManagers(ctx context.Context, tx Tx, of followup.UserID, d Delivery, others ...followup.UserID) error {
	managers, err := tx.DecidersFor(ctx, d.Workspace, of)
	if err != nil {
		return fmt.Errorf("load who decides: %w", err)
	}
	d.Due = t.clock.Now()
	for _, to := range slices.Concat(others, managers) {
		d.Recipient = string(to)
		d.Key = d.Kind + "/" + d.Subject + "/" + d.Recipient + "/" + calendar.DateOf(d.Due.UTC()).String()
		if err := tx.Enqueue(ctx, d); err != nil {
			return fmt.Errorf("tell that somebody left: %w", err)
		}
	}
	return nil
}

// Leaver returns what somebody who decides is told of a person who was deactivated.
func (t *Tracker) Leaver(ctx context.Context, w followup.WorkspaceID, gone, to followup.UserID) (digest.Leaver, error) {
	l := digest.Leaver{Now: t.clock.Now()}
	var err error
	if l.Person, err = t.store.Person(ctx, w, gone); err != nil {
		return l, err
	}
	if l.To, err = t.store.Person(ctx, w, to); err != nil {
		return l, err
	}
	if l.Leads, l.All, err = t.store.OpenLeads(ctx, w, gone, digest.MaxLeft); err != nil {
		return l, fmt.Errorf("load open leads: %w", err)
	}
	teams, err := t.store.TeamsOf(ctx, w, gone)
	if err != nil {
		return l, fmt.Errorf("load teams: %w", err)
	}
	mine, err := t.store.TeamsOf(ctx, w, to)
	if err != nil {
		return l, fmt.Errorf("load teams: %w", err)
	}
	for _, team := range slices.Concat(teams, mine) { // leads of somebody of no team are with every team's
		if l.Team == 0 && (team.Manager == to || l.To.Admin) {
			l.Team = team.ID
		}
	}
	return l, nil
}

// Uncovered returns what is told of an absence whose cover has left: that it is settled where it is over, another one has taken its place, or
// somebody else covers.
func (t *Tracker) Uncovered(ctx context.Context, w followup.WorkspaceID, subject string) (digest.Uncovered, error) {
	u := digest.Uncovered{Now: t.clock.Now()}
	absence, left := cutLast(subject)
	var err error
	u.Rep, err = t.ofAbsence(ctx, w, absence)
	if errors.Is(err, ErrNotFound) && u.Rep.ID != "" {
		u.Settled = true
		return u, nil
	}
	if err != nil {
		return u, err
	}
	u.Settled = u.Rep.Away.Cover != left || !u.Rep.Away.Ahead(calendar.Today(u.Now, u.Rep.Location()))
	cover, err := t.store.Person(ctx, w, left)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return u, fmt.Errorf("load cover: %w", err)
	}
	u.Cover = cover.Name
	leads, err := t.store.DueLeads(ctx, w, map[followup.UserID]calendar.Date{u.Rep.ID: u.Rep.Away.Until})
	if err != nil {
		return u, fmt.Errorf("load promises: %w", err)
	}
	u.Leads = needing(leads)
	return u, nil
}

// cutLast takes the user off the end of a subject.
func cutLast(subject string) (rest string, user followup.UserID) {
	i := strings.LastIndex(subject, "/")
	if i < 0 {
		return "", ""
	}
	return subject[:i], followup.UserID(subject[i+1:])
}
