package digest

import "github.com/followup-bot/followup/internal/followup"

// Merge is what would become of two leads that are one: the kept lead as it is, the other, and what follows.
type Merge struct {
	Kept      followup.Lead
	Other     followup.Lead
	After     followup.Merging
	Owner     followup.Rep // the kept lead's, in whose calendar its dates are
	OtherName string       // of the other lead's owner
	Promise   bool         // a promise that is still to come would go
}
