package digest

import (
	"slices"

	"github.com/followup-bot/followup/internal/followup"
)

// Editing is what a form shows that corrects an event: the event, its lead as it was before, and in whose calendar its dates are. Where
// the correction is a change of its own (Renews), the lead is as it is now.
type Editing struct {
	Event   followup.Event
	Was     followup.Lead
	Owner   followup.Rep
	Contact followup.ContactID // whom an event about a contact was about
}

// Renews lists the kinds of event that a form corrects by saying anew what is known of the lead, which is an event of its own. Nothing
// is to be taken back for that: the lead would go with having been added.
func Renews(k followup.EventKind) bool {
	return k == followup.Added || k == followup.Edited || k == followup.ContactAdded || k == followup.ContactEdited
}

// Editable reports whether a form can correct events of this kind. Of the others there is nothing to say otherwise: they are taken back.
func Editable(k followup.EventKind) bool {
	return Renews(k) || slices.Contains([]followup.EventKind{
		followup.Logged, followup.ParkedIt, followup.Moved, followup.Snoozed, followup.ClosedWon, followup.ClosedLost, followup.Stopped,
		followup.Reassigned, followup.MergedIn, followup.MergedAway,
	}, k)
}
