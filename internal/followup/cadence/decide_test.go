package cadence_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// onStep is somebody on warm-21 since 12 May whose first two touches are made that day: the third is due on the 14th.
func onStep(t *testing.T) followup.Situation {
	t.Helper()
	s := enrolled(t, "warm-21", jane)
	s.Channel = followup.Call
	store(&s, cadence.Suggest(followup.NoAnswer, s))
	s.Channel = followup.Email
	store(&s, cadence.Suggest(followup.Sent, s))
	s.Channel = ""
	return s
}

func byAna(code followup.ReasonCode) followup.Reason {
	return followup.Reason{Code: code, Params: map[string]string{"by": "UANA", "words": "on holiday"}}
}

func expect(t *testing.T, g cadence.Suggestion, want string) {
	t.Helper()
	if got := follows(g); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestStartingACadence(t *testing.T) {
	t.Parallel()
	s := followup.Situation{Today: may(12), Time: calendar.Clock(9, 0), Owner: ana, Lead: followup.Lead{Contacts: []followup.Contact{jane}}}
	begins := func(on calendar.Date) string {
		e, next, why := cadence.Start(preset(t, "warm-21"), on, s)
		return follows(cadence.Suggestion{Next: next, Why: why, After: &e})
	}
	for _, c := range []struct {
		recall *followup.Recall
		on     int
		want   string
	}{
		{nil, 12, "12 May call 1/8: cadence_step"},
		{nil, 18, "18 May call 1/8: cadence_step"},
		{&followup.Recall{Kind: followup.Planned, Due: may(13)}, 12, "12 May call 1/8: cadence_step"},
		{&followup.Recall{Kind: followup.Promised, Due: may(20)}, 12, "keep 1/8: promise_stands"},
		{&followup.Recall{Kind: followup.Promised, Due: may(5)}, 12, "keep 1/8: promise_stands"}, // overdue: still a promise
		{&followup.Recall{Kind: followup.Planned, Due: may(12), ReplyOwed: true}, 12, "keep 1/8: they_replied"},
		{&followup.Recall{Kind: followup.Wake, Due: may(30)}, 12, "12 May call 1/8: cadence_step"},
	} {
		s.Lead.Recall = c.recall
		if got := begins(may(c.on)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.recall, got, c.want)
		}
	}
	s.Lead.Recall, s.Lead.Contacts = nil, []followup.Contact{{Name: "Jane"}}
	if got := begins(may(12)); got != "12 May call 1/8: cadence_step" { // no way is recorded, so any may do
		t.Error(got)
	}
	s.Lead.Contacts = []followup.Contact{{Name: "Jane", LinkedIn: "in/jane"}}
	ways := strings.Repeat(", no_way_there", 7)
	if got := begins(may(12)); got != "12 May done: no_way_there"+ways { // nothing can be done: the lead is not parked for that
		t.Error(got)
	}
	s.Lead.Recall = &followup.Recall{Kind: followup.Planned, Due: may(13)}
	if got := begins(may(12)); got != "keep done: no_way_there"+ways {
		t.Error(got)
	}
}

func TestPausingAndGoingOn(t *testing.T) {
	t.Parallel()
	s := onStep(t)
	s.Today = may(13) // a day is left of two
	g := cadence.Pause(s, calendar.Date{}, byAna(followup.PausedByRep))
	expect(t, g, "keep 3/8 paused+1: paused_by_rep")
	paused := s
	paused.Lead.Enrolment = g.After
	paused.Today = may(27)
	expect(t, cadence.Resume(paused), "28 May call 3/8: resumed_from, cadence_step")

	g = cadence.Pause(s, may(25), byAna(followup.PausedByRep))
	expect(t, g, "26 May call 3/8 paused+1: paused_by_rep, cadence_step")
	until := s
	store(&until, g)
	until.Today, until.Channel = may(20), followup.Email
	expect(t, cadence.Suggest(followup.Sent, until), "26 May email 3/8 paused+1: give_time_to_answer")
	until.Today, until.Channel = may(26), followup.Call
	expect(t, cadence.Suggest(followup.NoAnswer, until), "28 May email 4/8: cadence_step")
	until.Today = may(30)
	expect(t, cadence.Resume(until), "30 May call 3/8: resumed_from, cadence_step") // over since the 25th, so late
	expect(t, cadence.Pause(paused, may(29), byAna(followup.PausedByRep)), "30 May call 3/8 paused+1: paused_by_rep, cadence_step")

	promised := s
	promised.Lead.Recall = &followup.Recall{Kind: followup.Promised, Due: may(14)}
	expect(t, cadence.Pause(promised, may(25), byAna(followup.PausedByRep)), "keep 3/8 paused+1: paused_by_rep, promise_stands")
	expect(t, cadence.Resume(s), "14 May call 3/8: cadence_step")
}

func TestSkippingKeepsTheSpacing(t *testing.T) {
	t.Parallel()
	s := onStep(t)
	g := cadence.Skip(s, byAna(followup.SkippedByRep))
	expect(t, g, "16 May email 4/8: skipped_by_rep, cadence_step")
	if len(g.Skipped) != 1 || g.Skipped[0].Step != 2 || g.Skipped[0].Why.Params["n"] != "3" || g.Skipped[0].Why.Params["words"] != "on holiday" {
		t.Errorf("skipped %+v", g.Skipped)
	}
	s.Today = may(20) // late: from today
	expect(t, cadence.Skip(s, byAna(followup.SkippedByRep)), "22 May email 4/8: skipped_by_rep, cadence_step")
	s.Lead.Recall = &followup.Recall{Kind: followup.Promised, Due: may(21)}
	expect(t, cadence.Skip(s, byAna(followup.SkippedByRep)), "keep 4/8: skipped_by_rep, promise_stands")

	s = onStep(t)
	for range 5 {
		store(&s, cadence.Skip(s, byAna(followup.SkippedByRep)))
	}
	expect(t, cadence.Skip(s, byAna(followup.SkippedByRep)), "12 Aug park ended: skipped_by_rep, nurture_begins")
	s.Lead.Enrolment.Step = 8
	expect(t, cadence.Skip(s, byAna(followup.SkippedByRep)), "keep done: ")
	store(&s, cadence.Pause(onStep(t), calendar.Date{}, byAna(followup.PausedByRep)))
	expect(t, cadence.Skip(s, byAna(followup.SkippedByRep)), "keep 4/8 paused+2: skipped_by_rep")
}

func TestBeginningAnewAndEnding(t *testing.T) {
	t.Parallel()
	s := onStep(t)
	s.Today = may(13)
	g := cadence.Begin(s.Lead.Enrolment.Cadence, s.Today, s)
	expect(t, g, "13 May call 1/8: cadence_step")
	if g.After.Touches != 0 || g.After.Calls != 0 || g.After.Began != may(13) {
		t.Errorf("begins with %+v", g.After)
	}
	expect(t, cadence.Begin(preset(t, "warm-5"), s.Today, s), "14 May email 1/5: cadence_step")
	expect(t, cadence.Stop(s), "keep ended: ")
	none := followup.Situation{Today: may(13), Owner: ana}
	for _, g := range []cadence.Suggestion{
		cadence.Pause(none, calendar.Date{}, followup.Reason{}), cadence.Resume(none), cadence.Skip(none, followup.Reason{}),
		cadence.Migrate(preset(t, "warm-5"), none),
	} {
		if g.After != nil || g.Next.Kind != "" || g.Ended {
			t.Errorf("a lead on no cadence: %+v", g)
		}
	}
}

// TestMigratingKeepsThePlace: the step behind as many touches as are behind the lead, on a date that counts from its last touch.
func TestMigratingKeepsThePlace(t *testing.T) {
	t.Parallel()
	b2b, warm := preset(t, "b2b-21"), preset(t, "warm-21")
	s := onStep(t) // two touches
	expect(t, cadence.Migrate(b2b, s), "14 May email 3/8: cadence_step")
	expect(t, cadence.Migrate(preset(t, "post-call"), s), "15 May call 3/3: cadence_step")
	one := enrolled(t, "warm-21", jane)
	one.Channel = followup.Call
	store(&one, cadence.Suggest(followup.NoAnswer, one))
	g := cadence.Migrate(b2b, one) // one of two halves
	expect(t, g, "12 May linkedin 2/8: cadence_step")
	if diff := cmp.Diff([]followup.Channel{followup.Email}, g.After.Made); diff != "" {
		t.Error(diff)
	}
	half := enrolled(t, "b2b-21", jane)
	half.Channel = followup.LinkedIn
	store(&half, cadence.Suggest(followup.Sent, half))
	expect(t, cadence.Migrate(warm, half), "12 May email 2/8: cadence_step")

	s.Lead.Recall = &followup.Recall{Kind: followup.Promised, Due: may(21)}
	expect(t, cadence.Migrate(b2b, s), "keep 3/8: promise_stands")
	s.Lead.Recall = &followup.Recall{Kind: followup.Planned, Due: may(14)}
	far := *s.Lead.Enrolment
	far.Step = 6
	s.Lead.Enrolment = &far
	expect(t, cadence.Migrate(preset(t, "warm-5"), s), "12 Aug park ended: nurture_begins")
	store(&s, cadence.Pause(onStep(t), calendar.Date{}, byAna(followup.PausedByRep)))
	expect(t, cadence.Migrate(b2b, s), "keep 3/8 paused+2: ")
	at := *s.Lead.Enrolment
	at.Step, at.Paused = 8, nil
	s.Lead.Enrolment = &at
	expect(t, cadence.Migrate(b2b, s), "keep done: ")
}

func TestProgressMarksTheTouchesThatDecide(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "warm-21", jane)
	var marks string
	for i, on := range []int{12, 12, 14, 16, 19, 23, 27, 31} {
		n, of, step, decisive := cadence.Progress(s.Lead.Enrolment)
		if n != i+1 || of != 8 || step.Channels[0] != s.Lead.Recall.Channel {
			t.Errorf("touch %d: %d of %d, %v", i+1, n, of, step.Channels)
		}
		if decisive {
			marks += strconv.Itoa(n)
		}
		s.Today, s.Channel = may(on), step.Channels[0]
		store(&s, cadence.Suggest(map[bool]followup.Outcome{true: followup.NoAnswer, false: followup.Sent}[s.Channel == followup.Call], s))
	}
	if marks != "567" {
		t.Errorf("marked: %s", marks)
	}
	if n, of, _, decisive := cadence.Progress(s.Lead.Enrolment); n != 0 || of != 0 || decisive {
		t.Error("something comes after the last touch")
	}
	if n, _, _, _ := cadence.Progress(nil); n != 0 {
		t.Error("something comes of no cadence")
	}
}

func TestSilence(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"warm-21": "12 Aug park ended: nurture_begins", "cold-12": "16 Jun park ended: back_with_news", "post-call": "12 Aug park ended → long-haul: nurture_begins",
	} {
		expect(t, cadence.Silence(enrolled(t, key, jane)), want)
	}
	s := enrolled(t, "warm-21", jane)
	own := followup.Cadence{Key: "own", Steps: []followup.Step{{Day: 1, Channels: []followup.Channel{followup.Email}}}}
	s.Lead.Enrolment.Cadence = &own
	expect(t, cadence.Silence(s), "12 Aug park ended: nurture_begins")
}

// TestSilenceLeadsOntoTheLadder: one rung a week, a goodbye, its echo, then nurture. An answer ends it at any rung.
func TestSilenceLeadsOntoTheLadder(t *testing.T) {
	t.Parallel()
	dark, _ := cadence.Preset("post-call", followup.Large)
	s := enrolled(t, "post-call", jane)
	s.Lead.Contacts = append(s.Lead.Contacts, followup.Contact{ID: 2, Name: "Max", Email: "max@acme.example"})
	s.Lead.Enrolment = &followup.Enrolment{Cadence: dark, Began: may(1), LastOn: may(14), Step: 4, Touches: 4}
	for _, d := range []did{
		{28, followup.Call, followup.NoAnswer, "4 Jun linkedin done: dark_channel"},
		{35, followup.LinkedIn, followup.Sent, "11 Jun email done: dark_message"},
		{42, followup.Email, followup.OutOfOffice, "ask email done: back_from_leave"},
		{42, followup.Email, followup.Sent, "18 Jun email done: dark_person"},
		{49, followup.Email, followup.Sent, "25 Jun email done: dark_goodbye"},
		{56, followup.Email, followup.Sent, "6 Jul done: await_echo"},
		{67, followup.Call, followup.NoAnswer, "6 Oct park ended: nurture_begins"},
	} {
		s.Today, s.Channel = may(1).AddDays(d.day-1), d.channel
		if d.day == 49 {
			expect(t, cadence.Silence(s), "25 Jun email done: dark_goodbye")
		}
		if answer := cadence.Suggest(followup.Interested, s); d.day > 28 && !answer.Ended {
			t.Errorf("on day %d an answer leads to %q", d.day, follows(answer))
		}
		g := cadence.Suggest(d.outcome, s)
		expect(t, g, d.want)
		store(&s, g)
		touches := []followup.Touch{{At: calendar.At(may(1), 600, ana.Location()), Channel: followup.Email, Outcome: followup.Sent, Contact: 1}}
		rung, ok := cadence.Ladder(s.Lead, touches, calendar.At(s.Today, 700, ana.Location()))
		if onIt := strings.Contains(d.want, "dark") || d.outcome == followup.OutOfOffice; g.After != nil && ok != onIt {
			t.Errorf("after day %d: %+v, %t", d.day, rung, ok)
		}
		if ok && g.Why[len(g.Why)-1].Code != followup.BackFromLeave && rung.Why.Code != g.Why[len(g.Why)-1].Code {
			t.Errorf("after day %d the ladder says %s", d.day, rung.Why.Code)
		}
	}
}
