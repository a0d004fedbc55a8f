package followup

import (
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Channel is the way a touch is made.
type Channel string

// The channels.
const (
	Call     Channel = "call"
	Email    Channel = "email"
	LinkedIn Channel = "linkedin"
	SMS      Channel = "sms"
	Video    Channel = "video"
	Meeting  Channel = "meeting"
	Visit    Channel = "visit"
)

// Channels lists every channel in the order in which forms show them.
func Channels() []Channel { return []Channel{Call, Email, LinkedIn, SMS, Video, Meeting, Visit} }

// Touch is one contact with a lead in one channel, or the prospect's answer.
type Touch struct {
	ID       TouchID
	Lead     LeadID
	Event    EventID
	By       UserID
	At       time.Time
	Channel  Channel
	Outcome  Outcome
	Minutes  int // duration of a call; 0: not said
	Note     string
	Promised string    // what we promised to send or do
	Gave     string    // the piece of value that was given
	Contact  ContactID // who was tried; 0: not said
	Piece    PieceID   // which piece of the library was given; 0: none of it
}

// Decisive reports whether the n-th touch is one of those on which deals are won: the fifth to the seventh (The Recall Strategy).
func Decisive(n int) bool { return n >= 5 && n <= 7 }

// Source says from which surface a change came.
type Source string

// The sources of a change.
const (
	FromCommand  Source = "command"
	FromModal    Source = "modal"
	FromButton   Source = "button"
	FromHome     Source = "home"     // a press on the Home tab, or a form that began there
	FromShortcut Source = "shortcut" // a form that began with a shortcut
	FromMessage  Source = "message"  // a line written to the bot, or a form that began with one
	FromRule     Source = "rule"
	FromImport   Source = "import"
)

// EventKind says what an entry of a lead's history did.
type EventKind string

// The kinds of event.
const (
	Added      EventKind = "added"
	Logged     EventKind = "logged"
	ParkedIt   EventKind = "parked"
	Snoozed    EventKind = "snoozed"
	Moved      EventKind = "moved"
	TheyAnswer EventKind = "replied"
	ClosedWon  EventKind = "won"
	ClosedLost EventKind = "lost"
	Stopped    EventKind = "do_not_contact"
	Reassigned EventKind = "reassigned"
	Edited     EventKind = "edited"      // what is known of the lead itself was corrected
	MergedIn   EventKind = "merged_in"   // another lead went into it
	MergedAway EventKind = "merged_away" // it went into another one

	ContactAdded  EventKind = "contact_added"
	ContactEdited EventKind = "contact_edited"
	ContactMain   EventKind = "contact_main" // became the main contact
	ContactLeft   EventKind = "contact_left" // has left
	ContactBack   EventKind = "contact_back" // is there after all

	CadenceBegan    EventKind = "cadence_began" // also where it began anew
	CadenceSwitched EventKind = "cadence_switched"
	CadencePaused   EventKind = "cadence_paused"
	CadenceResumed  EventKind = "cadence_resumed"
	CadenceStopped  EventKind = "cadence_stopped"
	StepSkipped     EventKind = "step_skipped"
	CadenceMigrated EventKind = "cadence_migrated" // its lead was taken along to a newer version

	Signalled EventKind = "signalled"
	Rested    EventKind = "rested"  // nobody answered the break-up: a rule let it rest, or the rep before
	Spread    EventKind = "spread"  // a batch moved it to a day with room
	PutOff    EventKind = "put_off" // it waits until its owner, who is away, is back; or, where they are back sooner, no longer

	OwedSent EventKind = "owed_sent" // what was owed went out, without a touch of its own

	Undone EventKind = "undone"
	Forgot EventKind = "forgotten" // its people's data was erased; it can't be undone
)

// Event is one entry of a lead's history: who changed what, when and from where.
type Event struct {
	ID       EventID
	Lead     LeadID
	Kind     EventKind
	By       UserID
	At       time.Time
	Source   Source
	Recall   RecallID // the recall it settled or changed; 0: none
	Detail   Detail
	UndoneBy EventID // the undo that took it back, or the edit that stands in for it; 0: it stands
}

// Detail is what a history line needs beside its kind. Fields that don't apply are empty.
type Detail struct {
	Touch   *Touch    `json:"touch,omitempty"`
	Attempt int       `json:"attempt,omitempty"` // n-th attempt in a row that reached nobody
	Next    *NextStep `json:"next,omitempty"`    // what follows
	To      UserID    `json:"to,omitempty"`      // the new owner
	From    UserID    `json:"from,omitempty"`    // the previous owner
	Undid   EventKind `json:"undid,omitempty"`   // what an undo took back
	Edits   EventID   `json:"edits,omitempty"`   // the event that this one stands in for; of several edits in a row the first
	Reasons []Reason  `json:"reasons,omitempty"` // why the date is what it is
	Until   time.Time `json:"until,omitzero"`    // end of a snooze
	Value   *Money    `json:"value,omitempty"`   // the deal's value it set, where it closed nothing
	Note    string    `json:"note,omitempty"`
	Contact string    `json:"contact,omitempty"` // the name of the contact it is about
	Batch   *Batch    `json:"batch,omitempty"`   // what it was done with; nil: it was done by itself
	Merge   *Joined   `json:"merge,omitempty"`   // the lead on the other side of a merge
	Details *Revision `json:"details,omitempty"` // what an edit of the lead itself changed
	Cadence *Course   `json:"cadence,omitempty"` // what it did to the lead's cadence

	Owed ObligationKind `json:"owed,omitempty"` // what was owed and went out

	Signal *Signal `json:"signal,omitempty"`

	Dry int `json:"dry,omitempty"` // of a touch: how many in a row, with it, could have given them something and didn't

	Tapped  bool     `json:"tapped,omitempty"`  // what a touch gave was added to it with one tap, and goes the same way
	Absence *Absence `json:"absence,omitempty"` // of its owner, because of which it was put off, as it was before that

	// What a person may not expect of it.
	Reopened State     `json:"reopened,omitempty"` // how the lead was closed that is open again
	Dropped  *NextStep `json:"dropped,omitempty"`  // the promise still to come that no longer stands
}

// Course is what an event did to the cadence of its lead.
type Course struct {
	Label   string        `json:"label,omitempty"`   // the cadence it runs on since, or that ended
	Version int           `json:"version,omitempty"` // of it
	From    string        `json:"from,omitempty"`    // the label of the one before, where it was switched
	Was     int           `json:"was,omitempty"`     // the version before, of a migration
	Step    int           `json:"step,omitempty"`    // number of the step that comes next, from 1; 0: none
	Of      int           `json:"of,omitempty"`      // how many there are
	Call    int           `json:"call,omitempty"`    // of a voicemail: which call attempt since it began it was left on
	Skipped []Skip        `json:"skipped,omitempty"` // steps passed over
	Until   calendar.Date `json:"until,omitzero"`    // of a pause; zero: until somebody resumes it
	Began   bool          `json:"began,omitempty"`   // of a touch: the lead was enrolled with it
	Ended   bool          `json:"ended,omitempty"`   // of a touch: it was the last step, or the outcome ends it
}

// Joined is the other lead of a merge, as an event of either remembers it.
type Joined struct {
	Lead   LeadID                  `json:"lead"`
	Title  string                  `json:"title"`
	Folded map[ContactID]ContactID `json:"folded,omitempty"` // its contacts that are one of the kept lead's: which
}

// Batch is what one request did to several leads: each of their events has the same one.
type Batch struct {
	Leads []LeadID  `json:"leads"`
	At    time.Time `json:"at"` // when; it tells a person's batches apart
}

// Same reports whether two events of one person belong to one batch.
func (b *Batch) Same(other *Batch) bool {
	return b != nil && other != nil && b.At.Equal(other.At) && slices.Equal(b.Leads, other.Leads)
}
