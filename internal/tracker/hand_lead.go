package tracker

import (
	"context"
	"errors"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// ErrNotATeammate refuses to hand one's own lead to somebody of no team that one is in.
var ErrNotATeammate = errors.New("a rep hands their leads to teammates only")

// HandLead hands one lead over: a rep's own to a teammate, and any to anybody for who decides for its owner (Reassign). Its recall keeps its
// date. Handing it to whom it belongs already is ErrUnchanged.
func (t *Tracker) HandLead(ctx context.Context, a Actor, target Target, to followup.UserID) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		lead, err := t.lockOwn(ctx, tx, who, target.Lead, target.Seen)
		if err != nil {
			return digest.Receipt{}, err
		}
		heir, err := t.heir(ctx, tx, who, to)
		switch {
		case err != nil:
			return digest.Receipt{}, err
		case lead.State == followup.DoNotContact:
			return digest.Receipt{}, Refused{Why: ErrDoNotContact, Lead: lead}
		case heir.ID == lead.Owner:
			return digest.Receipt{}, ErrUnchanged
		case !who.decidesFor(lead.Owner) && lead.Owner != who.ID: // a cover looks after it, and no more
			return digest.Receipt{}, ErrManagersOnly
		case !who.decidesFor(lead.Owner) && !slices.Contains(who.Sees, heir.ID):
			return digest.Receipt{}, Refused{Why: ErrNotATeammate, Lead: lead, Name: heir.Name}
		}
		return t.apply(ctx, tx, a, who, lead, handOver(lead, heir, who))
	})
}
