package tracker

import (
	"hash/crc32"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Kinds of delivery.
const (
	KindDigest     = "digest"     // subject: the rep's local date; recipient: the rep
	KindSummary    = "summary"    // subject: the team's id; recipient: its channel
	KindExceptions = "exceptions" // the same, on a day that needs telling
	KindTouch      = "touch"      // subject: the event of a teammate's touch; recipient: the lead's owner
	KindPing       = "ping"       // subject: the obligation; recipient: who owes it
	KindCover      = "cover"      // subject: the rep and their absence; recipient: who covers
	KindWelcome    = "welcome"    // subject: the rep and the absence that is over; recipient: the rep
	KindLeft       = "left"       // subject: who was deactivated; recipient: who decides for them
	KindUncovered  = "uncovered"  // subject: the rep, their absence and the cover who left; recipient: the rep, or who decides for them
	KindOffer      = "offer"      // subject: the obligation; recipient: its owner, or who covers
	KindTeamOffer  = "team_offer" // subject: the obligation; recipient: the team's channel
	KindNudge      = "nudge"      // subject: the nudge; recipient: the rep
	KindFailure    = "failure"    // subject: the id of the delivery that was given up; recipient: who is told
	KindHome       = "home"       // subject and recipient: whose Home tab it is
)

// Delivery is something to be said by itself. A second one with the same Key is the same one.
type Delivery struct {
	Workspace followup.WorkspaceID
	Kind      string
	Subject   string
	Recipient string // a user or a channel
	Key       string
	Due       time.Time
	Promises  bool // of a digest: something promised is in it
	Unsure    bool // it may have been posted in a life that the database knows nothing of: it is looked for first
}

// How much earlier than its time a delivery queues, where Slack takes fewer messages than are due. It counts from the delivery's time,
// so that what waits is passed only for so long by what is more urgent.
const (
	pingHeadStart    = 30 * time.Minute // a word to one person about something that just happened
	promiseHeadStart = 15 * time.Minute // a digest with a promise in it
	summaryStandBack = 30 * time.Minute
	waveSpread       = time.Minute // over it the digests of one moment spread, each rep's at the same place every morning
)

// RankAt is the delivery's place in the queue of what is due: the earlier goes first.
func (d Delivery) RankAt() time.Time {
	switch d.Kind {
	case KindPing, KindTouch, KindNudge, KindFailure, KindCover, KindWelcome, KindLeft, KindUncovered, KindOffer:
		return d.Due.Add(-pingHeadStart)
	case KindSummary, KindExceptions:
		return d.Due.Add(summaryStandBack)
	case KindDigest:
		place := time.Duration(crc32.ChecksumIEEE([]byte(d.Recipient))) % (waveSpread / time.Microsecond)
		at := d.Due.Add(place * time.Microsecond)
		if d.Promises {
			at = at.Add(-promiseHeadStart)
		}
		return at
	default:
		return d.Due
	}
}

// Posted is a message of ours as somebody sees it. Its delivery's number travels with it: where it stands may not be noted yet.
type Posted struct {
	Channel  followup.ChannelID
	TS       string
	Delivery int64 // 0: not known
}

// Failure is a delivery that was given up.
type Failure struct {
	ID        int64
	Workspace followup.WorkspaceID
	Kind      string
	Recipient string
	Name      string // of the recipient, where it is a person
	Error     string
	Tell      []followup.UserID // the recipient's managers, or the workspace's admins
}

// DigestKeys begins the dedupe key of a digest.
const DigestKeys = "digest/"

// DigestKey is the dedupe key of a rep's digest of a local date.
func DigestKey(rep followup.UserID, on string) string { return DigestKeys + string(rep) + "/" + on }

// HomePrefix begins the dedupe key of a Home tab.
const HomePrefix = "home/"

// HomeKey is the dedupe key of a person's Home tab.
func HomeKey(id followup.UserID) string { return HomePrefix + string(id) }
