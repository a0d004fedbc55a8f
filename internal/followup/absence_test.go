package followup_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// gone is a rep in Berlin who is away from Wed 13 to Tue 26 May.
func gone() followup.Rep {
	return followup.Rep{
		Person: followup.Person{ID: "UANA", Zone: "Europe/Berlin"}, DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday,
		Away: &followup.Absence{ID: 1, From: calendar.On(2026, 5, 13), Until: calendar.On(2026, 5, 26), Cover: "UMAX"},
	}
}

func recallOn(id followup.LeadID, kind followup.RecallKind, on calendar.Date) followup.Lead {
	return followup.Lead{ID: id, State: followup.Active, Recall: &followup.Recall{Lead: id, Kind: kind, Due: on}}
}

func TestAnAbsencesDaysAreDaysOff(t *testing.T) {
	t.Parallel()
	rep := gone()
	days := rep.Workdays()
	for _, c := range []struct {
		from, to calendar.Date
		want     int
	}{
		{calendar.On(2026, 5, 12), calendar.On(2026, 5, 26), 0},
		{calendar.On(2026, 5, 12), calendar.On(2026, 5, 27), 1},
		{calendar.On(2026, 5, 11), calendar.On(2026, 5, 28), 3},
	} {
		if got := days.Between(c.from, c.to); got != c.want {
			t.Errorf("from %s to %s there are %d, want %d", c.from, c.to, got, c.want)
		}
	}
	if got := days.Add(calendar.On(2026, 5, 12), 1); got != calendar.On(2026, 5, 27) {
		t.Errorf("the next working day is %s", got)
	}
	on, why := followup.Timed(calendar.On(2026, 5, 16), "", calendar.On(2026, 5, 12), rep, followup.Prospect{})
	if on != calendar.On(2026, 5, 27) || len(why) != 1 || why[0].Code != followup.AwayUntil || why[0].Params["until"] != "2026-05-26" {
		t.Errorf("a date in it goes to %s: %v", on, why)
	}
	back := calendar.On(2026, 5, 27)
	for kind, want := range map[followup.RecallKind]int{followup.Planned: 0, followup.Wake: 0, followup.Promised: 1} {
		if got := rep.OverdueDays(*recallOn(1, kind, calendar.On(2026, 5, 18)).Recall, back); got != want {
			t.Errorf("%s is %d days overdue on the return, want %d", kind, got, want)
		}
	}
	taken := followup.Absence{From: calendar.On(2026, 5, 13), Until: calendar.On(2026, 5, 12)}
	if taken.On(calendar.On(2026, 5, 13)) || taken.On(calendar.On(2026, 5, 12)) || taken.Ahead(calendar.On(2026, 5, 1)) || taken.Happened(back) {
		t.Error("an absence that was taken back has a day")
	}
}

func TestWhatAnAbsencePutsOff(t *testing.T) {
	t.Parallel()
	rep, today := gone(), calendar.On(2026, 5, 12)
	answered := recallOn(5, followup.Planned, calendar.On(2026, 5, 18))
	answered.Recall.ReplyOwed = true
	leads := []followup.Lead{
		recallOn(1, followup.Planned, calendar.On(2026, 5, 18)), recallOn(2, followup.Promised, calendar.On(2026, 5, 18)),
		recallOn(3, followup.Wake, calendar.On(2026, 5, 18)), recallOn(4, followup.Echo, calendar.On(2026, 5, 18)), answered,
		recallOn(6, followup.Planned, today.AddDays(-3)), recallOn(7, followup.Planned, calendar.On(2026, 5, 28)),
	}
	moved := func(at calendar.Date) map[followup.LeadID]string {
		to := map[followup.LeadID]string{}
		for _, m := range followup.PutOffs(leads, rep, at) {
			to[m.Lead.ID] = m.On.String()
		}
		return to
	}
	if got := moved(today); len(got) != 1 || got[1] != "2026-05-27" {
		t.Errorf("before it begins it puts off %v", got)
	}
	if got := moved(rep.Away.From); len(got) != 2 || got[1] != "2026-05-27" || got[6] != "2026-05-27" {
		t.Errorf("when it begins it puts off %v", got)
	}
}

// Back sooner: what this absence put off comes back, also where it was made longer; what an earlier one did stays.
func TestWhatComesBackSooner(t *testing.T) {
	t.Parallel()
	rep, today := gone(), calendar.On(2026, 5, 20)
	put := func(from, to, until string) followup.Reason {
		return followup.Reason{Code: followup.AwayUntil, Params: map[string]string{"from": from, "to": to, "until": until}}
	}
	lead := func(id followup.LeadID, on calendar.Date, why ...followup.Reason) followup.Lead {
		l := recallOn(id, followup.Planned, on)
		l.Recall.Reasons = why
		return l
	}
	leads := []followup.Lead{
		lead(1, calendar.On(2026, 5, 27), put("2026-05-21", "2026-05-27", "2026-05-26")),
		lead(2, calendar.On(2026, 6, 3), put("2026-05-14", "2026-05-27", "2026-05-26"), put("2026-05-27", "2026-06-03", "2026-06-02")),
		lead(3, calendar.On(2026, 5, 27), put("2026-05-21", "2026-05-27", "2026-05-26"), followup.Reason{Code: followup.MovedByRep}),
		lead(4, calendar.On(2026, 5, 27), put("2026-04-20", "2026-05-04", "2026-05-01"), put("2026-05-22", "2026-05-27", "2026-05-26")),
		lead(5, calendar.On(2026, 5, 29)),
	}
	rep.Away.Until = today.AddDays(-1)
	to := map[followup.LeadID]string{}
	for _, m := range followup.PutBacks(leads, rep, today) {
		to[m.Lead.ID] = m.On.String()
	}
	if len(to) != 3 || to[1] != "2026-05-21" || to[2] != "2026-05-20" || to[4] != "2026-05-22" {
		t.Errorf("back comes %v", to)
	}
}
