package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// maxColleagues is how many leads of a company are looked at.
const maxColleagues = 50

// offerCompany says on the receipt of a reply who else is followed up at that company and could be paused. What can't be found out is not
// offered: the reply is stored.
func (t *Tracker) offerCompany(ctx context.Context, r digest.Receipt) digest.Receipt {
	touch := r.Event.Detail.Touch
	if touch == nil || touch.Outcome != followup.Replied || strings.TrimSpace(r.Lead.Company) == "" || !r.Lead.State.Open() {
		return r
	}
	others, err := t.store.Colleagues(ctx, r.Lead, maxColleagues)
	if err != nil {
		return r
	}
	others = slices.DeleteFunc(others, func(l followup.Lead) bool { return !l.Pausable() })
	if len(others) > 0 {
		r.Company = &digest.Company{Name: r.Lead.Company, Others: len(others)}
	}
	return r
}

// PauseCompany pauses the other leads of a lead's owner at its company, because somebody there answered: each is asked about again in two
// weeks. It is one batch, to be undone together. Where nobody is left to pause it is ErrPaused: a second press changes nothing.
func (t *Tracker) PauseCompany(ctx context.Context, a Actor, id followup.LeadID) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		of, err := tx.Lead(ctx, who.Workspace, id)
		if err != nil {
			return digest.Receipt{}, err
		}
		if err := t.mayChange(ctx, tx, who, of); err != nil {
			return digest.Receipt{}, err
		}
		if strings.TrimSpace(of.Company) == "" { // all without one are nobody's colleagues
			return digest.Receipt{}, Refused{Why: ErrPaused, Lead: of}
		}
		others, err := tx.Colleagues(ctx, of, maxColleagues)
		if err != nil {
			return digest.Receipt{}, err
		}
		var leads []followup.Lead
		for _, l := range others { // by id, as every batch locks
			lead, err := tx.LockLead(ctx, who.Workspace, l.ID)
			if errors.Is(err, ErrNotFound) { // it was taken back meanwhile
				continue
			}
			if err != nil {
				return digest.Receipt{}, fmt.Errorf("lock lead: %w", err)
			}
			if lead.Pausable() && lead.Owner == of.Owner {
				leads = append(leads, lead)
			}
		}
		if len(leads) == 0 {
			return digest.Receipt{}, Refused{Why: ErrPaused, Lead: of}
		}
		owner, err := repOf(ctx, tx, who, of.Workspace, of.Owner)
		if err != nil {
			return digest.Receipt{}, err
		}
		return t.applyAll(ctx, tx, a, who, t.batchOf(leads), leads, func(l followup.Lead) (change, error) { return t.pausing(l, owner, who) })
	})
}

// pausing is what a reply of somebody else at their company does to a lead.
func (t *Tracker) pausing(lead followup.Lead, owner followup.Rep, who me) (change, error) {
	s := t.situation(lead, owner)
	why := because(followup.CompanyAnswered, s, who, "")
	g := cadence.Suggestion{Next: followup.NextStep{Kind: followup.NextRecall, On: s.Today.AddDays(askAgain)}, Why: []followup.Reason{why}}
	if lead.Enrolment != nil {
		g.After = cadence.Pause(s, calendar.Date{}, why).After
	} else {
		g.Next.Channel = lead.Recall.Channel
	}
	return coursed(followup.CadencePaused, lead, s, g)
}
