package digest

import "github.com/followup-bot/followup/internal/followup"

// Receipt is what a person is told after a change: all of it is stored.
type Receipt struct {
	Event     followup.Event
	Lead      followup.Lead // as it is now
	By        string        // name of who did it
	Owner     followup.Rep  // in whose calendar the lead's dates are
	Repeated  bool          // this very request had been carried out before; nothing new happened
	Again     bool          // an equal touch was logged minutes ago: this is a second one
	Instead   *Instead      // what the note asks for, where something else follows; nil: nothing
	Batch     *Batch        // it was done to several leads, of which Lead is the last; nil: to one
	Deleted   bool          // an undo that took the lead itself back
	Stand     Stand
	Begin     *followup.Cadence // of a signal: the cadence to start now that none runs; nil: none
	Company   *Company          // of a reply: who else at their company could be paused; nil: nobody
	Offer     *followup.Offer   // what could be added to the touch that was logged, with one tap; nil: nothing, or nobody asked
	Loose     bool              // what was given is none of the library's: it was kept as it was typed
	MayForget bool              // the lead asked not to be contacted, and who asks may have its people's data erased
}

// Batch is what was done to several leads at once.
type Batch struct {
	Leads int    // how many
	Left  []Left // of an undo: those that stay as they are
}

// Left is a lead that an undo of a batch leaves alone, because something newer stands on it.
type Left struct {
	Lead  followup.Lead
	Event followup.Event             // what was done since; zero where that is not theirs to know
	Back  bool                       // the same was taken back before, by itself
	Names map[followup.UserID]string // of who did it, and of others it mentions
}

// Instead is the next step that a note asks for, in its words.
type Instead struct {
	Next  followup.NextStep
	Words string
}
