// Package delivery brings what is waiting in the outbox to its recipients: claim, render, send, settle, give up.
//
// It knows neither Slack nor SQL. It is level-triggered: a row that should show more than it does is work, whoever made it so.
// No transaction is open while something is sent.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Item is a row of the outbox, claimed for a while: what to say to whom, and where it was said before.
type Item struct {
	ID        int64
	Workspace followup.WorkspaceID
	Kind      string
	Subject   string
	Recipient string
	Key       string // the same for the same thing to say, also after the database was restored from a backup
	Wanted    int    // the state it should show once settled
	Attempt   int    // counts claims since it was last settled
	Claim     int64  // counts all its claims: settling the work of an older one does nothing
	Channel   string // where it was posted; empty: not yet
	TS        string
	Unsure    bool // an earlier post may have arrived
}

// Posted reports whether the item's message exists, so that it is edited rather than posted.
func (i Item) Posted() bool { return i.TS != "" }

// Sent says where a message is. Skipped: there is nothing to say (any more).
type Sent struct {
	Channel string
	TS      string
	Skipped bool
}

// Lane is where deliveries queue that go out by the same method of the platform in the same workspace.
type Lane struct {
	Workspace followup.WorkspaceID
	Method    string
}

// Turn is what becomes of asking to be the one who calls a method of the platform.
type Turn struct {
	Ours     bool // nobody else may call it until we have
	Spaced   bool // the next call is not to follow at once
	Doubtful bool // the platform refused our token when it was last used
}

// Outbox keeps the rows. Leases, blocks and retry times are real time, whatever the business clock says.
type Outbox interface {
	// Lanes returns the lanes of these workspaces that have work now and that the platform lets us use.
	Lanes(ctx context.Context, workspaces []followup.WorkspaceID, now time.Time) ([]Lane, error)
	// Claim takes up to n rows of a lane that have work and are due, for lease; none while the platform wants to be left alone. A row
	// whose earlier lease ran out unsettled comes back Unsure.
	Claim(ctx context.Context, l Lane, now time.Time, n int, lease time.Duration) ([]Item, error)
	// ClaimPosted takes the row whose message stands there, where it shows less than it should, for lease; false where it doesn't, or
	// where somebody works on it. Being due to be tried again later doesn't matter: that is another way's.
	ClaimPosted(ctx context.Context, w followup.WorkspaceID, channel, ts string, lease time.Duration) (Item, bool, error)
	// Settle notes that these items show their wanted states, all or none of them. It does nothing for one that was claimed again since.
	Settle(ctx context.Context, done []Done, now time.Time) error
	// Retry gives the item back, to be tried again after a wait. Where counts is false the attempt is not counted.
	Retry(ctx context.Context, i Item, wait time.Duration, unsure, counts bool, cause string) error
	// GiveUp ends the item unsent, for a reason: the platform's code, or NoAnswer.
	GiveUp(ctx context.Context, i Item, cause string, now time.Time) error
}

// Done is an item that was sent, and where.
type Done struct {
	Item Item
	Sent Sent
}

// Sender renders items from the current state and sends them.
type Sender interface {
	// Find looks for an item's message where an earlier post may have arrived.
	Find(ctx context.Context, i Item) (s Sent, found bool, err error)
	// Send posts the item's message, or edits it where it was posted.
	Send(ctx context.Context, i Item) (Sent, error)
}

// Batcher is a Sender that asks once for what several items need.
type Batcher interface {
	Sender
	// Together returns what sends items that were just claimed together. What it has read stays true of them: a row that changes after
	// it was claimed is drawn once more.
	Together(ctx context.Context, items []Item) Sender
}

// WaitError says that the platform wants to be left alone for a while. It costs no attempt.
type WaitError struct {
	After time.Duration
	Cause error
}

func (e WaitError) Error() string { return fmt.Sprintf("wait %s: %v", e.After, e.Cause) }
func (e WaitError) Unwrap() error { return e.Cause }

// RefusedError says that this item will never be taken: give it up.
type RefusedError struct {
	Code string
}

func (e RefusedError) Error() string { return "refused: " + e.Code }

// NoAnswer is the reason for giving an item up that was tried as often as it may be.
const NoAnswer = "no_answer"

// ErrUnsure marks an answer that was lost: what was sent may have arrived.
var ErrUnsure = errors.New("the answer was lost")
