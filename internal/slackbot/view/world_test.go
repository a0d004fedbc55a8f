package view_test

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// now is a Tuesday morning in Berlin.
var now = time.Date(2026, 5, 12, 6, 30, 0, 0, time.UTC)

var today = calendar.On(2026, 5, 12)

func berlin() *time.Location { return followup.Person{Zone: "Europe/Berlin"}.Location() }

// world is what people typed: the same surfaces are drawn with ordinary and with monstrous texts.
type world struct {
	view                               view.View
	lead, company, person, note, short string
	many                               int // how many of everything
}

func ordinary() world {
	return world{view: english, lead: "Jane Doe", company: "Acme", person: "Ana Sommer", note: "board meets 14 May", short: "pricing", many: 3}
}

const mischief = "<!channel> *bold* @everyone https://x.example 🦄"

// in is the same world, seen in another language.
func (w world) in(locale string) world {
	w.view = view.For(locale)
	return w
}

func monstrous() world {
	long := mischief + strings.Repeat(" 🦄<@U1>&`_~*\u202e\u200b\nx", 1000)
	return world{view: english, lead: long, company: mischief + " " + long, person: long, note: long, short: long, many: 150}
}

// blank is a world in which names only look like something, or not even that.
func blank() world {
	return world{view: english, lead: "\u3164\u200b", company: "", person: "\u202e", note: "\u200b", short: "", many: 12}
}

func (w world) rep() followup.Rep {
	return followup.Rep{
		Person:   followup.Person{Workspace: "T1", ID: "UANA", Name: w.person, Zone: "Europe/Berlin"},
		DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday,
	}
}

func (w world) max() followup.Person {
	return followup.Person{Workspace: "T1", ID: "UMAX", Name: "Max Berg", Zone: "America/New_York"}
}

func clock(h, m int) *calendar.TimeOfDay {
	t := calendar.Clock(h, m)
	return &t
}

// active is a lead with a call on a date.
func (w world) active(id followup.LeadID, due calendar.Date) followup.Lead {
	return followup.Lead{
		ID: id, Workspace: "T1", Name: w.lead, Company: w.company, Owner: "UANA", State: followup.Active, Touches: 4,
		Value: &followup.Money{Minor: 4_200_000, Currency: "EUR"}, Source: w.short, Tags: []string{w.short, "q2"},
		Contacts: []followup.Contact{{
			Name: w.lead, Email: "jane@acme.example", Phone: "+49 30 1234567", Role: w.short, Zone: "Europe/London",
			Preferred: followup.Call, Window: &followup.Window{From: calendar.Clock(10, 0), To: calendar.Clock(12, 0)},
		}},
		Recall: &followup.Recall{
			ID: followup.RecallID(id) + 300, Lead: id, Owner: "UANA", Kind: followup.Planned, Due: due, Channel: followup.Call, Version: 2,
			Reasons: []followup.Reason{{Code: followup.OtherWindow, Params: map[string]string{"days": "2"}}},
		},
	}
}

func (w world) promised(id followup.LeadID, due calendar.Date) followup.Lead {
	l := w.active(id, due)
	l.Recall.Kind, l.Recall.At, l.Recall.Goal = followup.Promised, clock(9, 30), w.short
	l.Recall.Reasons = []followup.Reason{{Code: followup.AgreedWithThem, Params: map[string]string{"on": "2026-05-08", "channel": "call"}}}
	return l
}

func (w world) parked(id followup.LeadID, wake calendar.Date) followup.Lead {
	l := w.active(id, wake)
	l.State = followup.Parked
	l.Park = &followup.Park{Reason: w.note, Note: w.note, FirstLine: w.note}
	l.Recall.Kind = followup.Wake
	l.Recall.Reasons = []followup.Reason{{Code: followup.NotNowParked, Params: map[string]string{"on": "2026-02-12", "what": w.note}}}
	return l
}

func (w world) closed(id followup.LeadID, s followup.State) followup.Lead {
	l := w.active(id, today)
	l.State, l.Recall = s, nil
	return l
}

func (w world) touch(by followup.UserID) *followup.Touch {
	return &followup.Touch{
		ID: 1, By: by, At: now.AddDate(0, 0, -4), Channel: followup.Call, Outcome: followup.Interested, Minutes: 12,
		Note: w.note, Promised: w.short, Gave: w.short,
	}
}

// rows has one of each section.
func (w world) rows() []digest.Row {
	replied := w.active(2, today)
	replied.Recall.ReplyOwed, replied.Recall.Channel = true, followup.Email
	late := w.promised(3, calendar.On(2026, 5, 8))
	rows := []digest.Row{
		{Lead: w.promised(1, today), Section: digest.PromisedToday, Last: w.touch("UANA"), Attempt: 1},
		{Lead: replied, Section: digest.TheyAnswered, Last: w.touch("UMAX"), LastBy: "Max Berg"},
		{Lead: late, Section: digest.OverduePromise, OverdueDays: 2},
		{Lead: w.active(4, calendar.On(2026, 5, 6)), Section: digest.Overdue, OverdueDays: 4, Attempt: 3, Snoozed: true},
		{Lead: w.active(5, today), Section: digest.DueToday, Last: w.touch("UANA")},
		{Lead: w.parked(6, today), Section: digest.WakingUp, Last: w.touch("UANA")},
	}
	for i := range w.many {
		rows = append(rows, digest.Row{Lead: w.parked(followup.LeadID(10+i), today), Section: digest.WakingUp, Last: w.touch("UANA")})
	}
	return rows
}

func (w world) day() digest.Day {
	rows := w.rows()
	return digest.Day{
		Rep: w.rep(), Date: today, Now: now, Open: rows, Settled: w.settled(2), Week: 11, WakeSoon: 3, Snoozed: 1,
		Names: w.names(),
	}
}

func (w world) settled(n int) []digest.Settled {
	var all []digest.Settled
	for i := range n {
		e := w.events()[i%len(w.events())]
		e.ID = followup.EventID(900 + i)
		if i%2 == 1 {
			e.By = "UMIA"
		}
		all = append(all, digest.Settled{
			Lead: w.active(followup.LeadID(700+i), today), Event: e, By: w.person, Mine: i%2 == 0, Undo: i%2 == 0,
		})
	}
	return all
}

func (w world) doneDay(n int) digest.Day {
	return digest.Day{Rep: w.rep(), Date: today, Now: now, Settled: w.settled(n), Week: 1, WakeSoon: 1, Names: w.names()}
}

func (w world) names() map[followup.UserID]string {
	return map[followup.UserID]string{"UANA": w.person, "UMIA": w.person, "UMAX": "Max Berg"}
}

// touchedDay has leads with which more than one thing was done, and one that still waits.
func (w world) touchedDay() digest.Day {
	d := w.day()
	did := w.events()
	kept := did[0]
	kept.Detail.Next, kept.Detail.Reasons = &followup.NextStep{Kind: followup.NextKeep}, nil
	moved := did[4]
	moved.By = "UMAX"
	moved.Detail.Reasons = []followup.Reason{{Code: followup.PromiseOnDayOff, Params: map[string]string{"on": "2026-05-16"}}}
	given := did[9]
	given.By, given.Detail = "UMIA", followup.Detail{From: "UANA", To: "UMAX"}
	d.Settled = []digest.Settled{
		{Lead: w.promised(1, today), Event: kept, Mine: true, Open: true, Undo: true},
		{Lead: w.active(20, calendar.On(2026, 5, 16)), Event: moved, Earlier: did[:1], Undo: true},
		{Lead: w.active(21, today), Event: did[3], Earlier: did[:1], Mine: true, Undo: true},
		{Lead: w.active(22, today), Event: given, Given: true},
	}
	return d
}

// events has one of each kind.
func (w world) events() []followup.Event {
	recall := &followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 15), Channel: followup.Email}
	shifted := []followup.Reason{
		{Code: followup.GiveTimeToAnswer, Params: map[string]string{"days": "3"}},
		{Code: followup.ShiftedToWorkingDay, Params: map[string]string{"from": "2026-05-14", "to": "2026-05-15"}},
	}
	park := &followup.NextStep{Kind: followup.NextPark, On: calendar.On(2027, 1, 4), Park: &followup.Park{Reason: w.note}}
	call := &followup.Touch{By: "UANA", At: now, Channel: followup.Call, Outcome: followup.NoAnswer, Minutes: 2, Note: w.note, Promised: w.short, Gave: w.short}
	worth := &followup.Money{Minor: 1_200_000, Currency: "EUR"}
	details := []struct {
		kind   followup.EventKind
		detail followup.Detail
	}{
		{followup.Logged, followup.Detail{Touch: call, Attempt: 3, Next: recall, Reasons: shifted, Value: worth}},
		{followup.Added, followup.Detail{Next: recall, Reasons: []followup.Reason{{Code: followup.FirstContact}}, Note: w.note, To: "UANA"}},
		{followup.ParkedIt, followup.Detail{Next: park}},
		{followup.Snoozed, followup.Detail{Until: time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC), Note: w.note}},
		{followup.Moved, followup.Detail{
			Next:    &followup.NextStep{Kind: followup.NextRecall, On: calendar.On(2026, 5, 15), At: clock(14, 0), Promised: true},
			Reasons: []followup.Reason{{Code: followup.MovedByRep, Params: map[string]string{"from": "2026-05-12", "to": "2026-05-15", "by": "UANA"}}},
			Note:    w.note,
		}},
		{followup.TheyAnswer, followup.Detail{}},
		{followup.ClosedWon, followup.Detail{Note: w.note, Next: &followup.NextStep{Kind: followup.NextWon, Value: worth}}},
		{followup.ClosedLost, followup.Detail{Note: w.note, Next: &followup.NextStep{Kind: followup.NextLost}}},
		{followup.Stopped, followup.Detail{Note: w.note, Next: &followup.NextStep{Kind: followup.NextStop}}},
		{followup.Reassigned, followup.Detail{From: "UMAX", To: "UANA"}},
		{followup.Undone, followup.Detail{Undid: followup.ParkedIt}},
	}
	events := make([]followup.Event, 0, len(details))
	for i, d := range details {
		events = append(events, followup.Event{ID: followup.EventID(40 + i), Lead: 1, Kind: d.kind, By: "UANA", At: now, Detail: d.detail})
	}
	return events
}

// stale is a lead that one of events has changed.
func (w world) stale(event int) view.StaleLead {
	return view.StaleLead{
		Lead: w.active(1, today), Event: w.events()[event], Names: map[followup.UserID]string{"UANA": w.person, "UMAX": "Max Berg"},
	}
}

// left are the leads of a batch that moved on.
func (w world) left() []digest.Left {
	all := []digest.Left{{Lead: w.active(3, today), Back: true}, {Lead: w.active(4, today)}}
	for i := range w.many {
		all = append(all, digest.Left{Lead: w.active(followup.LeadID(10+i), today), Event: w.events()[0], Names: w.names()})
	}
	return all
}

func (w world) receipt(e followup.Event) digest.Receipt {
	return digest.Receipt{Event: e, Lead: w.active(1, calendar.On(2026, 5, 15)), By: w.person, Owner: w.rep()}
}

func (w world) card() digest.Card {
	c := digest.Card{
		Lead: w.promised(1, calendar.On(2026, 5, 8)), OwnerName: w.person, Owner: w.rep(), Mine: true, Now: now, Viewer: w.rep().Person,
		Overdue: 2, UndoEvent: 44, Pages: 3,
	}
	for _, e := range w.events()[:digest.HistoryPage] {
		c.Entries = append(c.Entries, digest.Entry{Event: e, By: w.person, Names: map[followup.UserID]string{"UMAX": "Max Berg"}})
	}
	c.Entries[1].Event.UndoneBy = 99
	return c
}

func (w world) othersCard(state followup.State) digest.Card {
	c := w.card()
	c.Mine, c.Viewer, c.UndoEvent, c.Overdue = false, w.max(), 0, 0
	if !state.Open() {
		c.Lead = w.closed(1, state)
	}
	return c
}

func (w world) summary(daily bool) digest.Summary {
	s := digest.Summary{
		Team: followup.Team{
			ID: 7, Name: w.short, Channel: "C1", Manager: "UMAX", Zone: "Europe/Berlin",
			SummaryOn: followup.DefaultSummaryOn, SummaryAt: followup.DefaultSummaryAt, Members: []followup.UserID{"UANA", "UMAX"},
		},
		Date: today, Now: now, Daily: daily, Manager: "Max Berg", Buckets: [4]int{2: w.many}, Meetings: 5, Touches: 42,
	}
	for i := range w.many {
		s.Reps = append(s.Reps, digest.RepLine{
			Rep:      followup.Person{ID: followup.UserID("UR" + string(rune('A'+i%26)) + string(rune('A'+i/26))), Name: w.person},
			DueToday: i, Overdue: i, OldestDays: i, PromisesMissed: i,
			AtRisk: []followup.Money{{Minor: 4_200_000, Currency: "EUR"}, {Minor: 100, Currency: "CHF"}},
		})
		s.Oldest = append(s.Oldest, digest.OverdueLead{Lead: w.promised(followup.LeadID(100+i), calendar.On(2026, 5, 1)), OwnerName: w.person, Days: 7})
		s.Wins = append(s.Wins, digest.Win{Lead: w.closed(followup.LeadID(500+i), followup.Won), By: w.person, Touch: 7, At: now, Note: w.note})
	}
	s.Without = []digest.OverdueLead{{Lead: w.active(99, calendar.On(2026, 5, 20)), OwnerName: w.person}}
	return s
}

func (w world) matches() []digest.Match {
	var found []digest.Match
	for i := range w.many {
		m := digest.Match{Lead: w.active(followup.LeadID(1+i), today), OwnerName: w.person, Mine: i%2 == 1}
		if i > 0 {
			m.Last = w.touch("UMAX")
		}
		found = append(found, m)
	}
	return found
}

func (w world) duplicates() []digest.Duplicate {
	return []digest.Duplicate{
		{Lead: w.active(1, today), OwnerName: w.person, LastTouch: now.AddDate(0, 0, -4), Why: followup.SameContact},
		{Lead: w.closed(2, followup.Lost), Mine: true, Visible: true, Why: followup.SameName},
		{Lead: w.parked(3, today), OwnerName: w.person, Visible: true, Why: followup.NearlySame},
		{Lead: w.active(4, today), OwnerName: w.person, Why: followup.SameDomain},
	}
}

func (w world) newLead() view.NewLeadInput {
	return view.NewLeadInput{
		Name: w.lead, Company: w.company, ContactName: w.person, Email: "jane@acme.example", Phone: w.short, LinkedIn: w.short,
		Role: w.short, Zone: w.short, Preferred: followup.Email, WindowFrom: clock(10, 0), WindowTo: clock(12, 0), Value: w.short,
		Source: w.short, Tags: w.short, First: today, FirstChannel: followup.Call, Note: w.note, Owner: "UMAX",
	}
}

// logForm is a log form for a lead with an outcome and what the rules suggest for it.
func (w world) logForm(o followup.Outcome, c followup.Channel) view.LogForm {
	m := w.matches()[1]
	f := view.LogForm{
		Meta: view.Meta{Value: view.ValueOf(m.Lead), Outcome: o}, Lead: &m, Rep: w.rep(), Now: now,
		Input: view.LogInput{Channel: c, Outcome: o, Note: w.note, Promised: w.short, Gave: w.short, Value: "€12k", Minutes: 2},
	}
	f.Suggested, f.Why = followup.Suggest(o, followup.Situation{Today: today, Owner: followup.Rep{Week: calendar.MondayToFriday}, Channel: c, Lead: m.Lead})
	return f
}

func (w world) newLeadForm() view.LogForm {
	f := w.logForm(followup.NotNow, followup.Email)
	f.Lead, f.Meta, f.Notice, f.Duplicates = nil, view.Meta{New: true}, w.note, w.duplicates()
	f.Input.New = w.newLead()
	return f
}

func (w world) promiseForm() view.LogForm {
	f := w.logForm(followup.NoAnswer, followup.Call)
	l := w.promised(1, calendar.On(2026, 5, 15))
	f.Lead.Lead = l
	f.Suggested, f.Why = followup.Suggest(followup.NoAnswer, followup.Situation{
		Today: today, Owner: followup.Rep{Week: calendar.MondayToFriday}, Channel: followup.Call, Lead: l,
	})
	return f
}

func (w world) team(mayEdit bool) view.TeamForm {
	f := view.TeamForm{Team: w.summary(false).Team, ChannelName: w.short, MayEdit: mayEdit, Manager: w.person, NotInside: true}
	for range w.many {
		f.Names = append(f.Names, w.person)
	}
	return f
}

func (w world) reassign(from followup.UserID) view.ReassignForm {
	s := w.summary(false)
	f := view.ReassignForm{Meta: view.Meta{Value: view.Value{Team: 7}}, Summary: s, From: from, Leads: s.Oldest}
	if from == "" {
		f.Leads = s.Without
	}
	return f
}

func (w world) suggestions(query string, allowNew bool) slack.OptionsResponse {
	return w.view.LeadOptions(w.matches(), query, allowNew, now.In(berlin()))
}

// english is what most tests look at.
var english = view.For("en-GB")

// phrase is a piece of a note that asks for a call back: those are short.
func (w world) phrase() string {
	return "call " + strings.ToValidUTF8(w.note[:min(len(w.note), 55)], "")
}

func (w world) nudgeForm() view.NudgeForm {
	s := w.summary(false)
	return view.NudgeForm{Meta: view.Meta{Value: view.Value{Team: 7}}, Summary: s, Viewer: "UMAX", To: "URAB", Leads: s.Oldest}
}

func (w world) nudge() digest.Nudge {
	return digest.Nudge{From: w.person, To: w.rep(), Line: w.note, Now: now, Open: w.summary(false).Oldest, Settled: []followup.Lead{w.closed(1, followup.Won)}}
}
