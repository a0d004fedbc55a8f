package view_test

import (
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// absences are the surfaces around somebody who is away, or who left.
func (w world) absences() map[string]any {
	away, soon, cover := w.rep(), w.rep(), followup.Rep{Person: w.max()}
	away.Away = &followup.Absence{ID: 3, From: today, Until: calendar.On(2026, 5, 26), Cover: "UMAX"}
	soon.Away = &followup.Absence{ID: 3, From: calendar.On(2026, 5, 18), Until: calendar.On(2026, 5, 26)}
	back := w.rep()
	back.Away = &followup.Absence{ID: 3, From: calendar.On(2026, 5, 4), Until: calendar.On(2026, 5, 11), Cover: "UMAX"}
	promises := []followup.Lead{w.promised(1, calendar.On(2026, 5, 18))}
	for i := range w.many {
		promises = append(promises, w.promised(followup.LeadID(10+i), calendar.On(2026, 5, 19)))
	}
	said := digest.Away{
		Rep: away, Cover: w.max(), Moved: 14, First: calendar.On(2026, 5, 27), Last: calendar.On(2026, 5, 29), Event: 44, Promises: promises,
		Covering: []followup.Rep{cover}, Now: now,
	}
	alone := digest.Away{Rep: soon, Promises: promises, Now: now, Repeated: true}
	home := digest.Home{Day: w.day()}
	home.Day.Rep, home.Day.Names = away, map[followup.UserID]string{"UMAX": "Max Berg"}
	covering := w.day()
	covering.Rep = cover
	for i := range covering.Open {
		covering.Open[i].For = &away
	}
	handed := make([]digest.HandedLead, 0, len(promises))
	for _, l := range promises {
		handed = append(handed, digest.HandedLead{Lead: l, Last: w.events()[0].Detail.Touch})
	}
	handed[0].Last = nil
	ping := w.ping(w.owed(followup.Promise, 0))
	ping.Owner, ping.Cover = away, "UMAX"
	summary := w.summary(true)
	for range w.many {
		summary.Away = append(summary.Away, digest.AwayLine{Rep: away.Person, Until: away.Away.Until, Cover: "Max Berg"})
	}
	gone := followup.Person{ID: "UGONE", Name: w.person, Deleted: true}
	left := digest.Leaver{Person: gone, To: w.max(), Team: 7, Leads: promises[:min(len(promises), digest.MaxLeft)], All: len(promises), Now: now}
	noTeam, handedOver, isBack := left, left, left
	noTeam.Team, handedOver.All, isBack.Person.Deleted = 0, 0, false
	covered := digest.Uncovered{Rep: away, Cover: "Max Berg", Leads: promises, Now: now}
	offered := digest.Offered{Ping: w.ping(w.owed(followup.Promise, 5))}
	offered.Lead = w.promised(1, today)
	took, kept := offered, offered
	took.Taken = true
	kept.Owed.SettledAt, kept.Owed.How = now, followup.Done
	return map[string]any{
		"offer":            w.view.Offer(offered, "UANA"),
		"offer_cover":      w.view.Offer(offered, "UMAX"),
		"offer_done":       w.view.Offer(kept, "UANA"),
		"offer_team":       w.view.TeamOffer(offered),
		"offer_team_taken": w.view.TeamOffer(took),
		"away":             w.view.Away(said),
		"away_alone":       w.view.Away(alone),
		"away_back":        w.view.Away(digest.Away{Rep: back, Back: true, Moved: 1, First: today, Last: today, Event: 45, Now: now}),
		"away_not_going":   w.view.Away(digest.Away{Rep: w.rep(), Back: true, Now: now}),
		"away_form":        w.view.AwayModal(view.AwayForm{Rep: away, AwayInput: view.AwayInput{From: today, Until: calendar.On(2026, 5, 26), Cover: "UMAX"}}),
		"home_away":        w.view.Home(home),
		"digest_covering":  w.view.Digest(covering),
		"hand_over":        w.view.HandOver(digest.HandOver{Rep: away, To: cover, Leads: handed, Now: now}),
		"hand_over_none":   w.view.HandOver(digest.HandOver{Rep: away, To: cover, Now: now}),
		"hand_over_ended":  w.view.HandOver(digest.HandOver{Rep: back, To: cover, Ended: true, Now: now}),
		"welcome_back":     w.view.WelcomeBack(digest.Welcome{Rep: back, Cover: "Max Berg", Kept: 2, Waits: 14, From: today, Now: now}),
		"welcome_nothing":  w.view.WelcomeBack(digest.Welcome{Rep: back, From: today, Now: now}),
		"ping_covered":     w.view.Ping(ping, "UMAX"),
		"summary_away":     w.view.Summary(summary),
		"settings_away":    w.view.SettingsModal(view.SettingsForm{Rep: soon, Now: now}),
		"left":             w.view.Leaver(left),
		"left_no_team":     w.view.Leaver(noTeam),
		"left_done":        w.view.Leaver(handedOver),
		"left_back":        w.view.Leaver(isBack),
		"uncovered":        w.view.Uncovered(covered, "UANA"),
		"uncovered_theirs": w.view.Uncovered(covered, "UMAX"),
		"uncovered_done":   w.view.Uncovered(digest.Uncovered{Rep: away, Settled: true, Now: now}, "UMAX"),
	}
}
