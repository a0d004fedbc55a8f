package view_test

import (
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// backlog is laid over Tuesday to Friday: Thursday is Ascension Day, of which the world's rep has none.
func (w world) backlog() digest.Backlog {
	b := digest.Backlog{
		Rep: w.rep(), Today: today, Days: 3, PerDay: 10, Stay: 8, Promised: 2, More: w.many,
		Loads: []digest.DayLoad{{On: today, Due: 10}, {On: today.AddDays(1), Due: 10}, {On: today.AddDays(2), Due: 12}},
	}
	for i := range min(w.many, digest.MostSpread) {
		b.Moving = append(b.Moving, digest.Spreading{Lead: w.active(followup.LeadID(100+i), calendar.On(2026, 5, 8)), To: today.AddDays(1 + i%2)})
	}
	return b
}

// moved is a lead that was put off twice.
func (w world) moved() followup.Lead {
	l := w.active(1, today)
	l.Recall.Moves = 2
	return l
}

func (w world) loadSurfaces() map[string]any {
	none := w.backlog()
	none.Moving, none.Days = nil, 7
	busy, moved := w.day(), w.day()
	busy.Rep.Capacity = 4
	moved.Open = []digest.Row{{Lead: w.moved(), Section: digest.DueToday}}
	home := digest.Home{Day: busy, Loads: w.backlog().Loads}
	settings := w.rep()
	settings.Capacity = 10
	summary := w.summary(false)
	for i := range w.many {
		l := w.moved()
		l.ID, l.Recall.Moves = followup.LeadID(300+i), 3
		summary.Moved = append(summary.Moved, digest.OverdueLead{Lead: l, OwnerName: w.person})
	}
	receipt := func(k, undid followup.EventKind) view.Message {
		r := w.receipt(followup.Event{ID: 71, Lead: 1, Kind: k, By: "UANA", At: now, Detail: followup.Detail{
			Undid: undid, Until: now.AddDate(0, 0, 1), Batch: &followup.Batch{At: now},
		}})
		r.Batch = &digest.Batch{Leads: w.many, Left: w.left()}
		return w.view.Receipt(r, "UANA")
	}
	one := w.receipt(followup.Event{ID: 71, Lead: 1, Kind: followup.Spread, By: "UANA", At: now, Detail: followup.Detail{
		Next: &followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(1), Channel: followup.Call},
		Reasons: []followup.Reason{{Code: followup.DayIsFull, Params: map[string]string{
			"from": today.String(), "to": today.AddDays(1).String(), "n": "10",
		}}},
	}})
	return map[string]any{
		"spread":              w.view.SpreadModal(w.backlog(), view.Meta{}),
		"spread_none":         w.view.SpreadModal(none, view.Meta{}),
		"snooze_all":          w.view.SnoozeAllModal(busy, view.Meta{}),
		"snooze_all_none":     w.view.SnoozeAllModal(digest.Day{Rep: w.rep(), Date: today, Now: now}, view.Meta{}),
		"digest_busy":         w.view.Digest(busy),
		"digest_moved":        w.view.Digest(moved),
		"home_busy":           w.view.Home(home),
		"settings_capacity":   w.view.SettingsModal(view.SettingsForm{Rep: settings, Now: now}),
		"summary_moved":       w.view.Summary(summary),
		"receipt_spread_one":  w.view.Receipt(one, "UANA"),
		"receipt_spread":      receipt(followup.Spread, ""),
		"receipt_spread_back": receipt(followup.Undone, followup.Spread),
		"receipt_snoozed_all": receipt(followup.Snoozed, ""),
		"receipt_snooze_back": receipt(followup.Undone, followup.Snoozed),
		"move_decide":         w.view.MoveModal(view.MoveForm{Lead: w.moved(), Rep: w.rep(), Now: now, Note: w.note}),
		"ask_decision": w.view.AskDecision(w.moved(), followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 15)}, w.note, 5,
			now.In(berlin())),
		"give":               w.view.GiveModal(view.Meta{}, w.moved()),
		"refused_spread":     view.Say(w.view.NothingToSpread()),
		"refused_spread_how": view.Say(w.view.SpreadHow()),
		"refused_teammate":   view.Say(w.view.NotATeammate(w.person)),
	}
}
