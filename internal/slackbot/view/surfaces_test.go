package view_test

import (
	"maps"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// surfaces is everything the package can draw, by the name of its golden file: messages, forms and typeaheads.
func (w world) surfaces() map[string]any {
	all := map[string]any{}
	maps.Copy(all, w.days())
	maps.Copy(all, w.answers())
	maps.Copy(all, w.forms())
	return all
}

func (w world) days() map[string]any {
	empty := w.doneDay(0)
	newcomer := empty
	newcomer.FirstTime = true
	snoozed := empty
	snoozed.Snoozed = 2
	decided := w.card()
	decided.Page = 1
	quiet := w.summary(false)
	quiet.Reps, quiet.Oldest, quiet.Without, quiet.Wins, quiet.Buckets = nil, nil, nil, nil, [4]int{}
	return map[string]any{
		"digest":            view.Digest(w.day()),
		"digest_done":       view.Digest(w.doneDay(9)),
		"digest_folded":     view.Digest(w.doneDay(12)),
		"digest_snoozed":    view.Digest(snoozed),
		"today":             view.Today(w.day()),
		"today_nothing":     view.Today(empty),
		"today_newcomer":    view.Today(newcomer),
		"list":              view.ListModal(w.day(), 0),
		"list_last":         view.ListModal(w.day(), 1),
		"list_nothing":      view.ListModal(empty, 3),
		"card":              view.Card(w.card()),
		"card_others":       view.Card(w.othersCard(followup.Active)),
		"card_modal":        view.CardModal(w.card()),
		"card_modal_2":      view.CardModal(decided),
		"card_won":          view.CardModal(w.othersCard(followup.Won)),
		"card_never":        view.CardModal(w.othersCard(followup.DoNotContact)),
		"summary_weekly":    view.Summary(w.summary(false)),
		"summary_daily":     view.Summary(w.summary(true)),
		"summary_quiet":     view.Summary(quiet),
		"overdue":           view.OverdueModal(w.summary(false), 0),
		"overdue_last":      view.OverdueModal(w.summary(false), 1),
		"overdue_nothing":   view.OverdueModal(quiet, 0),
		"typeahead":         w.suggestions(w.lead, true),
		"typeahead_nothing": view.LeadOptions(nil, w.lead, false, now),
		"typeahead_empty":   view.LeadOptions(nil, "", false, now),
	}
}

func (w world) answers() map[string]any {
	all := map[string]any{}
	for _, e := range w.events() {
		all["receipt_"+string(e.Kind)] = view.Receipt(w.receipt(e), "UANA")
	}
	first := w.receipt(w.events()[0])
	again := first
	again.Again, again.Repeated = true, true
	gone := w.receipt(w.events()[1])
	gone.Deleted = true
	kept := w.receipt(w.events()[0])
	kept.Event.Detail.Next = &followup.NextStep{Kind: followup.NextKeep}
	kept.Lead = w.promised(1, calendar.On(2026, 5, 15))
	_, ambiguous := quicklog.Parse("log acme call connected next 03/04", quicklog.Context{Now: now, Zone: berlin(), Week: calendar.MondayToFriday})
	problem, _ := ambiguous.(quicklog.Problem) //nolint:errorlint // it is documented to be exactly this type
	crowd := w
	crowd.many = 200
	maps.Copy(all, map[string]any{
		"receipt_again":      view.Receipt(again, "UANA"),
		"receipt_others":     view.Receipt(first, "UMAX"),
		"receipt_gone":       view.Receipt(gone, "UANA"),
		"receipt_kept":       view.Receipt(kept, "UANA"),
		"teammate_logged":    view.TeammateLogged(first),
		"handed_over":        view.HandedOver(first, 3),
		"settings_saved":     view.SettingsSaved(w.rep()),
		"team_saved":         view.TeamSaved(w.team(true).Team, now),
		"team_hello":         view.TeamHello(w.team(true).Team),
		"failure":            view.Failure(w.person, "digest", "user_disabled"),
		"failure_other":      view.Failure("", "summary", w.short),
		"help":               view.Help(""),
		"help_log":           view.Help("log"),
		"matches":            view.Matches(w.matches(), false, w.lead, 5, now.In(berlin())),
		"matches_many":       view.Matches(crowd.matches(), true, w.lead, 5, now.In(berlin())),
		"matches_theirs":     view.Matches(w.matches()[:1], false, w.lead, 5, now.In(berlin())),
		"ask_undo":           view.AskUndo(w.receipt(w.events()[0]), false, "UANA", now.AddDate(0, 0, 5).In(berlin())),
		"ask_undo_removes":   view.AskUndo(w.receipt(w.events()[1]), true, "UANA", now.In(berlin())),
		"duplicates":         view.Duplicates(w.duplicates(), 5, now.In(berlin())),
		"problem":            view.Problem("I can't read that.", w.note, []view.Choice{{Label: w.short, Text: "log acme"}}),
		"problem_two_dates":  view.Misread(problem, now.In(berlin())),
		"not_saved":          view.NotSaved(w.note),
		"stale":              view.Stale(w.active(1, today), w.events()[0], w.person, now.In(berlin())),
		"stale_unknown":      view.Stale(w.active(1, today), followup.Event{}, "", now.In(berlin())),
		"open_form":          view.OpenForm(w.note, 5),
		"refused":            view.Say(view.NotYours(w.active(1, today), w.person)),
		"refused_notice":     view.NoticeModal("Log a touch", view.Closed(w.closed(1, followup.Lost))),
		"refused_not_found":  view.Say(view.NotFound(w.lead)),
		"refused_not_inside": view.Say(view.Invite(w.short)),
	})
	return all
}

func (w world) forms() map[string]any {
	empty := view.LogForm{Rep: w.rep(), Now: now}
	picked := w.logForm(followup.Sent, followup.Email)
	picked.Meta.Pick = true
	planned := w.logForm(followup.NoAnswer, followup.Call)
	planned.Input.Next = view.NextInput{Kind: followup.NextRecall, On: calendar.On(2026, 5, 20), At: clock(9, 0), Channel: followup.Email}
	parked := w.logForm(followup.NotNow, followup.Call)
	parked.Input.Next = view.NextInput{Kind: followup.NextPark, Wake: view.WakeOnDate, On: calendar.On(2027, 1, 4), Park: followup.Park{Reason: w.note, Note: w.note, FirstLine: w.note}}
	won := w.logForm(followup.Closed, followup.Call)
	m := w.matches()[1]
	saturday := w.rep()
	saturday.DigestOff = true
	quiet := w.reassign("")
	quiet.Leads, quiet.Summary.Reps, quiet.Summary.Without = nil, nil, nil
	choosing := w.reassign("URAB")
	choosing.Leads = nil
	return map[string]any{
		"log_empty":      view.LogModal(empty),
		"log_no_answer":  view.LogModal(w.logForm(followup.NoAnswer, followup.Call)),
		"log_interested": view.LogModal(w.logForm(followup.Interested, followup.Call)),
		"log_planned":    view.LogModal(planned),
		"log_promise":    view.LogModal(w.promiseForm()),
		"log_parked":     view.LogModal(parked),
		"log_won":        view.LogModal(won),
		"log_meeting":    view.LogModal(w.logForm(followup.MeetingSet, followup.Call)),
		"log_lost":       view.LogModal(w.logForm(followup.NotInterested, followup.Email)),
		"log_picked":     view.LogModal(picked),
		"log_new":        view.LogModal(w.newLeadForm()),
		"park":           view.ParkModal(view.ParkForm{Lead: &m, Rep: w.rep(), Now: now}),
		"park_on": view.ParkModal(view.ParkForm{
			Rep: w.rep(), Now: now, Notice: w.note,
			Input: view.ParkInput{Wake: view.WakeOnDate, Park: followup.Park{Reason: w.note, Note: w.note, FirstLine: w.note}},
		}),
		"move_planned": view.MoveModal(view.MoveForm{Lead: w.active(1, today), Rep: w.rep(), Now: now, Promised: true, Note: w.note}),
		"move":         view.MoveModal(view.MoveForm{Lead: w.promised(1, today), Rep: w.rep(), Now: now, At: clock(9, 30), Channel: followup.Call}),
		"add":          view.AddModal(view.AddForm{Rep: w.rep(), Now: now}),
		"add_known": view.AddModal(view.AddForm{
			Rep: w.rep(), Now: now, Input: w.newLead(), Duplicates: w.duplicates(), Notice: w.note,
		}),
		"settings":         view.SettingsModal(view.SettingsForm{Rep: w.rep(), Now: now}),
		"settings_off":     view.SettingsModal(view.SettingsForm{Rep: saturday, Now: now}),
		"team":             view.TeamModal(w.team(true)),
		"team_look":        view.TeamModal(w.team(false)),
		"team_new":         view.TeamModal(view.TeamForm{ChannelName: w.short, MayEdit: true}),
		"reassign":         view.ReassignModal(w.reassign("URAA")),
		"reassign_nobody":  view.ReassignModal(w.reassign("")),
		"reassign_choose":  view.ReassignModal(choosing),
		"reassign_nothing": view.ReassignModal(quiet),
	}
}
