package view_test

import (
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// exitSurfaces are what is said of break-ups, of what rests, and of replies.
func (w world) exitSurfaces() map[string]any {
	waits := w.active(51, today.AddDays(7))
	waits.Recall.Kind, waits.Recall.Channel = followup.Echo, ""
	waits.Recall.Reasons = []followup.Reason{{Code: followup.AwaitEcho, Params: map[string]string{"days": "7"}}}
	card := w.card()
	card.Lead, card.Overdue, card.Owed = waits, 0, nil
	card.Stand = w.stand(waits)

	sent := w.events()[0]
	touch := *sent.Detail.Touch
	touch.Channel, touch.Outcome = followup.Email, followup.BreakUpSent
	sent.Detail.Touch, sent.Detail.Attempt = &touch, 0
	sent.Detail.Next = &followup.NextStep{Kind: followup.NextRecall, On: today.AddDays(7), Echo: true}
	goodbye := w.receipt(sent)
	goodbye.Lead = waits

	reply := sent
	answer := touch
	answer.Outcome = followup.Replied
	reply.Detail.Touch = &answer
	replied := w.receipt(reply)
	replied.Company = &digest.Company{Name: w.company, Others: 2}
	offer, _ := w.view.CompanyOffer(replied)

	park := followup.Park{Reason: w.note, FirstLine: w.note, Signals: followup.Signals(), Rhythm: followup.Quarter}
	sleeps := w.parked(52, today.AddDays(90))
	sleeps.Park = &park
	rested := followup.Event{ID: 71, Lead: 52, Kind: followup.Rested, By: "UANA", At: now, Source: followup.FromRule, Detail: followup.Detail{
		Next: &followup.NextStep{Kind: followup.NextPark, On: today.AddDays(90), Park: &park},
	}}
	rests := w.receipt(rested)
	rests.Lead = sleeps
	asleep := w.card()
	asleep.Lead, asleep.Overdue = sleeps, 0

	day := w.doneDay(1)
	for range 7 {
		day.Rested = append(day.Rested, digest.Rested{Lead: sleeps, Event: 71})
	}
	for i := range day.Rested {
		day.Rested[i].Lead.ID += followup.LeadID(i)
	}
	paused := w.receipt(followup.Event{ID: 72, Lead: 51, Kind: followup.CadencePaused, By: "UANA", At: now})
	paused.Batch = &digest.Batch{Leads: 2}
	summary := w.summary(false)
	summary.Echoes = digest.Echoes{Answered: 3, Of: 12}
	return map[string]any{
		"card_echo":       w.view.Card(card),
		"card_asleep":     w.view.Card(asleep),
		"receipt_goodbye": w.view.Receipt(goodbye, "UANA"),
		"receipt_replied": w.view.Receipt(replied, "UANA"),
		"receipt_rested":  w.view.Receipt(rests, "UANA"),
		"receipt_paused":  w.view.Receipt(paused, "UANA"),
		"company_offer":   offer,
		"digest_rested":   w.view.Digest(day),
		"home_echoes":     w.view.Home(digest.Home{Day: day, Echoes: []followup.Lead{waits}, Waiting: 12}),
		"summary_echoes":  w.view.Summary(summary),
	}
}
