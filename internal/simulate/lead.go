package simulate

import (
	"fmt"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/tracker"
)

// title is how the lead is called in lists.
func (l *lead) title() string { return l.company + " · " + l.name }

// asNew is the lead as it comes in: a warm one has asked, the others are cold, and one in ten is put on no cadence.
func (l *lead) asNew(owner followup.UserID) tracker.NewLead {
	address := strings.ToLower(strings.ReplaceAll(l.company, " ", "-"))
	n := tracker.NewLead{
		Name: l.name, Company: l.company, Country: l.country, Owner: owner, Source: "fair",
		Value: &followup.Money{Minor: l.value, Currency: "EUR"},
		Contact: followup.Contact{
			Name: l.name, Email: "hello@" + address + ".example", Phone: fmt.Sprintf("+4930%07d", l.n), LinkedIn: "linkedin.com/in/" + address,
		},
	}
	heat := cadence.Cold
	if l.warm {
		heat, n.Source = cadence.Warm, "website"
	}
	if l.n%10 != 9 {
		n.Cadence.Key, n.Cadence.Variant = cadence.Recommend(n.Value, heat)
	}
	return n
}

// nextOf is what comes next with a lead, in words for a story.
func nextOf(l followup.Lead) string {
	r := l.Recall
	if r == nil {
		return "it is " + strings.ReplaceAll(string(l.State), "_", " ")
	}
	what := string(r.Channel)
	if what == "" {
		what = "touch"
	}
	when := r.Due.Format("Mon 2 Jan")
	if r.At != nil {
		when += " " + r.At.String()
	}
	why := make([]string, 0, len(r.Reasons))
	for _, reason := range r.Reasons {
		why = append(why, strings.ReplaceAll(string(reason.Code), "_", " "))
	}
	because := " (" + strings.Join(why, ", ") + ")"
	switch r.Kind {
	case followup.Promised:
		return "promised: " + what + " on " + when + because
	case followup.Wake:
		return "sleeps until " + when + because
	default:
		return "next: " + what + " on " + when + because
	}
}
