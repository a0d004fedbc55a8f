package postgres

import (
	"context"
	"fmt"
	"sync"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// enrolmentRow is where a lead stands in its cadence, as leads.enrolment and events.before keep it. It has names of its own, as leadBefore
// does: a field may be added, none renamed.
type enrolmentRow struct {
	Cadence followup.CadenceID `json:"cadence,omitempty"` // of a snapshot; 0: it ran on none
	Began   calendar.Date      `json:"began,omitzero"`
	Step    int                `json:"step,omitempty"`
	Made    []followup.Channel `json:"made,omitempty"`
	LastOn  calendar.Date      `json:"last_on,omitzero"`
	Touches int                `json:"touches,omitempty"`
	Calls   int                `json:"calls,omitempty"`
	Skipped []skipRow          `json:"skipped,omitempty"`
	Paused  *pauseRow          `json:"paused,omitempty"`
}

type skipRow struct {
	Step int          `json:"step"`
	Why  reasonBefore `json:"why"`
}

type pauseRow struct {
	On    calendar.Date `json:"on"`
	Until calendar.Date `json:"until,omitzero"`
	Left  int           `json:"left,omitempty"`
	Why   reasonBefore  `json:"why"`
}

func enrolmentOf(e *followup.Enrolment) *enrolmentRow {
	if e == nil {
		return nil
	}
	r := &enrolmentRow{
		Cadence: e.Cadence.ID, Began: e.Began, Step: e.Step, Made: e.Made, LastOn: e.LastOn, Touches: e.Touches, Calls: e.Calls,
		Skipped: orNone(mapped(e.Skipped, func(s followup.Skip) skipRow { return skipRow{Step: s.Step, Why: reasonBefore(s.Why)} })),
	}
	if p := e.Paused; p != nil {
		r.Paused = &pauseRow{On: p.On, Until: p.Until, Left: p.Left, Why: reasonBefore(p.Why)}
	}
	return r
}

func (r *enrolmentRow) toDomain(on *followup.Cadence) *followup.Enrolment {
	if r == nil || on == nil {
		return nil
	}
	e := &followup.Enrolment{
		Cadence: on, Began: r.Began, Step: r.Step, Made: orNone(r.Made), LastOn: r.LastOn, Touches: r.Touches, Calls: r.Calls,
		Skipped: orNone(mapped(r.Skipped, func(s skipRow) followup.Skip { return followup.Skip{Step: s.Step, Why: followup.Reason(s.Why)} })),
	}
	if p := r.Paused; p != nil {
		e.Paused = &followup.Pause{On: p.On, Until: p.Until, Left: p.Left, Why: followup.Reason(p.Why)}
	}
	return e
}

// columns are leads.cadence_id and leads.enrolment; the number of the cadence stands in its own column alone.
func (r *enrolmentRow) columns() (*followup.CadenceID, *document[enrolmentRow]) {
	if r == nil {
		return nil, nil
	}
	stands := *r
	stands.Cadence = 0
	return &r.Cadence, &document[enrolmentRow]{stands}
}

// shelf keeps the versions of cadences that were loaded: they never change. One that a transaction made and took back stays in it; its
// number is given to no other.
type shelf struct {
	mu   sync.RWMutex
	byID map[shelfKey]*followup.Cadence
}

type shelfKey struct {
	w  followup.WorkspaceID
	id followup.CadenceID
}

func (s *shelf) get(w followup.WorkspaceID, id followup.CadenceID) *followup.Cadence {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.byID[shelfKey{w, id}]
}

func (s *shelf) put(w followup.WorkspaceID, all []*followup.Cadence) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range all {
		s.byID[shelfKey{w, c.ID}] = c
	}
}

// enrolled gives rows of leads the cadences that they run on: from memory, and in one more query those that are seen for the first time.
// A closed lead runs on none, whatever a program that doesn't know of cadences left there.
func (s queries) enrolled(ctx context.Context, rows ...*leadRow) error {
	missing := map[followup.WorkspaceID][]followup.CadenceID{}
	for _, r := range rows {
		if r.CadenceID == nil || !r.State.Open() {
			continue
		}
		if r.cadence = s.shelf.get(r.Workspace, *r.CadenceID); r.cadence == nil {
			missing[r.Workspace] = append(missing[r.Workspace], *r.CadenceID)
		}
	}
	for w, ids := range missing {
		if err := s.fetch(ctx, w, ids); err != nil {
			return err
		}
	}
	for _, r := range rows {
		if r.CadenceID != nil && r.State.Open() && r.cadence == nil {
			r.cadence = s.shelf.get(r.Workspace, *r.CadenceID)
		}
	}
	return nil
}

// By primary key.
const sqlCadencesByID = `
select ` + cadenceColumns + `
from cadences
where workspace_id = $1
and id = any($2)`

func (s queries) fetch(ctx context.Context, w followup.WorkspaceID, ids []followup.CadenceID) error {
	var rows []cadenceRow
	if err := s.q.SelectContext(ctx, &rows, sqlCadencesByID, w, pq.Array(ids)); err != nil {
		return failed("load cadences", err)
	}
	s.shelf.put(w, mapped(rows, cadenceRow.toDomain))
	return nil
}

// cadence returns one version.
func (s queries) cadence(ctx context.Context, w followup.WorkspaceID, id followup.CadenceID) (*followup.Cadence, error) {
	if known := s.shelf.get(w, id); known != nil {
		return known, nil
	}
	if err := s.fetch(ctx, w, []followup.CadenceID{id}); err != nil {
		return nil, err
	}
	if known := s.shelf.get(w, id); known != nil {
		return known, nil
	}
	return nil, fmt.Errorf("load cadence: %w", tracker.ErrNotFound)
}
