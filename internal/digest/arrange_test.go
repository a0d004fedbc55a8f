package digest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// tuesday is Tuesday 12 May 2026, 08:30 in Berlin.
var tuesday = time.Date(2026, 5, 12, 6, 30, 0, 0, time.UTC)

var rep = followup.Rep{Person: followup.Person{ID: "U1", Zone: "Europe/Berlin"}, Week: calendar.MondayToFriday}

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// due is a lead with an open recall.
func due(id followup.LeadID, name, on string, change ...func(*followup.Lead)) followup.Lead {
	l := followup.Lead{ID: id, Name: name, State: followup.Active, Recall: &followup.Recall{Kind: followup.Planned, Due: date(on)}}
	for _, c := range change {
		c(&l)
	}
	return l
}

func promised(at calendar.TimeOfDay) func(*followup.Lead) {
	return func(l *followup.Lead) {
		l.Recall.Kind = followup.Promised
		if at > 0 {
			l.Recall.At = &at
		}
	}
}

func owed(l *followup.Lead)   { l.Recall.ReplyOwed = true }
func waking(l *followup.Lead) { l.State, l.Recall.Kind = followup.Parked, followup.Wake }
func touched(n int) func(*followup.Lead) {
	return func(l *followup.Lead) { l.Touches = n }
}

func worth(euros int64) func(*followup.Lead) {
	return func(l *followup.Lead) { l.Value = &followup.Money{Minor: euros * 100, Currency: "EUR"} }
}

func TestTheDayStandsInOrderOfUrgency(t *testing.T) {
	rows, _ := digest.Arrange([]followup.Lead{
		due(1, "wakes", "2026-05-12", waking),
		due(2, "today, small", "2026-05-12", worth(1_000)),
		due(3, "today, big", "2026-05-12", worth(50_000)),
		due(4, "today, sixth touch", "2026-05-12", touched(5)),
		due(5, "a week late", "2026-05-05"),
		due(6, "a day late", "2026-05-11"),
		due(7, "promised last week", "2026-05-06", promised(0)),
		due(8, "they answered", "2026-05-12", owed),
		due(9, "promised at eleven", "2026-05-12", promised(calendar.Clock(11, 0))),
		due(10, "promised at nine", "2026-05-12", promised(calendar.Clock(9, 0))),
		due(11, "promised today", "2026-05-12", promised(0)),
	}, rep, tuesday)
	want := []string{
		"promised at nine", "promised at eleven", "promised today", "they answered", "promised last week", "a week late", "a day late",
		"today, sixth touch", "today, big", "today, small", "wakes",
	}
	if diff := cmp.Diff(want, names(rows)); diff != "" {
		t.Error(diff)
	}
}

func names(rows []digest.Row) []string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Lead.Name)
	}
	return all
}

func TestOverdueIsCountedInWorkingDays(t *testing.T) {
	rows, _ := digest.Arrange([]followup.Lead{
		due(1, "since Friday", "2026-05-08"), due(2, "since the Friday before", "2026-05-01"), due(3, "today", "2026-05-12"),
	}, rep, tuesday)
	got := map[string]int{}
	for _, r := range rows {
		got[r.Lead.Name] = r.OverdueDays
	}
	if diff := cmp.Diff(map[string]int{"since Friday": 2, "since the Friday before": 7, "today": 0}, got); diff != "" {
		t.Error(diff)
	}
}

func TestASnoozedLeadIsOutOfSightAndCounted(t *testing.T) {
	until := tuesday.Add(time.Hour)
	hidden := due(1, "snoozed", "2026-05-12", func(l *followup.Lead) { l.Recall.SnoozedUntil, l.Recall.Snoozes = &until, 1 })
	rows, snoozed := digest.Arrange([]followup.Lead{hidden}, rep, tuesday)
	if len(rows) != 0 || snoozed != 1 {
		t.Errorf("%d rows, %d snoozed", len(rows), snoozed)
	}
	rows, snoozed = digest.Arrange([]followup.Lead{hidden}, rep, until)
	if len(rows) != 1 || snoozed != 0 || !rows[0].Snoozed {
		t.Errorf("after the snooze: %d rows, %d snoozed", len(rows), snoozed)
	}
}

func TestBucketsOfAge(t *testing.T) {
	for days, want := range map[int]int{1: 0, 2: 0, 3: 1, 5: 1, 6: 2, 10: 2, 11: 3, 90: 3} {
		if got := digest.BucketOf(days); got != want {
			t.Errorf("%d days: bucket %d, want %d", days, got, want)
		}
	}
}

func TestADayNeedsTelling(t *testing.T) {
	for name, c := range map[string]struct {
		summary digest.Summary
		want    bool
	}{
		"nothing":             {digest.Summary{Buckets: [4]int{3, 2, 0, 0}}, false},
		"a promise is missed": {digest.Summary{Reps: []digest.RepLine{{PromisesMissed: 1}}}, true},
		"six days overdue":    {digest.Summary{Buckets: [4]int{0, 0, 1, 0}}, true},
		"nobody's lead":       {digest.Summary{Without: []digest.OverdueLead{{}}}, true},
	} {
		if got := c.summary.Exceptional(); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
