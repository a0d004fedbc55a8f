package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Erasure is what a form shows before a lead's data is erased: what goes, and what stays.
type Erasure struct {
	Lead  followup.Lead
	Owner followup.Person
	Goes  Traces
	Asked time.Time // when they asked not to be contacted; zero: they haven't
	Known int       // by how many addresses they are known again
	Also  []Match   // other leads with one of the addresses: they stay as they are
}

// Traces counts what there is about a lead, with the leads that went into it.
type Traces struct {
	Contacts int
	Notes    int // texts in its history: what was said, promised and given
	Touches  int // they stay, without a word
	Merged   int // leads that went into it
}
