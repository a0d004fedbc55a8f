package followup

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDetailsAreCorrectedWithWhomTheLeadIsCalledAfter(t *testing.T) {
	t.Parallel()
	jane := Lead{Name: "Jane Do", Company: "Acme", Contacts: []Contact{{ID: 1, Name: "JANE DO", Email: "jane@acme.example"}, {ID: 2, Name: "Max"}}}
	firm := Lead{Name: "Acme", Contacts: []Contact{{ID: 1, Name: "Acme", Email: "info@acme.example"}}}
	for name, test := range map[string]struct {
		lead   Lead
		to     Details
		called string
		whom   []string
	}{
		"a_person_is_spelled_right":        {jane, Details{Name: "Jane Doe", Company: "Acme"}, "Acme · Jane Doe", []string{"Jane Doe", "Max"}},
		"a_company_too":                    {firm, Details{Name: "Acme GmbH"}, "Acme GmbH", []string{"Acme GmbH"}},
		"its_company_is_spelled_right":     {jane, Details{Name: "Jane Do", Company: "Acme GmbH"}, "Acme GmbH · Jane Do", []string{"JANE DO", "Max"}},
		"only_the_company_is_left":         {jane, Details{Company: "Acme"}, "Acme", []string{"JANE DO", "Max"}},
		"the_company_becomes_the_name":     {jane, Details{Name: "Acme"}, "Acme", []string{"JANE DO", "Max"}},
		"the_name_is_the_company":          {jane, Details{Name: "Beta", Company: "beta"}, "Beta", []string{"JANE DO", "Max"}},
		"somebody_is_found_there":          {firm, Details{Name: "Jane", Company: "Acme"}, "Acme · Jane", []string{"Jane"}},
		"who_had_no_name_keeps_the_lead's": {acme(), Details{Company: "Acme"}, "Acme", []string{"Jane Doe", "Max", "(Eva)"}},
		"or_is_called_like_it_still":       {acme(), Details{Name: "Jane Roe", Company: "Acme"}, "Acme · Jane Roe", []string{"jane@acme.example", "Max", "(Eva)"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := whom(test.lead)
			got := test.lead.WithDetails(test.to)
			if diff := cmp.Diff(test.whom, whom(got)); diff != "" || got.Title() != test.called {
				t.Errorf("called %q, contacts:\n%s", got.Title(), diff)
			}
			if diff := cmp.Diff(before, whom(test.lead)); diff != "" {
				t.Errorf("the lead before was changed:\n%s", diff)
			}
		})
	}
}

func TestVersionsTellDetailsApart(t *testing.T) {
	t.Parallel()
	d := Details{Name: "a", Company: "b", Value: &Money{Minor: 1, Currency: "EUR"}, Source: "c", Tags: []string{"d", "e"}}
	same := d
	same.Value, same.Tags = &Money{Minor: 1, Currency: "EUR"}, []string{"d", "e"}
	if !d.Same(same) || d.Version() != same.Version() {
		t.Error("the same is different")
	}
	for name, change := range map[string]func(*Details){
		"name":     func(d *Details) { d.Name = "x" },
		"company":  func(d *Details) { d.Company = "" },
		"value":    func(d *Details) { d.Value = &Money{Minor: 2, Currency: "EUR"} },
		"currency": func(d *Details) { d.Value = &Money{Minor: 1, Currency: "CHF"} },
		"no_value": func(d *Details) { d.Value = nil },
		"source":   func(d *Details) { d.Source = "b" },
		"tags":     func(d *Details) { d.Tags = []string{"d e"} },
		"shifted":  func(d *Details) { d.Name, d.Company = "ab", "" },
	} {
		other := d
		if change(&other); d.Same(other) || other.Same(d) || d.Version() == other.Version() {
			t.Errorf("%s: no difference", name)
		}
	}
}
