package cadence_test

import (
	"fmt"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestALeadWithoutACadenceFollowsTheTable(t *testing.T) {
	t.Parallel()
	s := followup.Situation{Today: may(12), Owner: ana, Channel: followup.Call}
	for _, o := range followup.Outcomes(followup.Call) {
		next, why := followup.Suggest(o, s)
		if g := cadence.Suggest(o, s); g.Next.On != next.On || g.Why[0].Code != why.Code || g.After != nil || g.Ended || g.Switch != "" {
			t.Errorf("%s: %+v", o, g)
		}
	}
}

// TestAStepThatWasMovedIsNotDue: the rep's own date wins over the cadence's.
func TestAStepThatWasMovedIsNotDue(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "warm-21", jane)
	s.Channel = followup.Call
	store(&s, cadence.Suggest(followup.NoAnswer, s))
	s.Lead.Recall.Due = may(19) // the email, moved
	s.Today, s.Channel = may(14), followup.LinkedIn
	if got, want := follows(cadence.Suggest(followup.Sent, s)), "14 May email 2/8: counted_from, cadence_step"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.Today, s.Channel = may(19), followup.LinkedIn
	if got, want := follows(cadence.Suggest(followup.Sent, s)), "21 May call 3/8: counted_from, cadence_step"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestATrackBeginsTheOtherCadence, but a promise for later stays, with the new cadence behind it.
func TestATrackBeginsTheOtherCadence(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "cold-12", jane)
	s.Channel = followup.Call
	g := cadence.Suggest(followup.Interested, s)
	recap := g.Enrol(preset(t, g.Switch), s)
	if got, want := follows(recap), "12 May email 1/3: cadence_track, cadence_step"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if at := recap.Next.At; at == nil || *at != calendar.Clock(11, 0) {
		t.Errorf("the recap is due at %v, not within the hour", at)
	}
	s.Lead.Recall = &followup.Recall{Kind: followup.Promised, Due: may(20), Channel: followup.Call}
	if got, want := follows(g.Enrol(preset(t, g.Switch), s)), "keep 1/3: cadence_track, promise_stands"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.Today = may(20) // the call that was promised
	g = cadence.Suggest(followup.Interested, s)
	if got, want := follows(g.Enrol(preset(t, g.Switch), s)), "20 May email 1/3: cadence_track, cadence_step"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestVoicemailsCountCallAttempts(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "warm-21", jane)
	s.Channel = followup.Call
	for i, o := range []followup.Outcome{followup.NoAnswer, followup.Voicemail, followup.WrongNumber, followup.NoAnswer, followup.Interested} {
		store(&s, cadence.Suggest(o, s))
		want := []struct{ calls, touches int }{{1, 1}, {2, 2}, {2, 3}, {3, 4}, {4, 5}}[i]
		if e := s.Lead.Enrolment; e.Calls != want.calls || e.Touches != want.touches {
			t.Errorf("after %s: %d calls, %d touches", o, e.Calls, e.Touches)
		}
	}
	for n, want := range []bool{false, false, true, false, true, false, false} {
		if cadence.VoicemailAt(n) != want {
			t.Errorf("call %d: voicemail %t", n, !want)
		}
	}
}

// TestAPauseForAMeetingLastsUntilTheMeeting: a reminder sent that morning is no step.
func TestAPauseForAMeetingLastsUntilTheMeeting(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "warm-21", jane)
	s.Channel = followup.Call
	store(&s, cadence.Suggest(followup.MeetingSet, s))
	at := calendar.Clock(14, 0)
	s.Lead.Recall.At = &at
	s.Today, s.Channel = may(20), followup.Email
	expect(t, cadence.Suggest(followup.Sent, s), "keep 2/8 paused+0: promise_stands")
	if cadence.Awake(s).Paused == nil {
		t.Error("it goes on before the meeting")
	}
	if s.Time = calendar.Clock(15, 0); cadence.Awake(s).Paused != nil || s.Lead.Enrolment.Paused == nil {
		t.Error("it doesn't go on after the meeting, or what was is changed")
	}
	if s.Today = may(19); cadence.Awake(s).Paused == nil {
		t.Error("it goes on the day before")
	}
}

// TestWhatIsLeftOfAStep are the channels in which a lead can be reached, as many as touches are missing.
func TestWhatIsLeftOfAStep(t *testing.T) {
	t.Parallel()
	s := enrolled(t, "b2b-21", jane)
	left := func(made ...followup.Channel) string {
		e := *s.Lead.Enrolment
		e.Made = made
		l := s.Lead
		l.Enrolment = &e
		return fmt.Sprint(cadence.Left(l))
	}
	for want, got := range map[string]string{
		"[email linkedin]": left(), "[linkedin]": left(followup.Email), "[email]": left(followup.Call), "[]": left(followup.Email, followup.LinkedIn),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	s.Lead.Contacts[0].LinkedIn = ""
	if got := left(); got != "[email]" {
		t.Error(got)
	}
	if cadence.Left(followup.Lead{}) != nil {
		t.Error("something is left of no cadence")
	}
}
