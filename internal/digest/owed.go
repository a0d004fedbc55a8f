package digest

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Ping is what a ping is about, as it stands now.
type Ping struct {
	Owed  followup.Obligation
	Lead  followup.Lead
	Owner followup.Rep // the lead's, now
	Now   time.Time

	Cover followup.UserID // who looks after it while the owner is away; empty: the owner

	Last   *followup.Touch // the newest touch that stands; nil: none
	Heard  *followup.Touch // of a recap: the conversation
	Signal followup.Came   // of the touch for a hot signal: the signal
	By     *followup.Event // what settled it; nil: it is open, or no event did
	Names  map[followup.UserID]string
	Say    *Saying // of a recap and a reminder: what to send; nil: nothing
}

// Kept are promises whose day has come: how many were kept on it, of how many.
type Kept struct {
	Kept, Of int
}

// Percent is the share of promises kept; there is none where Of is 0.
func (k Kept) Percent() int { return (k.Kept*100 + k.Of/2) / max(k.Of, 1) }

// CountKept counts promises as of a date.
func CountKept(promises []followup.Obligation, today calendar.Date) Kept {
	var k Kept
	for _, p := range promises {
		kept, counts := p.Kept(today)
		if counts {
			k.Of++
		}
		if kept {
			k.Kept++
		}
	}
	return k
}

// WithOwed adds what is owed to the rows of a day: to the lead's row where it has one, else as a row of its own. leads are those without
// a row, of this rep or another. Snoozed ones stay hidden, and what is somebody else's by now.
func WithOwed(rows []Row, owed []followup.Obligation, leads []followup.Lead, now time.Time) []Row {
	for _, l := range leads {
		owes := slices.ContainsFunc(owed, func(o followup.Obligation) bool { return o.Lead == l.ID && o.Owner == l.Owner })
		if owes && l.State == followup.Active && l.Recall != nil && !l.Recall.Hidden(now) {
			rows = append(rows, Row{Lead: l, Section: RecapOwed, Beside: true})
		}
	}
	for i, r := range rows {
		for _, o := range owed {
			if o.Lead != r.Lead.ID {
				continue
			}
			rows[i].Owed = append(rows[i].Owed, o)
			if r.Beside && o.Kind == followup.HotTouch {
				rows[i].Section = SignalWaits
			}
		}
	}
	slices.SortFunc(rows, compare)
	return rows
}
