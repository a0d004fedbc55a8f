// Package cadence knows the method: which touch of which cadence comes next, in which channel, and why. Cadences are data; the shipped
// ones are YAML files beside the code.
package cadence

import (
	"github.com/followup-bot/followup/internal/followup"
)

// Suggestion is what follows a touch by default.
type Suggestion struct {
	Next    followup.NextStep
	Why     []followup.Reason
	After   *followup.Enrolment // where the enrolment stands then; nil: the lead runs on none
	Switch  string              // the key of the cadence to enrol on instead, which the caller has to load; empty: none
	Ended   bool                // the enrolment that ran is over
	Skipped []followup.Skip     // steps passed over on the way
}

// Suggest says what follows a touch with outcome o: the one answer that a form, a typed line and a button give. It may be incomplete:
// then the person is asked for the date. A promise for later is kept (G6).
func Suggest(o followup.Outcome, s followup.Situation) Suggestion {
	next, why := followup.Suggest(o, s)
	return Suggestion{Next: next, Why: []followup.Reason{why}, After: s.Lead.Enrolment}
}
