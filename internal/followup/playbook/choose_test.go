package playbook_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

func planned(change ...func(*playbook.Case)) playbook.Case {
	c := playbook.Case{
		Lead: followup.Lead{
			ID: 1, Name: "Jane Doe", State: followup.Active, CreatedAt: tuesday.AddDate(0, 0, -7), Contacts: []followup.Contact{{Name: "Jane Doe"}},
			Recall: &followup.Recall{Kind: followup.Planned, Due: calendar.DateOf(tuesday)},
		},
		Now: tuesday,
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

func touched(channel followup.Channel, o followup.Outcome, daysAgo ...int) func(*playbook.Case) {
	return func(c *playbook.Case) {
		for _, d := range daysAgo {
			c.Touches = append(c.Touches, followup.Touch{Channel: channel, Outcome: o, At: tuesday.AddDate(0, 0, -d)})
			c.Lead.Touches++
		}
	}
}

func goal(goal string, channel followup.Channel) func(*playbook.Case) {
	return func(c *playbook.Case) { c.Lead.Recall.Goal, c.Lead.Recall.Channel = goal, channel }
}

func TestWhichTextFits(t *testing.T) {
	for name, c := range map[string]struct {
		in   playbook.Case
		want playbook.Situation
	}{
		"nobody wrote yet":       {planned(), playbook.Opening},
		"after a conversation":   {planned(touched(followup.Call, followup.Interested, 3)), playbook.CheckIn},
		"they answered":          {planned(func(c *playbook.Case) { c.Lead.Recall.ReplyOwed = true }), playbook.OfSignal(followup.SignalReply)},
		"they did not come":      {planned(touched(followup.Meeting, followup.NoShow, 0)), playbook.NoShow},
		"a recap is owed":        {planned(func(c *playbook.Case) { c.Owed = []followup.ObligationKind{followup.Recap} }), playbook.Recap},
		"a reminder is owed":     {planned(func(c *playbook.Case) { c.Owed = []followup.ObligationKind{followup.Reminder} }), playbook.MeetingReminder},
		"a signal":               {planned(func(c *playbook.Case) { c.Lead.Recall.Reasons = signalled(followup.Funding, "") }), playbook.OfSignal(followup.Funding)},
		"waking":                 {planned(func(c *playbook.Case) { c.Lead.State, c.Lead.Recall.Kind = followup.Parked, followup.Wake }), playbook.Waking},
		"a call":                 {planned(goal("", followup.Call)), playbook.CallScript},
		"the second call":        {planned(goal("", followup.Call), touched(followup.Call, followup.NoAnswer, 2)), playbook.Voicemail},
		"the third call":         {planned(goal("", followup.Call), touched(followup.Call, followup.NoAnswer, 2, 4)), playbook.CallScript},
		"a call after a talk":    {planned(goal("", followup.Call), touched(followup.Call, followup.Met, 1), touched(followup.Call, followup.NoAnswer, 2)), playbook.CallScript},
		"LinkedIn":               {planned(goal("", followup.LinkedIn)), playbook.LinkedInMessage},
		"a goal":                 {planned(goal("send the proposal", followup.Email)), playbook.Proposal},
		"a goal in German":       {planned(goal("Um eine Entscheidung bitten", followup.Email)), playbook.Decision},
		"dark, at its message":   {planned(dark, touched(followup.Email, followup.Sent, 30, 20, 10, 5)), playbook.DirectQuestion},
		"dark, at its last rung": {planned(dark, touched(followup.Email, followup.Sent, 40, 30, 20, 10, 5, 2)), playbook.BreakUp},
		"a reply, and a no-show": {planned(touched(followup.Meeting, followup.NoShow, 0), func(c *playbook.Case) { c.Lead.Recall.ReplyOwed = true }), playbook.OfSignal(followup.SignalReply)},
		"a signal wakes a sleeper": {planned(func(c *playbook.Case) {
			c.Lead.State, c.Lead.Recall.Reasons = followup.Parked, signalled(followup.RoleChange, "")
		}), playbook.OfSignal(followup.RoleChange)},
	} {
		if got := playbook.Choose(c.in); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func dark(c *playbook.Case) {
	c.Lead.CreatedAt = tuesday.AddDate(0, 0, -60)
	c.Lead.Contacts[0].Email = "jane@acme.example"
}

// Each step of each shipped cadence gets a text that suits its channel and place.
func TestEveryStepOfTheShippedCadencesHasItsText(t *testing.T) {
	want := map[string][]playbook.Situation{
		"warm-21":   {"call", "check_in", "voicemail", "case_study", "call", "value_add", "voicemail", "break_up"},
		"post-call": {"recap", "value_add", "call"},
		"warm-5":    {"recap", "case_study", "call", "value_add", "break_up"},
		"cold-12":   {"opening", "linkedin", "call", "value_add", "pause_note"},
		"b2b-21":    {"opening", "value_add", "call", "linkedin", "case_study", "voicemail", "break_up"},
	}
	for key, situations := range want {
		c, _ := cadence.Preset(key, followup.Standard)
		calls := 0
		for i, step := range c.Steps {
			e := &followup.Enrolment{Cadence: c, Step: i, Touches: i, Calls: calls}
			in := planned(func(c *playbook.Case) { c.Lead.Enrolment, c.Lead.Recall.Channel = e, step.Channels[0] })
			if got := playbook.Choose(in); got != situations[i] {
				t.Errorf("%s step %d (%s): %s, want %s", key, i+1, step.Goal["en"], got, situations[i])
			}
			if step.Channels[0] == followup.Call {
				calls++
			}
		}
	}
}

func TestTheHourToProposeIsGoodForBothAndFree(t *testing.T) {
	london := followup.ProspectOf(rich().Lead, ana)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 5, day, hour, minute, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		rep   followup.Rep
		p     followup.Prospect
		now   time.Time
		taken []time.Time
		want  time.Time
	}{
		"tomorrow at ten by their clock":       {ana, london, tuesday, nil, at(13, 9, 0)},
		"not when something else is":           {ana, london, tuesday, []time.Time{at(13, 9, 0), at(13, 9, 45)}, at(13, 10, 30)},
		"never on their Monday":                {ana, london, at(15, 7, 0), nil, at(19, 9, 0)},
		"a rep who works at night has none":    {followup.Rep{Person: followup.Person{Zone: "Pacific/Auckland"}, Week: calendar.MondayToFriday}, london, tuesday, nil, time.Time{}},
		"nothing is known of a zero prospect":  {ana, followup.Prospect{}, tuesday, nil, time.Time{}},
		"the quarter of an hour of Kathmandu:": {ana, followup.ProspectOf(hostile().Lead, ana), tuesday, nil, at(13, 8, 30)},
	} {
		if got := playbook.GoodHour(c.rep, c.p, c.now, c.taken); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestWhichTouchesAreMadePersonal(t *testing.T) {
	b2b, _ := cadence.Preset("cold-12", followup.Standard)
	for touches, want := range map[int]bool{0: true, 1: false, 2: true, 3: false, 4: true, 5: false} {
		if n, got := playbook.MakePersonal(followup.Lead{Touches: touches}); got != want || n != touches+1 {
			t.Errorf("after %d touches: %d, %t", touches, n, got)
		}
	}
	last := followup.Lead{Enrolment: &followup.Enrolment{Cadence: b2b, Step: len(b2b.Steps) - 1, Touches: 7}}
	if _, got := playbook.MakePersonal(last); !got {
		t.Error("the last touch of a cadence is to be made personal")
	}
	hooks := playbook.Hooks(rich().Lead, playbook.FactsOf(rich()))
	if len(hooks) != 6 || hooks[0].Text != "runs marathons" {
		t.Errorf("%+v", hooks)
	}
	if hooks := playbook.Hooks(poor().Lead, playbook.FactsOf(poor())); len(hooks) != 0 {
		t.Errorf("%+v", hooks)
	}
}
