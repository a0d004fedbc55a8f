package view_test

import (
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// came is a signal of so long ago that Max told.
func (w world) came(k followup.SignalKind, ago time.Duration) followup.Came {
	return followup.Came{Signal: followup.Signal{Kind: k, Note: w.phrase(), At: now.Add(-ago)}, By: "UMAX"}
}

// signalled is an event in which a signal woke lead 1, and the lead as it is then.
func (w world) signalled(k followup.SignalKind, by followup.UserID) digest.Receipt {
	c := w.came(k, 0)
	c.By = by
	woken := followup.Reason{Code: followup.WokenEarly, Params: map[string]string{"on": "2026-08-03", "what": w.phrase(), "note": w.phrase(), "say": w.phrase()}}
	why := []followup.Reason{woken, c.Reason(w.rep().Location())}
	r := w.receipt(followup.Event{ID: 90, Lead: 1, Kind: followup.Signalled, By: by, At: now, Detail: followup.Detail{
		Signal: &c.Signal, Reasons: why, Next: &followup.NextStep{Kind: followup.NextRecall, On: today, Channel: followup.Call},
	}})
	r.Lead = w.active(1, today)
	r.Lead.Recall.Reasons = why
	return r
}

// hotDay has a lead that a signal woke, and one with a promise for later that a hot signal is about.
func (w world) hotDay() digest.Day {
	d := w.day()
	hot := w.owed(followup.HotTouch, 70*time.Minute)
	hot.Due = hot.For.Add(time.Hour)
	fresh := w.owed(followup.HotTouch, 2*time.Minute)
	fresh.Due = now.Add(3 * time.Minute)
	beside := w.promised(8, calendar.On(2026, 5, 15))
	beside.Recall.Reasons = append(beside.Recall.Reasons, w.came(followup.EmailOpened, 2*time.Minute).Reason(w.rep().Location()))
	d.Open = []digest.Row{
		{Lead: w.signalled(followup.PricingPage, "UMAX").Lead, Section: digest.SignalWaits, Owed: []followup.Obligation{hot}, Last: w.touch("UANA")},
		{Lead: beside, Section: digest.SignalWaits, Beside: true, Owed: []followup.Obligation{fresh}, Last: w.touch("UANA")},
	}
	return d
}

func (w world) signals() map[string]any {
	offered := w.signalled(followup.PricingPage, "UANA")
	offered.Begin, _ = cadence.Preset("warm-21", followup.Standard)
	theirs := w.signalled(followup.Funding, "UMAX")
	theirs.By = w.max().Name
	promised := w.signalled(followup.RoleChange, "UANA")
	promised.Lead = w.promised(1, calendar.On(2026, 5, 15))
	promised.Event.Detail.Next = &followup.NextStep{Kind: followup.NextKeep}

	o := w.owed(followup.HotTouch, time.Minute)
	o.Due = o.For.Add(time.Hour)
	ping := w.ping(o)
	ping.Lead, ping.Signal = w.signalled(followup.PricingPage, "UMAX").Lead, w.came(followup.PricingPage, time.Minute)
	done := ping
	event := w.events()[0]
	done.Owed.SettledAt, done.Owed.How, done.Owed.By, done.By = now.Add(11*time.Minute), followup.Done, event.ID, &event
	gone := ping
	gone.Signal = followup.Came{}

	card := w.card()
	card.Lead = w.signalled(followup.PricingPage, "UMAX").Lead
	card.Owed = []followup.Obligation{o}
	acted := w.card()
	acted.Acted = &done.Owed
	summary := w.summary(false)
	summary.Hot = digest.Hot{Of: 5, Touched: 4, Median: 12 * time.Minute, Long: 2}
	return map[string]any{
		"signal_receipt":         w.view.Receipt(offered, "UANA"),
		"signal_receipt_theirs":  w.view.Receipt(theirs, "UMAX"),
		"signal_receipt_promise": w.view.Receipt(promised, "UANA"),
		"signal_told":            w.view.TeammateLogged(theirs),
		"signal_ping":            w.view.Ping(ping, "UANA"),
		"signal_ping_done":       w.view.Ping(done, "UANA"),
		"signal_ping_bare":       w.view.Ping(gone, "UANA"),
		"signal_digest":          w.view.Digest(w.hotDay()),
		"signal_card":            w.view.Card(card),
		"signal_card_acted":      w.view.Card(acted),
		"signal_summary":         w.view.Summary(summary),
		"signal_closed":          w.view.SignalOnClosed(w.closed(1, followup.Lost), w.phrase()),
		"signal_form": w.view.SignalModal(view.SignalForm{
			Meta: view.Meta{Value: view.Value{Lead: 1}}, Lead: w.active(1, today), Kind: followup.Funding, Note: w.phrase(),
		}),
	}
}
