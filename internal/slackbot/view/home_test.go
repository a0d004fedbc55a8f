package view_test

import (
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// homes is the Home tab in each of its states.
func (w world) homes() map[string]any {
	newcomer := w.home(digest.MorningToCome)
	newcomer.Day, newcomer.Waking, newcomer.Last, newcomer.Before = w.doneDay(0), nil, nil, digest.Sent{}
	newcomer.Day.FirstTime = true
	off := w.home(digest.MorningOff)
	off.Day.Rep.DigestOff = true
	all := map[string]any{
		"home": w.view.Home(w.home(digest.MorningCame)), "home_newcomer": w.view.Home(newcomer), "home_off": w.view.Home(off),
		"home_refused": view.HomeSays(w.view.NotAllowedHere()), "notice": w.view.Notice(w.view.Help("")),
	}
	quiet := w.home(digest.MorningNothing)
	quiet.Day, quiet.Waking, quiet.Asleep = w.doneDay(0), nil, 0
	quiet.Last.Event = w.events()[1]
	quiet.Last.Event.At = now.AddDate(0, 0, -4)
	for state, name := range map[digest.MorningState]string{
		digest.MorningOnItsWay: "way", digest.MorningToCome: "ahead", digest.MorningDayOff: "free", digest.MorningRefused: "lost",
		digest.MorningAllDone: "done", digest.MorningNothing: "none",
	} {
		quiet.Morning.State = state
		all["home_"+name] = w.view.Home(quiet)
	}
	return all
}

func (w world) home(state digest.MorningState) digest.Home {
	at := time.Date(2026, 5, 12, 6, 30, 4, 0, time.UTC)
	last := w.receipt(w.events()[0])
	h := digest.Home{
		Day: w.day(), Asleep: w.many + 2, Last: &last,
		Morning: digest.Morning{State: state, Sent: digest.Sent{On: today, At: at}},
		Before:  digest.Sent{On: calendar.On(2026, 5, 11), At: at.AddDate(0, 0, -1)},
	}
	for i := range min(w.many+2, digest.MaxWaking) {
		h.Waking = append(h.Waking, w.parked(followup.LeadID(300+i), today.AddDays(3+i)))
	}
	return h
}
