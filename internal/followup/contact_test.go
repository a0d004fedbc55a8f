package followup

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// acme is a lead called after Jane, its main contact, with Max beside her and Eva, who has left.
func acme() Lead {
	return Lead{Name: "Jane Doe", Company: "Acme", State: Active, Contacts: []Contact{
		{ID: 1, Email: "jane@acme.example"},
		{ID: 2, Name: "Max", Phone: "+49 30 1234567"},
		{ID: 3, Name: "Eva", Left: true},
	}}
}

// whom lists the contacts in their order; who has left stands in brackets.
func whom(l Lead) []string {
	var names []string
	for _, c := range l.Contacts {
		if name := c.Called(); c.Left {
			names = append(names, "("+name+")")
		} else {
			names = append(names, name)
		}
	}
	return names
}

func TestContacts(t *testing.T) {
	t.Parallel()
	jane := Lead{Name: "Jane Doe", Company: "Acme"}
	tests := []struct {
		name   string
		change func() (Lead, error)
		want   []string
		called string
		err    error
	}{
		{"a_new_one_comes_after_those_who_are_there", func() (Lead, error) { return acme().WithContact(Contact{Name: "Zoe"}) }, []string{"Jane Doe", "Max", "Zoe", "(Eva)"}, "Acme · Jane Doe", nil},
		{"whom_the_lead_is_called_after_is_the_first", func() (Lead, error) { return jane.WithContact(Contact{Name: "Max"}) }, []string{"Jane Doe", "Max"}, "Acme · Jane Doe", nil},
		{"more_about_whom_the_lead_is_called_after", func() (Lead, error) { return jane.WithContact(Contact{Name: "Jane Doe"}) }, []string{"Jane Doe"}, "Acme · Jane Doe", nil},
		{"a_company_is_nobody", func() (Lead, error) { return Lead{Name: "Acme"}.WithContact(Contact{Name: "Max"}) }, []string{"Max"}, "Acme", nil},
		{"same_email_is_the_same_person", func() (Lead, error) { return acme().WithContact(Contact{Name: "J.", Email: "JANE@acme.example"}) }, nil, "", ErrContactKnown},
		{"same_phone_too", func() (Lead, error) { return acme().WithContact(Contact{Phone: "0049 30 12345 67"}) }, nil, "", ErrContactKnown},
		{"nobody", func() (Lead, error) { return acme().WithContact(Contact{Role: "CEO"}) }, nil, "", ErrNobodyThere},
		{"another_main_one_gives_the_lead_its_name", func() (Lead, error) { return acme().WithMain(2) }, []string{"Max", "Jane Doe", "(Eva)"}, "Acme · Max", nil},
		{"the_main_one_leaves_and_the_next_follows", func() (Lead, error) { return acme().WithLeft(1, true) }, []string{"Max", "(Jane Doe)", "(Eva)"}, "Acme · Max", nil},
		{"somebody_else_leaves", func() (Lead, error) { return acme().WithLeft(2, true) }, []string{"Jane Doe", "(Max)", "(Eva)"}, "Acme · Jane Doe", nil},
		{"who_left_is_there_again", func() (Lead, error) { return acme().WithLeft(3, false) }, []string{"Jane Doe", "Max", "Eva"}, "Acme · Jane Doe", nil},
		{"who_left_becomes_the_main_one", func() (Lead, error) { return acme().WithMain(3) }, []string{"Eva", "Jane Doe", "Max"}, "Acme · Eva", nil},
		{"the_last_one_leaves", func() (Lead, error) {
			return Lead{Name: "Bo", Contacts: []Contact{{ID: 1, Name: "Bo"}}}.WithLeft(1, true)
		}, []string{"(Bo)"}, "Bo", nil},
		{"somebody_comes_after_the_last_one_left", func() (Lead, error) {
			l, err := Lead{Name: "Bo", Company: "Acme", Contacts: []Contact{{ID: 1}}}.WithLeft(1, true)
			if err != nil {
				return l, err
			}
			return l.WithContact(Contact{Name: "Zoe"})
		}, []string{"Zoe", "(Bo)"}, "Acme · Zoe", nil},
		{"edited", func() (Lead, error) {
			return acme().WithEdited(Contact{ID: 1, Name: "Jane Roe", Email: "jane@acme.example"})
		}, []string{"Jane Roe", "Max", "(Eva)"}, "Acme · Jane Roe", nil},
		{"edited_and_still_gone", func() (Lead, error) { return acme().WithEdited(Contact{ID: 3, Name: "Eva Berg"}) }, []string{"Jane Doe", "Max", "(Eva Berg)"}, "Acme · Jane Doe", nil},
		{"edited_into_another", func() (Lead, error) { return acme().WithEdited(Contact{ID: 2, Email: "jane@acme.example"}) }, nil, "", ErrContactKnown},
		{"of_another_lead", func() (Lead, error) { return acme().WithMain(9) }, nil, "", ErrNoSuchContact},
		{"of_no_lead", func() (Lead, error) { return acme().WithLeft(0, true) }, nil, "", ErrNoSuchContact},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l, err := test.change()
			if !errors.Is(err, test.err) {
				t.Fatalf("error is %v, want %v", err, test.err)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(test.want, whom(l)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if l.Title() != test.called {
				t.Errorf("called %q, want %q", l.Title(), test.called)
			}
		})
	}
}

func TestOthersAreSuggestedOnlyWhereSomebodyElseIsNeeded(t *testing.T) {
	t.Parallel()
	lost := acme()
	lost.State = Lost
	tests := []struct {
		name   string
		lead   Lead
		last   *Touch
		want   []string
		wanted bool
	}{
		{"wrong_person", acme(), &Touch{Outcome: WrongPerson, Contact: 1}, []string{"Max"}, true},
		{"bounced_at_another", acme(), &Touch{Outcome: Bounced, Contact: 2}, []string{"jane@acme.example"}, true},
		{"nobody_else_is_known", Lead{State: Active, Contacts: []Contact{{ID: 1}}}, &Touch{Outcome: LeftCompany, Contact: 1}, nil, true},
		{"no_answer", acme(), &Touch{Outcome: NoAnswer, Contact: 1}, nil, false},
		{"no_touch", acme(), nil, nil, false},
		{"closed", lost, &Touch{Outcome: WrongPerson}, nil, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			others, wanted := test.lead.Others(test.last)
			if diff := cmp.Diff(test.want, whom(Lead{Contacts: others})); diff != "" || wanted != test.wanted {
				t.Errorf("wanted %v, -want +got\n%s", wanted, diff)
			}
		})
	}
}
