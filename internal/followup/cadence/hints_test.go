package cadence_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func hints(l followup.Lead, c followup.Channel, calls int) string {
	var words []string
	for _, h := range cadence.Hints(l, c, calls) {
		text := string(h.Code)
		if h.Params["n"] != "" {
			text += " " + h.Params["n"]
		}
		words = append(words, text)
	}
	return strings.Join(words, ", ")
}

func TestHintsForTheComingTouch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		touches, calls int
		channel        followup.Channel
		want           string
	}{
		{0, 0, followup.Call, "no_voicemail 1"},
		{1, 1, followup.Call, "leave_voicemail 2"},
		{3, 2, followup.Call, "no_voicemail 3"},
		{4, 3, followup.Call, "leave_voicemail 4, deals_won_here 5"},
		{7, 4, followup.Call, "no_voicemail 5"},
		{0, 0, followup.Email, ""},
		{1, 0, followup.Email, "short_question"},
		{2, 0, followup.Email, "try_video 3, short_question"},
		{4, 0, followup.LinkedIn, "like_first, deals_won_here 5, try_video 5"},
		{5, 0, followup.SMS, "deals_won_here 6"},
		{2, 0, followup.Meeting, ""},
	} {
		if got := hints(followup.Lead{Touches: c.touches}, c.channel, c.calls); got != c.want {
			t.Errorf("%s, touch %d: %q, want %q", c.channel, c.touches+1, got, c.want)
		}
	}
	s := enrolled(t, "warm-21", jane)
	if got, want := hints(s.Lead, followup.Call, 3), "no_voicemail 1, make_personal"; got != want { // calls of before don't count
		t.Errorf("%q, want %q", got, want)
	}
	last := *s.Lead.Enrolment
	last.Step, last.Touches = 7, 7
	s.Lead.Enrolment = &last
	if got, want := hints(s.Lead, followup.Email, 0), "make_personal"; got != want { // a goodbye is no question
		t.Errorf("%q, want %q", got, want)
	}
	seen := map[cadence.HintCode]bool{}
	for touches := range 8 {
		for _, channel := range followup.Channels() {
			s.Lead.Enrolment.Touches, s.Lead.Enrolment.Calls = touches, touches
			for _, h := range cadence.Hints(s.Lead, channel, 0) {
				if seen[h.Code] = true; h.Source == "" || !slices.Contains(cadence.HintCodes(), h.Code) {
					t.Errorf("%+v", h)
				}
			}
		}
	}
	if seen[cadence.ShortQuestion] = true; len(seen) != len(cadence.HintCodes()) {
		t.Errorf("only %v are ever said", seen)
	}
}

// tried is an unanswered touch on a day of May.
func tried(day int, c followup.Channel, o followup.Outcome) followup.Touch {
	return followup.Touch{At: time.Date(2026, 5, day, 9, 0, 0, 0, time.UTC), Channel: c, Outcome: o, Contact: 1}
}

func TestTheLadderOfDarkLeads(t *testing.T) {
	t.Parallel()
	max := followup.Contact{ID: 2, Name: "Max", Email: "max@acme.example"}
	gone := followup.Contact{ID: 3, Name: "Zoe", Left: true}
	lead := followup.Lead{State: followup.Active, Contacts: []followup.Contact{jane, max, gone}}
	three := []followup.Touch{
		tried(1, followup.Email, followup.Sent), tried(4, followup.Call, followup.NoAnswer), tried(8, followup.Email, followup.Sent),
	}
	and := func(more ...followup.Touch) []followup.Touch { return append(slices.Clone(three), more...) }
	owed, promised, lost := lead, lead, lead
	owed.Recall = &followup.Recall{ReplyOwed: true}
	promised.Recall = &followup.Recall{Kind: followup.Promised}
	lost.State = followup.Lost
	for _, c := range []struct {
		name    string
		lead    followup.Lead
		touches []followup.Touch
		day     int
		want    string
	}{
		{"none", lead, nil, 30, ""},
		{"two touches", lead, three[:2], 30, ""},
		{"not three weeks yet", lead, three, 21, ""},
		{"three weeks", lead, three, 22, "1 other_channel linkedin"},
		{"in any order", lead, []followup.Touch{three[2], three[0], three[1]}, 22, "1 other_channel linkedin"},
		{"one rung", lead, and(tried(22, followup.LinkedIn, followup.Sent)), 23, "2 other_message email"},
		{"two rungs", lead, and(tried(22, followup.LinkedIn, followup.Sent), tried(25, followup.Email, followup.Sent)), 26, "3 other_person email Max"},
		{"three rungs", lead, and(
			tried(22, followup.LinkedIn, followup.Sent), tried(25, followup.Email, followup.Sent), tried(27, followup.Call, followup.NoAnswer),
		), 28, "4 break_up email"},
		{"the last rung stays until goodbye is said", lead, and(
			tried(22, followup.LinkedIn, followup.Sent), tried(25, followup.Email, followup.Sent), tried(27, followup.Call, followup.NoAnswer),
			tried(29, followup.Email, followup.Sent),
		), 31, "4 break_up email"},
		{"the eighth touch is the limit, and its pause note goes before a rung", lead, and(
			tried(22, followup.LinkedIn, followup.Sent), tried(25, followup.Email, followup.Sent), tried(27, followup.Call, followup.NoAnswer),
			tried(29, followup.Email, followup.Sent), tried(30, followup.Email, followup.Sent),
		), 31, ""},
		{"goodbye said", lead, and(tried(22, followup.Email, followup.BreakUpSent)), 30, ""},
		{"they answered", lead, and(tried(9, followup.Email, followup.Replied)), 30, ""},
		{"an auto-reply is no answer", lead, and(tried(9, followup.Email, followup.OutOfOffice)), 30, "1 other_channel linkedin"},
		{"a bounced mail is no touch", lead, append(slices.Clone(three[:2]), tried(9, followup.Email, followup.Bounced)), 30, ""},
		{"touches before three weeks are no rung", lead, and(tried(10, followup.SMS, followup.Sent)), 30, "1 other_channel linkedin"},
		{"a reply is owed", owed, three, 30, ""},
		{"a promise stands", promised, three, 30, ""},
		{"closed", lost, three, 30, ""},
		{"parked", followup.Lead{State: followup.Parked}, three, 30, "1 other_channel linkedin"},
		{"mail only", followup.Lead{State: followup.Active, Contacts: []followup.Contact{{ID: 1, Email: "j@acme.example"}}}, three, 30, "1 other_channel email"},
		{"phone only", followup.Lead{State: followup.Active, Contacts: []followup.Contact{{ID: 1, Phone: "1"}}}, and(tried(22, followup.Call, followup.NoAnswer)), 30, "2 other_message call"},
		{"nobody else", followup.Lead{State: followup.Active, Contacts: []followup.Contact{jane}}, and(
			tried(22, followup.LinkedIn, followup.Sent), tried(25, followup.Email, followup.Sent),
		), 26, "3 other_person call"},
	} {
		now := calendar.At(may(c.day), calendar.Clock(9, 0), ana.Location())
		rung, ok := cadence.Ladder(c.lead, c.touches, now)
		got := ""
		if ok {
			got = strings.Join([]string{string(rune('0' + rung.N)), string(rung.Code), string(rung.Channel)}, " ")
			for _, p := range rung.People {
				got += " " + p.Name
			}
			if rung.Why.Code == "" || rung.Why.Params["touches"] == "" || rung.Why.Params["weeks"] == "" || cadence.Rungs()[rung.N-1] != rung.Code {
				t.Errorf("%s: %+v", c.name, rung)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
