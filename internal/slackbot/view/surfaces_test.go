package view_test

import (
	"maps"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// surfaces is everything the package can draw, by the name of its golden file: messages, forms and typeaheads.
func (w world) surfaces() map[string]any {
	all := map[string]any{}
	maps.Copy(all, w.days())
	maps.Copy(all, w.homes())
	maps.Copy(all, w.answers())
	maps.Copy(all, w.forms())
	maps.Copy(all, w.contactSurfaces())
	maps.Copy(all, w.mergeSurfaces())
	maps.Copy(all, w.correctSurfaces())
	maps.Copy(all, w.cadenceSurfaces())
	maps.Copy(all, w.exitSurfaces())
	maps.Copy(all, w.forgetSurfaces())
	maps.Copy(all, w.pings())
	maps.Copy(all, w.absences())
	maps.Copy(all, w.sayings())
	maps.Copy(all, w.valueSurfaces())
	maps.Copy(all, w.signals())
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
		"digest":            w.view.Digest(w.day()),
		"digest_touched":    w.view.Digest(w.touchedDay()),
		"digest_done":       w.view.Digest(w.doneDay(9)),
		"digest_folded":     w.view.Digest(w.doneDay(12)),
		"digest_snoozed":    w.view.Digest(snoozed),
		"today":             w.view.Today(w.day()),
		"today_nothing":     w.view.Today(empty),
		"today_newcomer":    w.view.Today(newcomer),
		"list":              w.view.ListModal(w.day(), 0),
		"list_last":         w.view.ListModal(w.day(), 1),
		"list_nothing":      w.view.ListModal(empty, 3),
		"card":              w.view.Card(w.card()),
		"card_others":       w.view.Card(w.othersCard(followup.Active)),
		"card_modal":        w.view.CardModal(w.card()),
		"card_modal_2":      w.view.CardModal(decided),
		"card_won":          w.view.CardModal(w.othersCard(followup.Won)),
		"card_never":        w.view.CardModal(w.othersCard(followup.DoNotContact)),
		"summary_weekly":    w.view.Summary(w.summary(false)),
		"summary_daily":     w.view.Summary(w.summary(true)),
		"summary_quiet":     w.view.Summary(quiet),
		"overdue":           w.view.OverdueModal(w.summary(false), 0),
		"overdue_last":      w.view.OverdueModal(w.summary(false), 1),
		"overdue_nothing":   w.view.OverdueModal(quiet, 0),
		"typeahead":         w.suggestions(w.lead, true),
		"typeahead_nothing": w.view.LeadOptions(nil, w.lead, false, now),
		"typeahead_empty":   w.view.LeadOptions(nil, "", false, now),
	}
}

func (w world) answers() map[string]any {
	all := w.loadSurfaces()
	for _, e := range w.events() {
		all["receipt_"+string(e.Kind)] = w.view.Receipt(w.receipt(e), "UANA")
	}
	first := w.receipt(w.events()[0])
	again := first
	again.Again, again.Repeated = true, true
	gone := w.receipt(w.events()[1])
	gone.Deleted = true
	undid := w.receipt(w.events()[10])
	undid.Event.By, undid.By, undid.Event.Detail.Undid = "UMAX", "Max Berg", followup.Logged
	handed, handedBack := w.receipt(w.events()[9]), w.receipt(w.events()[10])
	handed.Event.By, handed.By, handed.Batch = "UMAX", "Max Berg", &digest.Batch{Leads: w.many}
	handedBack.Event.By, handedBack.By, handedBack.Batch = "UMAX", "Max Berg", &digest.Batch{Leads: w.many, Left: w.left()}
	kept := w.receipt(w.events()[0])
	kept.Event.Detail.Next = &followup.NextStep{Kind: followup.NextKeep}
	kept.Lead = w.promised(1, calendar.On(2026, 5, 15))
	asked, asleep := first, first
	asked.Instead = &digest.Instead{Next: followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 26)}, Words: w.phrase()}
	asleep.Instead = &digest.Instead{Next: followup.NextStep{Kind: followup.NextPark, On: calendar.On(2026, 10, 1)}, Words: w.phrase()}
	_, ambiguous := quicklog.Parse("log acme call connected next 03/04", quicklog.Context{Now: now, Zone: berlin(), Workdays: calendar.Workdays{Week: calendar.MondayToFriday}})
	problem, _ := ambiguous.(quicklog.Problem) //nolint:errorlint // it is documented to be exactly this type
	surprising := w.receipt(w.events()[0])
	surprising.Event.Detail.Reopened = followup.Won
	surprising.Event.Detail.Dropped = &followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 14), At: clock(14, 0), Channel: followup.Call}
	surprising.Event.Detail.Next = &followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2027, 8, 2), Channel: followup.Call}
	crowd := w
	crowd.many = 200
	maps.Copy(all, map[string]any{
		"receipt_again":      w.view.Receipt(again, "UANA"),
		"receipt_others":     w.view.Receipt(first, "UMAX"),
		"receipt_gone":       w.view.Receipt(gone, "UANA"),
		"nudge":              w.view.Nudge(w.nudge()),
		"nudge_done":         w.view.Nudge(digest.Nudge{From: w.person, To: w.rep(), Now: now, Settled: []followup.Lead{w.closed(1, followup.Won)}}),
		"nudge_sent":         w.view.NudgeSent(digest.NudgeReceipt{To: w.rep(), Leads: 3, At: now, Now: now}),
		"nudge_later":        w.view.NudgeSent(digest.NudgeReceipt{To: w.rep(), Leads: 1, At: now.AddDate(0, 0, 1), Now: now}),
		"receipt_asked":      w.view.Receipt(asked, "UANA"),
		"receipt_asleep":     w.view.Receipt(asleep, "UANA"),
		"receipt_kept":       w.view.Receipt(kept, "UANA"),
		"teammate_logged":    w.view.TeammateLogged(first),
		"teammate_undid":     w.view.TeammateUndid(undid),
		"handed_over":        w.view.Receipt(handed, "UMAX"),
		"handed_back":        w.view.Receipt(handedBack, "UMAX"),
		"ask_undo_batch":     w.view.AskUndo(handed, false, "UMAX", now.AddDate(0, 0, 5).In(berlin())),
		"settings_saved":     w.view.SettingsSaved(w.rep()),
		"team_saved":         w.view.TeamSaved(w.team(true).Team, now),
		"team_hello":         w.view.TeamHello(w.team(true).Team),
		"failure":            w.view.Failure(w.person, "digest", "user_disabled"),
		"failure_other":      w.view.Failure("", "summary", w.short),
		"help":               w.view.Help(""),
		"help_log":           w.view.Help("log"),
		"help_unknown":       w.view.Help(w.short),
		"their_day":          w.view.TheirDay(w.day(), "UMAX"),
		"matches":            w.view.Matches(w.matches(), false, w.lead, 5, now.In(berlin())),
		"matches_many":       w.view.Matches(crowd.matches(), true, w.lead, 5, now.In(berlin())),
		"matches_theirs":     w.view.Matches(w.matches()[:1], false, w.lead, 5, now.In(berlin())),
		"did_you_mean":       w.view.DidYouMean(w.matches(), w.lead, 5, now.In(berlin())),
		"did_you_mean_one":   w.view.DidYouMean(w.matches()[:1], w.lead, 5, now.In(berlin())),
		"ask_undo":           w.view.AskUndo(w.receipt(w.events()[0]), false, "UANA", now.AddDate(0, 0, 5).In(berlin())),
		"ask_undo_removes":   w.view.AskUndo(w.receipt(w.events()[1]), true, "UANA", now.In(berlin())),
		"duplicates":         w.view.Duplicates(w.duplicates(), 5, now.In(berlin())),
		"problem":            view.Problem("I can't read that.", w.note, []view.Choice{{Label: w.short, Text: "log acme"}}),
		"problem_two_dates":  w.view.Misread(problem, now.In(berlin())),
		"not_saved":          w.view.NotSaved(w.note),
		"maybe_saved":        w.view.MaybeSaved(w.note),
		"stale":              w.view.Stale(w.stale(0), "UMAX", now.In(berlin())),
		"stale_yours":        w.view.Stale(w.stale(0), "UANA", now.In(berlin())),
		"stale_handed":       view.Say(w.view.StaleForm(w.stale(9), "UMIA", now.In(berlin()))),
		"stale_unknown":      w.view.Stale(view.StaleLead{Lead: w.active(1, today)}, "UMAX", now.In(berlin())),
		"passed":             w.view.Passed(w.stale(0), false, "UMAX", now.In(berlin())),
		"passed_yours":       w.view.Passed(w.stale(0), false, "UANA", now.In(berlin())),
		"passed_back":        w.view.Passed(w.stale(10), true, "UMAX", now.In(berlin())),
		"passed_back_yours":  w.view.Passed(w.stale(10), true, "UANA", now.In(berlin())),
		"open_form":          w.view.OpenForm(5),
		"welcomed":           w.view.Welcomed(w.view.OpenForm(5)),
		"refused":            view.Say(w.view.NotYours(w.active(1, today), w.person)),
		"refused_notice":     w.view.NoticeModal("Log a touch", w.view.Closed(w.closed(1, followup.Lost))),
		"refused_parked":     view.Say(w.view.Parked(w.parked(1, calendar.On(2026, 8, 12)), now.In(berlin()))),
		"refused_not_due":    view.Say(w.view.NotDue(w.promised(1, calendar.On(2026, 5, 15)), now.In(berlin()))),
		"refused_same_date":  view.Say(w.view.SameDate(w.active(1, calendar.On(2026, 5, 18)), calendar.On(2026, 5, 16), now.In(berlin()))),
		"refused_same":       view.Say(w.view.SameDate(w.active(1, calendar.On(2026, 5, 18)), calendar.On(2026, 5, 18), now.In(berlin()))),
		"snooze_too_long":    w.view.SnoozeTooLong(w.active(1, today), calendar.On(2026, 6, 11), calendar.On(2026, 8, 12), w.note, 5, now.In(berlin())),
		"receipt_surprising": w.view.Receipt(surprising, "UANA"),
		"refused_stopped":    view.Say(w.view.Stopped(w.duplicates()[0], now.AddDate(0, 0, -7), now.In(berlin()))),
		"refused_not_found":  view.Say(w.view.NotFound(w.lead)),
		"refused_not_inside": view.Say(w.view.Invite(w.short)),
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
	asked, asleep := w.logForm(followup.CallBackLater, followup.Call), w.logForm(followup.CallBackLater, followup.Call)
	asked.Suggested = followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 26), Channel: followup.Call, Promised: true}
	asked.Why = followup.Reason{Code: followup.AskedInNote, Params: map[string]string{"words": w.phrase()}}
	asked.Meta.Asked = w.phrase()
	asleep.Suggested, asleep.Why = followup.NextStep{Kind: followup.NextPark, On: calendar.On(2026, 10, 1), Park: &followup.Park{Reason: w.phrase()}}, asked.Why
	edited := planned
	edited.Meta.Edit = 7
	won := w.logForm(followup.Closed, followup.Call)
	m := w.matches()[1]
	saturday := w.rep()
	saturday.DigestOff = true
	quiet := w.reassign("")
	quiet.Leads, quiet.Summary.Reps, quiet.Summary.Without = nil, nil, nil
	choosing := w.reassign("URAB")
	choosing.Leads = nil
	return map[string]any{
		"log_empty":      w.view.LogModal(empty),
		"log_no_answer":  w.view.LogModal(w.logForm(followup.NoAnswer, followup.Call)),
		"log_interested": w.view.LogModal(w.logForm(followup.Interested, followup.Call)),
		"log_planned":    w.view.LogModal(planned),
		"log_promise":    w.view.LogModal(w.promiseForm()),
		"log_asked":      w.view.LogModal(asked),
		"log_asleep":     w.view.LogModal(asleep),
		"log_edit":       w.view.LogModal(edited),
		"log_parked":     w.view.LogModal(parked),
		"log_won":        w.view.LogModal(won),
		"log_meeting":    w.view.LogModal(w.logForm(followup.MeetingSet, followup.Call)),
		"log_lost":       w.view.LogModal(w.logForm(followup.NotInterested, followup.Email)),
		"log_picked":     w.view.LogModal(picked),
		"log_new":        w.view.LogModal(w.newLeadForm()),
		"park":           w.view.ParkModal(view.ParkForm{Lead: &m, Rep: w.rep(), Now: now}),
		"park_on": w.view.ParkModal(view.ParkForm{
			Rep: w.rep(), Now: now, Notice: w.note,
			Input: view.ParkInput{Wake: view.WakeOnDate, Park: followup.Park{Reason: w.note, Note: w.note, FirstLine: w.note}},
		}),
		"move_planned": w.view.MoveModal(view.MoveForm{Lead: w.active(1, today), Rep: w.rep(), Now: now, Promised: true, Note: w.note}),
		"move":         w.view.MoveModal(view.MoveForm{Lead: w.promised(1, today), Rep: w.rep(), Now: now, At: clock(9, 30), Channel: followup.Call}),
		"add":          w.view.AddModal(view.AddForm{Rep: w.rep(), Now: now}),
		"add_known": w.view.AddModal(view.AddForm{
			Rep: w.rep(), Now: now, Input: w.newLead(), Duplicates: w.duplicates(), Notice: w.note,
		}),
		"settings":         w.view.SettingsModal(view.SettingsForm{Rep: w.rep(), Now: now}),
		"settings_off":     w.view.SettingsModal(view.SettingsForm{Rep: saturday, Now: now}),
		"team":             w.view.TeamModal(w.team(true)),
		"team_look":        w.view.TeamModal(w.team(false)),
		"team_new":         w.view.TeamModal(view.TeamForm{ChannelName: w.short, MayEdit: true}),
		"nudge_form":       w.view.NudgeModal(w.nudgeForm()),
		"nudge_nobody":     w.view.NudgeModal(view.NudgeForm{Summary: w.summary(false), Viewer: "UMAX"}),
		"reassign":         w.view.ReassignModal(w.reassign("URAA")),
		"reassign_nobody":  w.view.ReassignModal(w.reassign("")),
		"reassign_choose":  w.view.ReassignModal(choosing),
		"reassign_nothing": w.view.ReassignModal(quiet),
	}
}
