package followup_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// owedAt is an instant in Berlin, in May 2026; the 12th is a Tuesday.
func owedAt(day, hour, minute int) time.Time {
	return calendar.At(calendar.On(2026, 5, day), calendar.Clock(hour, minute), followup.Person{Zone: "Europe/Berlin"}.Location())
}

func owingRep() followup.Rep {
	return followup.Rep{
		Person: followup.Person{ID: "U1", Zone: "Europe/Berlin"}, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday,
	}
}

func promisedLead(channel followup.Channel, day int, at *calendar.TimeOfDay) followup.Lead {
	return followup.Lead{ID: 7, Owner: "U1", State: followup.Active, Recall: &followup.Recall{
		ID: 1, Kind: followup.Promised, Due: calendar.On(2026, 5, day), At: at, Channel: channel,
	}}
}

func TestOwed(t *testing.T) {
	t.Parallel()
	at := calendar.Clock(14, 0)
	now := owedAt(12, 9, 0)
	planned := promisedLead(followup.Call, 15, &at)
	planned.Recall.Kind = followup.Planned
	parked := promisedLead(followup.Call, 15, &at)
	parked.State = followup.Parked
	heard := &followup.Touch{Event: 3, At: owedAt(12, 8, 20), Channel: followup.Call, Outcome: followup.Interested}
	earlier := &followup.Touch{Event: 3, At: owedAt(12, 7, 0)}
	type want struct {
		kind      followup.ObligationKind
		due, next time.Time
	}
	tests := []struct {
		name  string
		lead  followup.Lead
		heard *followup.Touch
		want  []want
	}{
		{"a promise with its time pings ten minutes before", promisedLead(followup.Call, 15, &at), nil, []want{{followup.Promise, owedAt(15, 14, 0), owedAt(15, 13, 50)}}},
		{"a promise for a day pings nobody", promisedLead(followup.Call, 15, nil), nil, []want{{followup.Promise, owedAt(16, 0, 0), time.Time{}}}},
		{"a plan is no promise", planned, nil, nil},
		{"who sleeps is owed nothing", parked, heard, nil},
		{
			"a meeting on Monday is reminded of on Friday", promisedLead(followup.Meeting, 18, &at), nil,
			[]want{{followup.Promise, owedAt(18, 14, 0), owedAt(18, 13, 50)}, {followup.Reminder, owedAt(15, 16, 0), owedAt(15, 16, 0)}},
		},
		{
			"one on Friday after Ascension Day on Wednesday", promisedLead(followup.Meeting, 15, &at), nil,
			[]want{{followup.Promise, owedAt(15, 14, 0), owedAt(15, 13, 50)}, {followup.Reminder, owedAt(13, 16, 0), owedAt(13, 16, 0)}},
		},
		{
			"a meeting on Wednesday booked on its eve is reminded of at four", promisedLead(followup.Meeting, 13, &at), nil,
			[]want{{followup.Promise, owedAt(13, 14, 0), owedAt(13, 13, 50)}, {followup.Reminder, owedAt(12, 16, 0), owedAt(12, 16, 0)}},
		},
		{"a conversation is summed up within the hour", planned, heard, []want{{followup.Recap, owedAt(12, 9, 20), owedAt(12, 9, 20)}}},
		{"one that was logged late pings nobody, and is warned of", planned, earlier, []want{{followup.Recap, owedAt(12, 8, 0), owedAt(13, 7, 0)}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := followup.Owed(test.lead, owingRep(), test.heard, now)
			if len(got) != len(test.want) {
				t.Fatalf("%+v", got)
			}
			for i, want := range test.want {
				if o := got[i]; o.Kind != want.kind || !o.Due.Equal(want.due) || !o.Next.Equal(want.next) {
					t.Errorf("%s is due %s and looked at %s, want %+v", o.Kind, o.Due, o.Next, want)
				}
			}
		})
	}
}

func TestTurn(t *testing.T) {
	t.Parallel()
	off, quiet, left := owingRep(), owingRep(), owingRep()
	off.DigestOff, quiet.PingsOff, left.Deleted = true, []followup.ObligationKind{followup.Recap, followup.Promise}, true
	recap := func(forWhen time.Time) followup.Obligation {
		return followup.Obligation{Kind: followup.Recap, For: forWhen, Due: forWhen.Add(time.Hour), Next: forWhen.Add(time.Hour)}
	}
	promise := followup.Obligation{Kind: followup.Promise, For: owedAt(17, 3, 0), Due: owedAt(17, 3, 0), Next: owedAt(17, 2, 50)}
	reminder := followup.Obligation{Kind: followup.Reminder, For: owedAt(18, 14, 0), Due: owedAt(15, 16, 0), Next: owedAt(15, 16, 0)}
	pinged, warned := recap(owedAt(12, 9, 0)), recap(owedAt(12, 9, 0))
	pinged.PingedAt, pinged.Next, warned.Next = owedAt(12, 10, 0), owedAt(13, 9, 0), owedAt(13, 9, 0)
	tests := []struct {
		name string
		owed followup.Obligation
		rep  followup.Rep
		now  time.Time
		ping bool
		next time.Time
	}{
		{"a promise at night on a Sunday", promise, owingRep(), owedAt(17, 2, 50), true, time.Time{}},
		{"a promise a minute late", promise, owingRep(), owedAt(17, 2, 51), true, time.Time{}},
		{"a promise whose moment passed", promise, owingRep(), owedAt(17, 3, 6), false, time.Time{}},
		{"a promise of who wants no ping", promise, quiet, owedAt(17, 2, 50), false, time.Time{}},
		{"a recap in working hours", recap(owedAt(12, 9, 0)), owingRep(), owedAt(12, 10, 0), true, owedAt(13, 9, 0)},
		{"a recap after an hour of downtime", recap(owedAt(12, 9, 0)), owingRep(), owedAt(12, 11, 0), false, owedAt(13, 9, 0)},
		{"a recap in the evening waits for the digest", recap(owedAt(12, 17, 30)), owingRep(), owedAt(12, 18, 30), false, owedAt(13, 17, 30)},
		{"of who has none, for the morning", recap(owedAt(12, 17, 30)), off, owedAt(12, 18, 30), false, owedAt(13, 8, 30)},
		{"who was pinged is not again", pinged, owingRep(), owedAt(13, 9, 0), false, owedAt(14, 9, 0)},
		{"who was not, isn't by a warning", warned, owingRep(), owedAt(13, 9, 0), false, owedAt(14, 9, 0)},
		{"who left", recap(owedAt(12, 9, 0)), left, owedAt(12, 10, 0), false, owedAt(13, 9, 0)},
		{"a reminder", reminder, owingRep(), owedAt(15, 16, 0), true, time.Time{}},
		{"a reminder that comes too late", reminder, owingRep(), owedAt(15, 17, 0), false, time.Time{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ping, next := test.owed.Turn(test.rep, test.now)
			if ping != test.ping || !next.Equal(test.next) {
				t.Errorf("pings %v, next %s; want %v, %s", ping, next, test.ping, test.next)
			}
		})
	}
}

func TestLate(t *testing.T) {
	t.Parallel()
	recap := followup.Obligation{Kind: followup.Recap, For: owedAt(12, 9, 0), Due: owedAt(12, 10, 0)}
	for now, want := range map[time.Time]followup.Lateness{
		owedAt(12, 9, 59): followup.InTime, owedAt(12, 10, 0): followup.Owing, owedAt(13, 9, 0): followup.Warned, owedAt(14, 9, 0): followup.Breach,
	} {
		if got := recap.Late(now); got != want {
			t.Errorf("at %s it is %d, want %d", now, got, want)
		}
	}
}

func TestKept(t *testing.T) {
	t.Parallel()
	on := calendar.On(2026, 5, 12)
	type want struct{ kept, counts bool }
	tests := []struct {
		name  string
		how   followup.Settling
		day   int // settled
		today int
		want  want
	}{
		{"done on its day", followup.Done, 12, 12, want{true, true}},
		{"done a day late", followup.Done, 13, 13, want{false, true}},
		{"open on its day", "", 0, 12, want{false, false}},
		{"open the day after", "", 0, 13, want{false, true}},
		{"moved before its day", followup.MovedOn, 11, 11, want{false, false}},
		{"moved on its day", followup.MovedOn, 12, 12, want{false, false}},
		{"moved when it was over", followup.MovedOn, 14, 14, want{false, true}},
		{"closed when it was over", followup.Ended, 14, 14, want{false, true}},
		{"taken back", followup.TakenOff, 14, 14, want{false, false}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := followup.Obligation{Kind: followup.Promise, On: on, How: test.how}
			if test.how != "" {
				o.SettledAt, o.SettledOn = owedAt(test.day, 12, 0), calendar.On(2026, 5, test.day)
			}
			if kept, counts := o.Kept(calendar.On(2026, 5, test.today)); (want{kept, counts}) != test.want {
				t.Errorf("kept %v, counts %v, want %+v", kept, counts, test.want)
			}
		})
	}
}
