package view_test

import (
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

func (w world) forgetSurfaces() map[string]any {
	asked := now.AddDate(0, 0, -9)
	here := now.In(berlin())
	form := func(l followup.Lead, traces digest.Traces, asked time.Time, known int, also ...digest.Match) any {
		return w.view.ForgetModal(view.ForgetForm{
			Meta: view.Meta{Value: view.Value{Lead: 1}}, Now: here, Me: "UMAX",
			Erasure: digest.Erasure{Lead: l, Owner: w.rep().Person, Goes: traces, Asked: asked, Known: known, Also: also},
		})
	}
	erased := followup.Lead{ID: 1, Workspace: "T1", Owner: "UANA", State: followup.DoNotContact, Erased: true, Touches: 3}
	forgot := w.receipt(followup.Event{ID: 60, Lead: 1, Kind: followup.Forgot, By: "UANA", At: now})
	forgot.Lead = erased
	offered := w.receipt(w.events()[8])
	offered.Lead, offered.MayForget = w.closed(1, followup.DoNotContact), true
	card := w.othersCard(followup.DoNotContact)
	card.MayForget = true
	day := w.doneDay(2)
	day.Settled[0].Lead, day.Settled[0].Event, day.Settled[0].Undo = erased, forgot.Event, false
	return map[string]any{
		"forget":          form(w.closed(1, followup.DoNotContact), digest.Traces{Contacts: 2, Notes: 5, Touches: 7, Merged: 1}, asked, 3, w.matches()...),
		"forget_open":     form(w.active(1, today), digest.Traces{Contacts: 1}, time.Time{}, 1),
		"forget_bare":     form(w.closed(1, followup.Lost), digest.Traces{}, time.Time{}, 0),
		"forgotten":       w.view.Receipt(forgot, "UANA"),
		"forget_offered":  w.view.Receipt(offered, "UANA"),
		"forget_card":     w.view.CardModal(card),
		"forget_digest":   w.view.Digest(day),
		"forget_noted":    w.view.ErasedMessage(),
		"forget_already":  w.view.Notice(view.Say(w.view.Erased(asked, w.person, here))),
		"forget_by_rule":  view.Say(w.view.Erased(asked, "", here)),
		"refused_erased":  view.Say(w.view.StoppedErased(asked, here)),
		"nudge_forgotten": w.view.Nudge(digest.Nudge{From: w.person, To: w.rep(), Now: now, Settled: []followup.Lead{erased}}),
	}
}
