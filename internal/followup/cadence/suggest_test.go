package cadence_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// did is a touch on a day of May 2026, and what follows it.
type did struct {
	day     int
	channel followup.Channel
	outcome followup.Outcome
	want    string
}

func may(day int) calendar.Date { return calendar.On(2026, 5, day) }

func preset(t *testing.T, key string) *followup.Cadence {
	t.Helper()
	c, ok := cadence.Preset(key, followup.Standard)
	if !ok {
		t.Fatalf("no %s", key)
	}
	return c
}

// enrolled is somebody on a cadence since Tuesday 12 May 2026.
func enrolled(t *testing.T, key string, who followup.Contact) followup.Situation {
	t.Helper()
	s := followup.Situation{Today: may(12), Time: calendar.Clock(10, 0), Owner: ana}
	s.Lead = followup.Lead{ID: 1, Name: "Jane", State: followup.Active, Contacts: []followup.Contact{who}}
	e, next, why := cadence.Start(preset(t, key), may(12), s)
	store(&s, cadence.Suggestion{Next: next, Why: why, After: &e})
	return s
}

// store keeps what follows as it is, without looking at working days; a promise is for the 20th.
func store(s *followup.Situation, g cadence.Suggestion) {
	s.Lead.Enrolment = g.After
	next := g.Next
	if next.Kind != followup.NextRecall {
		return
	}
	kind := followup.Planned
	if next.Promised {
		kind = followup.Promised
	}
	if next.On.IsZero() {
		next.On = may(20)
	}
	s.Lead.Enrolment = cadence.UntilMeeting(s.Lead.Enrolment, next.On)
	s.Lead.Recall = &followup.Recall{Kind: kind, Due: next.On, Channel: next.Channel, ReplyOwed: next.Owed}
}

// follows writes a suggestion as "14 May call 3/8: cadence_step".
func follows(g cadence.Suggestion) string {
	text := string(g.Next.Kind)
	if g.Next.Kind == followup.NextRecall {
		text = "ask"
	}
	if !g.Next.On.IsZero() {
		text = g.Next.On.Format("2 Jan")
	}
	if g.Next.Kind == followup.NextPark {
		text = strings.TrimPrefix(text+" park", "park ")
	}
	text = strings.TrimSpace(text + " " + string(g.Next.Channel))
	if g.Next.Promised {
		text += "!"
	}
	if n, of, _, _ := cadence.Progress(g.After); n > 0 {
		text += fmt.Sprintf(" %d/%d", n, of)
	}
	switch e := g.After; {
	case g.Ended:
		text += " ended"
	case e == nil:
	case e.Paused != nil:
		text += fmt.Sprintf(" paused+%d", e.Paused.Left)
	case !e.Running():
		text += " done"
	}
	if g.Switch != "" {
		text += " → " + g.Switch
	}
	codes := make([]string, 0, len(g.Why))
	for _, r := range g.Why {
		codes = append(codes, string(r.Code))
	}
	return text + ": " + strings.Join(codes, ", ")
}

func TestWhatFollowsInACadence(t *testing.T) {
	t.Parallel()
	noPhone, noLinkedIn, mailOnly := jane, jane, jane
	noPhone.Phone, noLinkedIn.LinkedIn, mailOnly.LinkedIn, mailOnly.Phone = "", "", "", ""
	likesLinkedIn := jane
	likesLinkedIn.Preferred = followup.LinkedIn
	for name, c := range map[string]struct {
		cadence string
		who     followup.Contact
		dids    []did
	}{
		"step by step": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{12, followup.Email, followup.Sent, "14 May call 3/8: cadence_step"},
			{14, followup.Call, followup.Voicemail, "16 May email 4/8: cadence_step"},
		}},
		"a late step counts from when it is done": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{15, followup.Email, followup.Sent, "17 May call 3/8: counted_from, cadence_step"},
			{30, followup.Call, followup.Busy, "1 Jun email 4/8: counted_from, cadence_step"},
		}},
		"an early one too": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{12, followup.Email, followup.Sent, "14 May call 3/8: cadence_step"},
			{13, followup.Call, followup.NoAnswer, "15 May email 4/8: counted_from, cadence_step"},
		}},
		"another channel does it when it is due": {"warm-21", jane, []did{
			{12, followup.Email, followup.Sent, "12 May email 2/8: cadence_step"},
			{12, followup.LinkedIn, followup.Sent, "14 May call 3/8: cadence_step"},
			{14, followup.SMS, followup.Sent, "16 May email 4/8: cadence_step"},
		}},
		"another channel before that only makes the gap count anew": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{12, followup.Email, followup.Sent, "14 May call 3/8: cadence_step"},
			{13, followup.SMS, followup.Sent, "15 May call 3/8: counted_from, cadence_step"},
		}},
		"a second try on one day is no step": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{12, followup.Call, followup.Voicemail, "12 May email 2/8: cadence_step"},
			{12, followup.Email, followup.Sent, "14 May call 3/8: cadence_step"},
			{12, followup.Call, followup.NoAnswer, "14 May call 3/8: cadence_step"},
		}},
		"both halves of a step": {"b2b-21", jane, []did{
			{12, followup.Email, followup.Sent, "12 May linkedin 2/8: cadence_step"},
			{12, followup.Email, followup.Sent, "12 May linkedin 2/8: cadence_step"},
			{13, followup.LinkedIn, followup.Sent, "15 May email 3/8: counted_from, cadence_step"},
		}},
		"a half that was made otherwise": {"b2b-21", jane, []did{
			{12, followup.LinkedIn, followup.Sent, "12 May email 2/8: cadence_step"},
			{12, followup.Call, followup.NoAnswer, "14 May email 3/8: cadence_step"},
		}},
		"half of a step without a way": {"b2b-21", noLinkedIn, []did{
			{12, followup.Email, followup.Sent, "14 May email 3/8: cadence_step"},
			{14, followup.Email, followup.Sent, "16 May call 4/8: cadence_step"},
			{16, followup.Call, followup.NoAnswer, "23 May email 6/8: no_way_there, cadence_step"},
		}},
		"steps without a way": {"b2b-21", mailOnly, []did{
			{12, followup.Email, followup.Sent, "14 May email 3/8: cadence_step"},
			{14, followup.Email, followup.Sent, "23 May email 6/8: no_way_there, no_way_there, cadence_step"},
			{23, followup.Email, followup.Sent, "1 Jun email 8/8: no_way_there, cadence_step"},
		}},
		"one of two ways": {"cold-12", mailOnly, []did{
			{12, followup.Email, followup.Sent, "13 May email 2/5: cadence_step"},
			{13, followup.Email, followup.Sent, "15 May email 3/5: cadence_step"},
		}},
		"the way they prefer": {"post-call", likesLinkedIn, []did{
			{12, followup.Email, followup.Sent, "13 May linkedin 2/3: cadence_step"},
			{13, followup.Email, followup.Sent, "16 May call 3/3: cadence_step"},
		}},
		"no phone, so every call is passed over": {"warm-21", noPhone, []did{
			{12, followup.Email, followup.Sent, "16 May email 4/8: no_way_there, cadence_step"},
		}},
		"agreed for the 20th": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{12, followup.Email, followup.Sent, "14 May call 3/8: cadence_step"},
			{14, followup.Call, followup.Interested, "ask call! 4/8: agreed_with_them"},
			{18, followup.LinkedIn, followup.Sent, "keep 4/8: promise_stands"},
			{20, followup.Call, followup.NoAnswer, "22 May email 4/8: counted_from, cadence_step"},
			{22, followup.Email, followup.Sent, "25 May call 5/8: cadence_step"},
		}},
		"a meeting: paused until it was": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{12, followup.Email, followup.Sent, "14 May call 3/8: cadence_step"},
			{14, followup.Call, followup.MeetingSet, "ask meeting! 4/8 paused+2: meeting_booked"},
			{15, followup.Email, followup.Replied, "keep 4/8 paused+2: promise_stands"},
			{20, followup.Meeting, followup.Met, "ask meeting! 4/8: agreed_with_them"},
			{20, followup.Email, followup.Sent, "22 May email 4/8: cadence_step"},
		}},
		"nobody came": {"warm-21", jane, []did{
			{12, followup.Call, followup.MeetingSet, "ask meeting! 2/8 paused+0: meeting_booked"},
			{20, followup.Meeting, followup.NoShow, "20 May email 2/8: note_after_no_show"},
			{20, followup.Email, followup.Sent, "22 May call 3/8: cadence_step"},
		}},
		"they replied: paused until it is answered": {"b2b-21", jane, []did{
			{12, followup.Email, followup.Sent, "12 May linkedin 2/8: cadence_step"},
			{13, followup.Email, followup.Replied, "13 May email 2/8 paused+0: they_replied"},
			{13, followup.Email, followup.Sent, "19 May linkedin 2/8: answer_sent, cadence_step"},
			{14, followup.Call, followup.Interested, "ask call! 3/8 → post-call: agreed_with_them"},
		}},
		"out of office is no step": {"b2b-21", jane, []did{
			{12, followup.Email, followup.Sent, "12 May linkedin 2/8: cadence_step"},
			{12, followup.Email, followup.OutOfOffice, "ask email 2/8: back_from_leave"},
			{20, followup.LinkedIn, followup.Sent, "22 May email 3/8: counted_from, cadence_step"},
		}},
		"it bounced: another way to the same step": {"warm-21", jane, []did{
			{12, followup.Call, followup.NoAnswer, "12 May email 2/8: cadence_step"},
			{12, followup.Email, followup.Bounced, "13 May call 2/8: switch_channel"},
			{13, followup.Call, followup.NoAnswer, "15 May call 3/8: counted_from, cadence_step"},
		}},
		"it bounced, and there is no phone": {"b2b-21", noPhone, []did{
			{12, followup.Email, followup.Bounced, "13 May linkedin 1/8: switch_channel"},
		}},
		"try again later": {"warm-21", jane, []did{
			{12, followup.Call, followup.TryAgain, "15 May call 1/8: they_asked_later"},
			{15, followup.Call, followup.NoAnswer, "15 May email 2/8: counted_from, cadence_step"},
		}},
		"not now":        {"warm-21", jane, []did{{12, followup.Call, followup.NotNow, "park ended: not_now"}}},
		"no":             {"warm-21", jane, []did{{12, followup.Call, followup.NotInterested, "lost ended: they_said_no"}}},
		"never again":    {"warm-21", jane, []did{{12, followup.Call, followup.RemoveMe, "do_not_contact ended: asked_to_be_removed"}}},
		"won":            {"warm-21", jane, []did{{12, followup.Call, followup.Closed, "won ended: deal_won"}}},
		"a track":        {"cold-12", jane, []did{{12, followup.Call, followup.Interested, "ask call! 2/5 → post-call: agreed_with_them"}}},
		"left with whom": {"warm-21", jane, []did{{12, followup.Call, followup.LeftCompany, "13 May call 1/8: find_someone_else"}}},
		"goodbye before its time, and then silence": {"warm-21", jane, []did{
			{12, followup.Email, followup.BreakUpSent, "22 May done: await_echo"},
			{15, followup.Email, followup.Sent, "27 May done: await_echo"},
			{27, followup.Email, followup.Sent, "27 Aug park ended: nurture_begins"},
		}},
		"goodbye, and an answer": {"warm-21", jane, []did{
			{12, followup.Email, followup.BreakUpSent, "22 May done: await_echo"},
			{13, followup.Email, followup.Replied, "13 May email ended: they_replied"},
		}},
		"after the last step another cadence": {"post-call", jane, []did{
			{12, followup.Email, followup.Sent, "13 May email 2/3: cadence_step"},
			{13, followup.Email, followup.Sent, "16 May call 3/3: cadence_step"},
			{16, followup.Call, followup.NoAnswer, "16 Aug park ended → long-haul: nurture_begins"},
		}},
		"a pause note": {"cold-12", mailOnly, []did{
			{12, followup.Email, followup.Sent, "13 May email 2/5: cadence_step"},
			{13, followup.Email, followup.Sent, "15 May email 3/5: cadence_step"},
			{15, followup.Email, followup.Sent, "19 May email 4/5: cadence_step"},
			{19, followup.Email, followup.Sent, "23 May email 5/5: cadence_step"},
			{23, followup.Email, followup.Sent, "27 Jun park ended: back_with_news"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := enrolled(t, c.cadence, c.who)
			for _, d := range c.dids {
				s.Today, s.Channel = may(d.day), d.channel
				g := cadence.Suggest(d.outcome, s)
				if got := follows(g); got != d.want {
					t.Fatalf("on the %dth, %s %s: %q, want %q", d.day, d.channel, d.outcome, got, d.want)
				}
				store(&s, g)
			}
		})
	}
}
