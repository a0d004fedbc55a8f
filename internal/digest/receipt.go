package digest

import "github.com/followup-bot/followup/internal/followup"

// Receipt is what a person is told after a change: all of it is stored.
type Receipt struct {
	Event    followup.Event
	Lead     followup.Lead // as it is now
	By       string        // name of who did it
	Owner    followup.Rep  // in whose calendar the lead's dates are
	Repeated bool          // this very request had been carried out before; nothing new happened
	Again    bool          // an equal touch was logged minutes ago: this is a second one
	Deleted  bool          // an undo that took the lead itself back
}
