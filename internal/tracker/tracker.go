// Package tracker holds the use cases: log, park, move, close, hand over, undo, and what people look up.
//
// One use case is one function and one transaction. A use case that returns without an error has been committed (G2);
// one that returns an error has changed nothing, unless
// it is ErrUnsure. Every one may be called twice with the same request and counts once (G4).
package tracker

import (
	"errors"
	"fmt"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/followup"
)

// Tracker runs the use cases against a store, by a clock of business time.
type Tracker struct {
	store  Store
	clock  clockwork.Clock
	admins map[followup.UserID]bool
}

// New returns a Tracker. admins are people who decide like Slack's own admins.
func New(store Store, clock clockwork.Clock, admins []followup.UserID) *Tracker {
	set := make(map[followup.UserID]bool, len(admins))
	for _, id := range admins {
		set[id] = true
	}
	return &Tracker{store: store, clock: clock, admins: set}
}

// Actor is who does something, from where, and by which request.
type Actor struct {
	Workspace followup.WorkspaceID
	User      followup.UserID
	Source    followup.Source
	Request   string // the envelope or view that carries the wish; the same one counts once. Empty: never repeated
	Insists   bool   // an earlier try, of which nobody heard, may have carried the request out: it is told as if this one did

	known *me // what this request has learned of the person, moments ago
}

// Seen is the recall a button was shown with. A use case given one refuses when the recall has changed since (StaleError).
type Seen struct {
	Recall  followup.RecallID
	Version int
}

// fits reports whether the lead still has the recall as it was seen. No Seen fits always.
func (s *Seen) fits(l followup.Lead) bool {
	return s == nil || (l.Recall != nil && l.Recall.ID == s.Recall && l.Recall.Version == s.Version)
}

// current reports whether what was to be done can be: the recall is as it was seen, and the lead went into no other one.
func (s *Seen) current(l followup.Lead) bool { return s.fits(l) && l.State != followup.Merged }

// Errors that a surface turns into a sentence.
var (
	// ErrNotFound says that there is no such lead, person, team or event in the workspace.
	ErrNotFound = errors.New("not found")
	// ErrBadText refuses text with a character that the database can't store (NUL, or bytes that are no text at all).
	ErrBadText = errors.New("the text holds a character that can't be stored")
	// ErrUnsure says that the answer to a commit got lost: nobody knows whether it was one. The same request tried again finds out.
	ErrUnsure = errors.New("the answer to the commit was lost")
	// ErrNotAllowedHere refuses guests, bots, deactivated users and strangers.
	ErrNotAllowedHere = errors.New("only full members of the workspace can use Followup")
	// ErrManagersOnly refuses what only the team's manager or an admin may decide.
	ErrManagersOnly = errors.New("only the team's manager or an admin may do this")
	// ErrNotTheirManager refuses to give a new lead to a rep by whom somebody else decides.
	ErrNotTheirManager = errors.New("only the rep's manager or an admin may give them leads")
	// ErrNotYourTeam refuses to show the list of somebody the person is in no team with.
	ErrNotYourTeam = errors.New("only the team may see a rep's list")
	// ErrNothingToUndo says that the event can't be undone: it already was, or something newer stands on it.
	ErrNothingToUndo = errors.New("nothing to undo")
	// ErrClosed says that the lead is closed and has no recall to change.
	ErrClosed = errors.New("the lead is closed")
	// ErrParked refuses to hide a lead that is parked.
	ErrParked = errors.New("the lead is parked")
	// ErrDoNotContact refuses anything but looking at a lead that asked not to be contacted (G7).
	ErrDoNotContact = errors.New("the lead asked not to be contacted")
	// ErrFuture refuses a touch that has not happened yet.
	ErrFuture = errors.New("a touch can't lie in the future")
	// ErrInactiveOwner refuses to give leads to somebody who can't work on them.
	ErrInactiveOwner = errors.New("leads can only be given to active full members")
)

// Refused says for which lead, or because of whom, one of the errors above holds. errors.Is finds that error.
type Refused struct {
	Why  error
	Lead followup.Lead // zero: none in particular
	Name string        // of the manager to ask, or of the person who can't; may be empty
}

func (e Refused) Error() string { return e.Why.Error() }
func (e Refused) Unwrap() error { return e.Why }

// NotYoursError refuses to change another rep's lead, or to show it.
type NotYoursError struct {
	Lead   followup.Lead // only its number where it is hidden
	Owner  string        // name
	Hidden bool          // the person may not even see it
}

func (e NotYoursError) Error() string {
	return fmt.Sprintf("lead %d belongs to somebody else", e.Lead.ID)
}

// StaleError says that the lead changed since the button was shown, and by what.
type StaleError struct {
	Lead  followup.Lead
	Event followup.Event             // the change; zero where none is on record
	Names map[followup.UserID]string // of who did it, and of others it mentions
}

func (e StaleError) Error() string { return fmt.Sprintf("lead %d has changed since", e.Lead.ID) }
