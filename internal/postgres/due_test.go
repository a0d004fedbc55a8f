package postgres_test

import (
	"slices"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func TestDueLeads(t *testing.T) {
	h := newHouse(t)
	for name, l := range map[string]followup.Lead{
		"overdue":        lead("overdue", ann, today.AddDays(-30)),
		"today":          lead("today", ann, today),
		"tomorrow":       lead("tomorrow", ann, today.AddDays(1)),
		"bob's":          lead("bob's", bob, today.AddDays(1)),
		"bob's next":     lead("bob's next", bob, today.AddDays(2)),
		"somebody's":     lead("somebody's", mia, today),
		"parked, asleep": parked("parked, asleep", today.AddDays(5)),
		"parked, wakes":  parked("parked, wakes", today),
	} {
		l.Contacts = []followup.Contact{{Name: "of " + name}, {Name: "second"}}
		h.insert(l)
	}
	closed := h.insert(lead("closed", ann, today))
	after := closed
	after.State, after.Recall = followup.Lost, nil
	h.update(closed, after)

	due, err := h.store.DueLeads(t.Context(), w, map[followup.UserID]calendar.Date{ann: today, bob: today.AddDays(1)})
	h.ok(err)
	got := names(due)
	slices.Sort(got)
	h.same(got, []string{"bob's", "overdue", "parked, wakes", "today"})
	recalls, err := h.store.DueRecalls(t.Context(), w, map[followup.UserID]calendar.Date{ann: today, bob: today.AddDays(1)})
	h.ok(err)
	h.same([]int{len(recalls[ann]), len(recalls[bob])}, []int{3, 1})
	for _, l := range due {
		if !slices.ContainsFunc(recalls[l.Owner], func(r followup.Recall) bool { return r.Kind == l.Recall.Kind && r.Due == l.Recall.Due }) {
			t.Errorf("the recall of %s is missing", l.Name)
		}
	}
	for _, l := range due {
		h.same(l, h.load(l.ID))
		h.same(l.Contacts[0].Name, "of "+l.Name)
	}
	none, err := h.store.DueLeads(t.Context(), w, nil)
	h.ok(err)
	h.same(len(none), 0)
}

func parked(name string, wake calendar.Date) followup.Lead {
	l := lead(name, ann, wake)
	l.State, l.Park, l.Recall.Kind = followup.Parked, &followup.Park{Reason: "later"}, followup.Wake
	return l
}

func TestUpcomingLeads(t *testing.T) {
	h := newHouse(t)
	nine := calendar.Clock(9, 0)
	timed := lead("in 1, at nine", ann, today.AddDays(1))
	timed.Recall.At = &nine
	for _, l := range []followup.Lead{
		lead("today", ann, today), lead("in 7", ann, today.AddDays(7)), lead("in 8", ann, today.AddDays(8)),
		lead("in 1", ann, today.AddDays(1)), timed, parked("wakes in 3", today.AddDays(3)), lead("bob's", bob, today.AddDays(1)),
	} {
		h.insert(l)
	}
	week := today.AddDays(7)
	all, err := h.store.UpcomingLeads(t.Context(), w, ann, today, week, 0, 10)
	h.ok(err)
	h.same(names(all), []string{"in 1, at nine", "in 1", "wakes in 3", "in 7"})
	page, err := h.store.UpcomingLeads(t.Context(), w, ann, today, week, 1, 2)
	h.ok(err)
	h.same(names(page), []string{"in 1", "wakes in 3"})

	count, waking, err := h.store.CountDue(t.Context(), w, ann, today, week)
	h.ok(err)
	h.same([]int{count, waking}, []int{4, 1})
	day := func(id followup.UserID, on calendar.Date) tracker.RepDay {
		return tracker.RepDay{Rep: followup.Rep{Person: followup.Person{ID: id}}, On: on}
	}
	ahead, err := h.store.CountAhead(t.Context(), w, []tracker.RepDay{day(ann, today), day(bob, today.AddDays(1)), day("U9", today)}, 7)
	h.ok(err)
	h.same(ahead, map[followup.UserID]tracker.Ahead{ann: {All: 4, Waking: 1}})
	owned, err := h.store.CountLeads(t.Context(), w, ann)
	h.ok(err)
	h.same(owned, 6)
}

func TestOwnerless(t *testing.T) {
	h := newHouse(t)
	sales := h.team("C1", ann, ann, bob)
	other := h.team("C2", ann, ann)
	gone := person(bob)
	gone.Deleted = true
	guest := person(mia)
	guest.Guest = true
	h.people(gone, guest)
	h.insert(lead("bob's", bob, today))
	h.insert(lead("max's, of no team", mia, today.AddDays(-1)))
	h.insert(lead("ann's", ann, today))
	won := lead("bob's, won", bob, today)
	won.State, won.Recall = followup.Won, nil
	h.insert(won)

	for id, want := range map[followup.TeamID][]string{
		sales.ID: {"max's, of no team", "bob's"},
		other.ID: {"max's, of no team"},
	} {
		leads, err := h.store.Ownerless(t.Context(), w, id, 10)
		h.ok(err)
		h.same(names(leads), want)
	}
	one, err := h.store.Ownerless(t.Context(), w, sales.ID, 1)
	h.ok(err)
	h.same(len(one), 1)
}

func TestFindLeads(t *testing.T) {
	h := newHouse(t)
	add := func(name, company string, owner followup.UserID, contacts ...followup.Contact) followup.Lead {
		l := lead(name, owner, today)
		l.Company, l.Contacts = company, contacts
		return h.insert(l)
	}
	add("Jane Doe", "Acme", ann)
	add("Acme Nord", "", bob)
	add("Placme", "", ann)
	add("Zoe", "Foo (Acme) GmbH", ann)
	shut := add("Acme Alt", "", ann)
	add("Müller", "ÄPFEL AG", ann, followup.Contact{Name: "Otto", Email: "otto@ACME.example"})
	closed := shut
	closed.State, closed.Recall = followup.Lost, nil
	h.update(shut, closed)
	everybody := []followup.UserID(nil)

	tests := []struct {
		name, text string
		owners     []followup.UserID
		limit      int
		want       []string
	}{
		{
			"beginnings_then_own_then_open_then_name_then_contacts", "acm", everybody, 10,
			[]string{"Jane Doe", "Zoe", "Acme Alt", "Acme Nord", "Placme", "Müller"},
		},
		{"contacts_only_where_nothing_is_called_just_so", "acme", everybody, 10, []string{"Jane Doe", "Zoe", "Acme Alt", "Acme Nord", "Placme"}},
		{"contacts_only_where_names_leave_room", "acm", everybody, 5, []string{"Jane Doe", "Zoe", "Acme Alt", "Acme Nord", "Placme"}},
		{"only_visible_owners", "ACME", []followup.UserID{bob}, 10, []string{"Acme Nord"}},
		{"nobody_is_visible", "acme", []followup.UserID{}, 10, nil},
		{"limit", "acme", everybody, 2, []string{"Jane Doe", "Zoe"}},
		{"word_inside", "doe", everybody, 10, []string{"Jane Doe"}},
		{"umlauts_in_any_case", "äpf", everybody, 10, []string{"Müller"}},
		{"contact", "otto", everybody, 10, []string{"Müller"}},
		{"pattern_characters_are_plain", "%", everybody, 10, nil},
		{"underscore_is_plain", "a_me", everybody, 10, nil},
		{"backslash_is_plain", `\`, everybody, 10, nil},
		{"everything", "", []followup.UserID{ann}, 10, []string{"Jane Doe", "Müller", "Placme", "Zoe", "Acme Alt"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, err := h.store.FindLeads(t.Context(), w, test.text, ann, test.owners, test.limit)
			h.ok(err)
			if got := names(leadsOf(found)); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	strangers, err := h.store.FindLeads(t.Context(), "T2", "acme", ann, nil, 10)
	h.ok(err)
	h.same(len(strangers), 0)
}

func TestLeadsWith(t *testing.T) {
	h := newHouse(t)
	add := func(name string, contacts ...followup.Contact) {
		l := lead(name, ann, today)
		l.Contacts = contacts
		h.insert(l)
	}
	add("mail", followup.Contact{Email: "Jane@Acme.example"})
	add("phone", followup.Contact{Name: "no phone"}, followup.Contact{Phone: "+49 (30) 123-4567"})
	add("both", followup.Contact{Email: "jane@acme.example", Phone: "+49301234567"})
	add("neither", followup.Contact{Name: "jane@acme.example"})
	key := followup.PhoneKey("+49 30 1234567")
	for _, test := range []struct {
		emails, phones []string
		want           []string
	}{
		{[]string{"JANE@acme.example"}, nil, []string{"mail", "both"}},
		{nil, []string{key}, []string{"phone", "both"}},
		{[]string{"jane@acme.example", "x@y.example"}, []string{key}, []string{"mail", "phone", "both"}},
		{nil, nil, []string{}},
		{[]string{""}, []string{""}, []string{}},
	} {
		leads, err := h.store.LeadsWith(t.Context(), w, test.emails, test.phones)
		h.ok(err)
		h.same(names(leads), test.want)
	}
}

func TestReadsOfAnotherWorkspaceSeeNothing(t *testing.T) {
	h := newHouse(t)
	one := h.insert(lead("One", ann, today))
	e := h.event(followup.Event{Lead: one.ID}, &one)
	for name, read := range map[string]func() error{
		"person": func() error { _, err := h.store.Person(t.Context(), "T2", ann); return err },
		"rep":    func() error { _, err := h.store.Rep(t.Context(), "T2", ann); return err },
		"event":  func() error { _, err := h.store.Event(t.Context(), "T2", e.ID); return err },
		"newest": func() error { _, err := h.store.NewestEvent(t.Context(), "T2", one.ID); return err },
		"by":     func() error { _, err := h.store.NewestEventBy(t.Context(), "T2", ann); return err },
		"team":   func() error { _, err := h.store.TeamIn(t.Context(), "T2", "C1"); return err },
	} {
		t.Run(name, func(*testing.T) { h.is(read(), tracker.ErrNotFound) })
	}
	due, err := h.store.DueLeads(t.Context(), "T2", map[followup.UserID]calendar.Date{ann: today})
	h.ok(err)
	h.same(len(due), 0)
}
