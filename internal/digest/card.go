package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// HistoryPage is how many entries of a lead's history a page shows; the card itself shows the five newest.
const HistoryPage = 10

// Card is a lead as its card shows it.
type Card struct {
	Lead      followup.Lead
	OwnerName string
	Owner     followup.Rep
	Mine      bool    // the viewer owns it
	MayDecide bool    // the viewer manages the owner's team or is an admin: may reassign
	Entries   []Entry // newest first, one page
	Page      int     // 0-based
	Pages     int
	Now       time.Time
	Viewer    followup.Person
	Overdue   int                   // working days
	Owed      []followup.Obligation // recaps, reminders and touches for hot signals that are owed now or soon
	Acted     *followup.Obligation  // the last hot signal that was acted upon lately; nil: none
	Last      *followup.Touch       // the newest touch that stands; nil: none
	UndoEvent followup.EventID      // newest event, when this viewer may undo it; 0: none
	Editable  bool                  // a form can correct it
	Stand     Stand
	MayChange bool // the viewer may start and pause its cadence
	MayForget bool // the lead asked not to be contacted, and the viewer may have its people's data erased

	Names map[followup.UserID]string // of the people who are mentioned

	Giving Giving
}

// Entry is one line of a lead's history.
type Entry struct {
	Event followup.Event
	By    string                     // name
	Names map[followup.UserID]string // of other people the entry mentions
}

// Match is a lead found by what somebody typed.
type Match struct {
	Lead      followup.Lead
	OwnerName string
	Mine      bool
	Last      *followup.Touch
}

// Duplicate is a lead that a new one may be already. To a stranger it shows owner and date, never notes.
type Duplicate struct {
	Lead      followup.Lead
	OwnerName string
	Mine      bool
	Visible   bool      // the viewer may open it
	LastTouch time.Time // zero: never
	Why       followup.Likeness
}
