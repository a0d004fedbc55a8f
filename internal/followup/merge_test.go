package followup_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func mayDay(day int) calendar.Date { return calendar.Date{Year: 2026, Month: 5, Day: day} }

func due(kind followup.RecallKind, day int) *followup.Recall {
	return &followup.Recall{ID: 1, Owner: "U1", Kind: kind, Due: mayDay(day)}
}

func TestMergeKeepsOneRecall(t *testing.T) {
	type lead struct {
		state  followup.State
		recall *followup.Recall
	}
	active := func(kind followup.RecallKind, day int) lead { return lead{followup.Active, due(kind, day)} }
	parked := func(day int) lead { return lead{followup.Parked, due(followup.Wake, day)} }
	for name, test := range map[string]struct {
		kept, other lead
		state       followup.State
		theirs      bool
		gone        int // the day of the recall that is gone; 0: none
	}{
		"earlier_plan":               {active(followup.Planned, 12), active(followup.Planned, 14), followup.Active, false, 14},
		"earlier_plan_of_the_other":  {active(followup.Planned, 14), active(followup.Planned, 12), followup.Active, true, 14},
		"same_day":                   {active(followup.Planned, 12), active(followup.Planned, 12), followup.Active, false, 12},
		"promise_before_plan":        {active(followup.Planned, 12), active(followup.Promised, 20), followup.Active, true, 12},
		"plan_before_wake":           {parked(12), active(followup.Planned, 20), followup.Active, true, 12},
		"both_parked":                {parked(20), parked(12), followup.Parked, true, 20},
		"open_before_won":            {lead{followup.Won, nil}, parked(12), followup.Parked, true, 0},
		"open_stays_open":            {active(followup.Planned, 12), lead{followup.Lost, nil}, followup.Active, false, 0},
		"won_before_lost":            {lead{followup.Lost, nil}, lead{followup.Won, nil}, followup.Won, false, 0},
		"lost_both":                  {lead{followup.Lost, nil}, lead{followup.Lost, nil}, followup.Lost, false, 0},
		"do_not_contact":             {lead{followup.DoNotContact, nil}, active(followup.Promised, 12), followup.DoNotContact, false, 12},
		"do_not_contact_of_other":    {active(followup.Planned, 12), lead{followup.DoNotContact, nil}, followup.DoNotContact, false, 12},
		"do_not_contact_beats_a_win": {lead{followup.Won, nil}, lead{followup.DoNotContact, nil}, followup.DoNotContact, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			kept := followup.Lead{ID: 1, Name: "Acme", Owner: "U1", State: test.kept.state, Recall: test.kept.recall}
			other := followup.Lead{ID: 2, Name: "Beta", Owner: "U2", State: test.other.state, Recall: test.other.recall}
			m := followup.Merge(kept, other)
			gone := 0
			if m.Gone != nil {
				gone = m.Gone.Due.Day
			}
			got := fmt.Sprint(m.Kept.State, m.Theirs, gone, m.Kept.Recall != nil)
			if want := fmt.Sprint(test.state, test.theirs, test.gone, test.state.Open()); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if m.Theirs && (m.Kept.Recall.ID != 0 || m.Kept.Recall.Owner != "U1" || m.Kept.Recall.Lead != 1 || len(m.Kept.Recall.Reasons) != 1) {
				t.Errorf("the other's recall became %+v", m.Kept.Recall)
			}
		})
	}
}

func TestMergeTellsOfAReplyThatWaits(t *testing.T) {
	owed := due(followup.Planned, 20)
	owed.ReplyOwed = true
	kept := followup.Lead{ID: 1, Name: "Acme", State: followup.Active, Recall: due(followup.Promised, 12)}
	other := followup.Lead{ID: 2, Name: "Beta", State: followup.Active, Recall: owed}
	if m := followup.Merge(kept, other); !m.Kept.Recall.ReplyOwed || kept.Recall.ReplyOwed {
		t.Error("an answer is still owed")
	}
}

func TestMergeKnowsWhatBothKnew(t *testing.T) {
	kept := followup.Lead{
		ID: 1, Name: "Jane Doe", Company: "Acme", State: followup.Won, Tags: []string{"trade-fair"}, Touches: 2, Source: "web",
		Contacts: []followup.Contact{{ID: 1, Email: "jane@acme.com"}, {ID: 2, Name: "Old Tim", Phone: "+49 30 1234567", Left: true}},
	}
	other := followup.Lead{
		ID: 2, Name: "Acme Inc", Company: "Acme Inc", State: followup.Won, Value: &followup.Money{Minor: 100, Currency: "EUR"},
		Tags: []string{"trade-fair", "hot"}, Touches: 3, Source: "call",
		Contacts: []followup.Contact{
			{ID: 3, Name: "Jane D.", Email: "Jane@Acme.com", Role: "CFO"},
			{ID: 4, Name: "Kim Lund", Phone: "+49 30 7654321"},
			{ID: 5, Name: "tim old"},
		},
	}
	m := followup.Merge(kept, other)
	want := followup.Lead{
		ID: 1, Name: "Jane Doe", Company: "Acme", State: followup.Won, Tags: []string{"trade-fair", "hot"}, Touches: 5, Source: "web",
		Value: &followup.Money{Minor: 100, Currency: "EUR"},
		Contacts: []followup.Contact{
			{ID: 1, Name: "Jane Doe", Email: "jane@acme.com", Role: "CFO"},
			{ID: 2, Name: "Old Tim", Phone: "+49 30 1234567"}, // is there, says one of the two
			{ID: 4, Name: "Kim Lund", Phone: "+49 30 7654321"},
		},
	}
	if diff := cmp.Diff(want, m.Kept); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[followup.ContactID]followup.ContactID{3: 1, 5: 2}, m.Folded); diff != "" {
		t.Error(diff)
	}
}

func TestMergeKeepsWhatTheLeadIsCalled(t *testing.T) {
	person := followup.Lead{Name: "Lea Lopez", Company: "Cedar Works", State: followup.Won}
	for name, want := range map[string]string{"Cedar Labs": "Cedar Labs", "lopez, lea": "Cedar Works · lopez, lea"} {
		if got := followup.Merge(followup.Lead{Name: name, State: followup.Won}, person).Kept.Title(); got != want {
			t.Errorf("called %q, want %q", got, want)
		}
	}
}

func TestMergeKeepsThePersonALeadIsCalledAfter(t *testing.T) {
	other := followup.Lead{Name: "Kim Lund", Company: "Acme", State: followup.Won}
	same := followup.Lead{Name: "kim lund", Company: "ACME", State: followup.Won}
	jane := followup.Lead{Name: "Jane Doe", Company: "Acme", State: followup.Won}
	if m := followup.Merge(same, other); m.Kept.Contacts != nil {
		t.Errorf("one person became %+v", m.Kept.Contacts)
	}
	if m := followup.Merge(jane, other); len(m.Kept.Contacts) != 2 || m.Kept.Contacts[1].Name != "Kim Lund" {
		t.Errorf("two people became %+v", m.Kept.Contacts)
	}
}

// However two leads stand, one is left with one recall or none, nobody is contacted who must not be, and nothing open is closed.
func TestMergeForgetsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := func(id followup.LeadID, name string) followup.Lead {
			l := followup.Lead{ID: id, Name: name, Owner: followup.UserID("U" + name), Touches: rapid.IntRange(0, 9).Draw(t, "touches")}
			l.State = rapid.SampledFrom([]followup.State{
				followup.Active, followup.Parked, followup.Won, followup.Lost, followup.DoNotContact,
			}).Draw(t, "state")
			if l.State.Open() {
				kind := rapid.SampledFrom([]followup.RecallKind{followup.Planned, followup.Promised}).Draw(t, "kind")
				if l.State == followup.Parked {
					kind, l.Park = followup.Wake, &followup.Park{Reason: name}
				}
				l.Recall = due(kind, rapid.IntRange(1, 28).Draw(t, "day"))
			}
			return l
		}
		a, b := some(1, "A"), some(2, "B")
		m := followup.Merge(a, b)
		k := m.Kept
		stopped := a.State == followup.DoNotContact || b.State == followup.DoNotContact
		switch {
		case (k.Recall != nil) != k.State.Open():
			t.Fatalf("%s with recall %v", k.State, k.Recall)
		case (k.Park != nil) != (k.State == followup.Parked):
			t.Fatalf("%s with park %v", k.State, k.Park)
		case stopped != (k.State == followup.DoNotContact):
			t.Fatalf("%s of %s and %s", k.State, a.State, b.State)
		case !stopped && k.State.Open() != (a.State.Open() || b.State.Open()):
			t.Fatalf("%s of %s and %s", k.State, a.State, b.State)
		case k.ID != a.ID || k.Owner != a.Owner || k.Touches != a.Touches+b.Touches:
			t.Fatalf("%+v", k)
		}
		if k.Recall != nil && m.Gone != nil && m.Gone.Kind == followup.Promised && k.Recall.Kind != followup.Promised {
			t.Fatal("a promise gave way to a plan")
		}
	})
}
