package tracker

import (
	"context"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// MigrationPreview says which leads MigrateCadence would take along, at most mostTaken, and where each would stand. A lead that the person
// may not see has its number alone. Managers and admins only. There may be no such cadence: UnknownCadenceError.
func (t *Tracker) MigrationPreview(ctx context.Context, a Actor, key string) (digest.Migration, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Migration{}, err
	}
	if !who.decides() {
		return digest.Migration{}, ErrManagersOnly
	}
	one, err := t.cadence(ctx, t.store, who, key)
	if err != nil {
		return digest.Migration{}, err
	}
	key = one.Key
	on, err := t.shelf(ctx, t.store, a.Workspace, key)
	if err != nil {
		return digest.Migration{}, err
	}
	m := digest.Migration{Key: key, Version: on.version(key)}
	leads, err := t.behind(ctx, t.store, a.Workspace, on, key)
	if err != nil {
		return m, err
	}
	for _, lead := range leads {
		owner, err := repOf(ctx, t.store, who, a.Workspace, lead.Owner)
		if err != nil {
			return m, err
		}
		c, err := t.taken(lead, owner, on)
		if err != nil {
			return m, err
		}
		moving := digest.Moving{Lead: lead, Owner: owner.Name, On: c.after.Recall.Due, Reasons: c.event.Reasons}
		moving.From, _, _, _ = cadence.Progress(lead.Enrolment)
		if c.after.Enrolment != nil {
			moving.To, _, _, _ = cadence.Progress(c.after.Enrolment)
		}
		if !who.sees(lead.Owner) {
			moving.Lead, moving.Owner = followup.Lead{Workspace: a.Workspace, ID: lead.ID}, ""
		}
		m.Leads = append(m.Leads, moving)
	}
	return m, nil
}

// mostTaken is how many leads a migration takes along at once: it is one transaction, and each of its events knows all of its leads. More
// are taken by another one.
const mostTaken = 200

// behind are the first mostTaken leads that run on older versions of a cadence, by id.
func (t *Tracker) behind(ctx context.Context, r Reads, w followup.WorkspaceID, on shelf, key string) ([]followup.Lead, error) {
	var old []followup.CadenceID
	for _, v := range on.versions {
		newest, _ := on.newest(key, v.Cadence.Variant)
		if v.Cadence.Key == key && newest != nil && newest.ID != v.Cadence.ID {
			old = append(old, v.Cadence.ID)
		}
	}
	leads, err := r.LeadsOn(ctx, w, old, mostTaken)
	if err != nil {
		return nil, fmt.Errorf("load who runs on older versions: %w", err)
	}
	return leads, nil
}

// taken is what a migration does to a lead. A parked one stays parked.
func (t *Tracker) taken(lead followup.Lead, owner followup.Rep, on shelf) (change, error) {
	ran := lead.Enrolment.Cadence
	to, _ := on.newest(ran.Key, ran.Variant)
	s := t.situationFor(followup.CadenceMigrated, lead, owner)
	c, err := coursed(followup.CadenceMigrated, lead, s, cadence.Migrate(to, s))
	c.stands = true // on the day that the preview showed
	return c, err
}

// MigrateCadence takes the leads that run on older versions along to the newest one, which must be version: what the preview showed.
// Several leads are a batch, which UndoBatch takes back; the receipt is the last one's. Promises stay (G6). Managers and admins only.
func (t *Tracker) MigrateCadence(ctx context.Context, a Actor, key string, version int) (digest.Receipt, error) {
	return t.once(ctx, a, func(tx Tx, who me) (digest.Receipt, error) {
		if !who.decides() {
			return digest.Receipt{}, ErrManagersOnly
		}
		on, err := t.shelf(ctx, tx, who.Workspace, key)
		if err != nil {
			return digest.Receipt{}, err
		}
		if on.version(key) != version {
			now, err := t.cadence(ctx, tx, who, key)
			if err != nil {
				return digest.Receipt{}, err
			}
			return digest.Receipt{}, CadenceChangedError{Now: now}
		}
		found, err := t.behind(ctx, tx, who.Workspace, on, key)
		if err != nil {
			return digest.Receipt{}, err
		}
		leads, err := t.lockBehind(ctx, tx, who, found)
		if err != nil {
			return digest.Receipt{}, err
		}
		if len(leads) == 0 {
			return digest.Receipt{}, ErrNotFound
		}
		return t.takeAlong(ctx, tx, a, who, leads, on)
	})
}

// lockBehind locks leads in the order of their numbers and drops those that run on another version by now.
func (t *Tracker) lockBehind(ctx context.Context, tx Tx, who me, found []followup.Lead) ([]followup.Lead, error) {
	var leads []followup.Lead
	for _, f := range found {
		lead, err := tx.LockLead(ctx, who.Workspace, f.ID)
		if err != nil {
			return nil, fmt.Errorf("lock lead: %w", err)
		}
		if lead.Enrolment != nil && lead.Enrolment.Cadence.ID == f.Enrolment.Cadence.ID {
			leads = append(leads, lead)
		}
	}
	return leads, nil
}

func (t *Tracker) takeAlong(ctx context.Context, tx Tx, a Actor, who me, leads []followup.Lead, on shelf) (digest.Receipt, error) {
	owners := map[followup.UserID]followup.Rep{}
	return t.applyAll(ctx, tx, a, who, t.batchOf(leads), leads, func(lead followup.Lead) (change, error) {
		owner, known := owners[lead.Owner]
		if !known {
			var err error
			if owner, err = repOf(ctx, tx, who, who.Workspace, lead.Owner); err != nil {
				return change{}, err
			}
			owners[lead.Owner] = owner
		}
		return t.taken(lead, owner, on)
	})
}
