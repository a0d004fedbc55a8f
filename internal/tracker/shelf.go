package tracker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// shelf is what a workspace has of cadences: what is shipped, and what it stored.
type shelf struct {
	versions []Version // by key and version
}

func (t *Tracker) shelf(ctx context.Context, r Reads, w followup.WorkspaceID, key string) (shelf, error) {
	versions, err := r.Cadences(ctx, w, key)
	if err != nil {
		return shelf{}, fmt.Errorf("load cadences: %w", err)
	}
	return shelf{versions}, nil
}

// keys are the shipped ones, then the workspace's own.
func (s shelf) keys() []string {
	keys := slices.Clone(cadence.Keys())
	for _, v := range s.versions {
		if !slices.Contains(keys, v.Cadence.Key) {
			keys = append(keys, v.Cadence.Key)
		}
	}
	return keys
}

// newest is the version of a variant that leads are enrolled on: the last that somebody made, or else the shipped one, under the number
// that it has or will have in this workspace. One that an earlier release shipped and this one doesn't stays what it was last: leads may run
// on it. by tells who made it; nil: nobody.
func (s shelf) newest(key string, variant followup.Variant) (c *followup.Cadence, by *Version) {
	for _, v := range slices.Backward(s.versions) {
		if v.By != "" && v.Cadence.Key == key && v.Cadence.Variant == variant {
			return v.Cadence, &v
		}
	}
	shipped, ok := cadence.Preset(key, variant)
	if !ok {
		return s.retired(key, variant), nil
	}
	if stored := s.stored(shipped); stored != nil {
		return stored, nil
	}
	next := *shipped
	next.Version = s.last(key, variant) + 1
	return &next, nil
}

// retired is what the workspace last had of a cadence that is no longer shipped; nil where it had none.
func (s shelf) retired(key string, variant followup.Variant) *followup.Cadence {
	for _, v := range slices.Backward(s.versions) {
		if v.Cadence.Key == key && v.Cadence.Variant == variant {
			return v.Cadence
		}
	}
	return nil
}

// stored is the workspace's copy of a shipped cadence as it is shipped now; nil where it has none.
func (s shelf) stored(shipped *followup.Cadence) *followup.Cadence {
	for _, v := range slices.Backward(s.versions) {
		if v.By == "" && v.Cadence.Key == shipped.Key && v.Cadence.Variant == shipped.Variant && sameCadence(*v.Cadence, *shipped) {
			return v.Cadence
		}
	}
	return nil
}

// sameCadence reports whether two versions say the same.
func sameCadence(a, b followup.Cadence) bool {
	a.ID, a.Version, b.ID, b.Version = 0, 0, 0, 0
	return bytes.Equal(cadence.Format(a), cadence.Format(b))
}

// variants are the newest versions of a key, the standard one first.
func (s shelf) variants(key string) []*followup.Cadence {
	var all []*followup.Cadence
	for _, v := range []followup.Variant{followup.Standard, followup.Small, followup.Large, followup.Strategic} {
		if c, _ := s.newest(key, v); c != nil {
			all = append(all, c)
		}
	}
	return all
}

// last is the number of a key's last version, of one variant or of all; 0: there is none.
func (s shelf) last(key string, of ...followup.Variant) int {
	last := 0
	for _, v := range s.versions {
		if v.Cadence.Key == key && (len(of) == 0 || slices.Contains(of, v.Cadence.Variant)) {
			last = max(last, v.Cadence.Version)
		}
	}
	return last
}

// newest returns the version of a cadence that a lead with a deal's value is enrolled on. There may be none: UnknownCadenceError.
func (t *Tracker) newest(
	ctx context.Context, r Reads, w followup.WorkspaceID, name CadenceName, value *followup.Money,
) (*followup.Cadence, error) {
	name.Key = strings.ToLower(strings.TrimSpace(name.Key))
	on, err := t.shelf(ctx, r, w, name.Key)
	if err != nil {
		return nil, err
	}
	if name.BySize {
		if c, _ := on.newest(name.Key, cadence.VariantOf(value)); c != nil {
			return c, nil
		}
	}
	if c, _ := on.newest(name.Key, name.Variant); c != nil {
		return c, nil
	}
	all, err := t.shelf(ctx, r, w, "")
	if err != nil {
		return nil, err
	}
	return nil, UnknownCadenceError{Name: name, Known: all.keys()}
}

// keep stores the version that a lead is being enrolled on, where it is a shipped one that the workspace doesn't have yet. Two at once
// store one.
func (t *Tracker) keep(ctx context.Context, tx Tx, w followup.WorkspaceID, e *followup.Enrolment) (*followup.Enrolment, error) {
	if e == nil || e.Cadence.ID != 0 {
		return e, nil
	}
	kept := *e
	for range 3 {
		on, err := t.shelf(ctx, tx, w, e.Cadence.Key)
		if err != nil {
			return nil, err
		}
		if stored := on.stored(e.Cadence); stored != nil {
			kept.Cadence = stored
			return &kept, nil
		}
		c := *e.Cadence
		c.Version = on.last(c.Key, c.Variant) + 1
		id, made, err := tx.InsertCadence(ctx, w, Version{Cadence: &c, At: t.clock.Now()})
		if err != nil {
			return nil, fmt.Errorf("store cadence: %w", err)
		}
		if made {
			c.ID = id
			kept.Cadence = &c
			return &kept, nil
		}
	}
	return nil, fmt.Errorf("store cadence %s: %w", e.Cadence.Label(), errOvertaken)
}

var errOvertaken = errors.New("overtaken by others again and again")

// Cadences lists the workspace's cadences, shipped ones too, with who runs on them.
func (t *Tracker) Cadences(ctx context.Context, a Actor) ([]digest.Cadence, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return nil, err
	}
	return t.cadences(ctx, t.store, who, "")
}

// Cadence returns one of them, in all its variants.
func (t *Tracker) Cadence(ctx context.Context, a Actor, key string) (digest.Cadence, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Cadence{}, err
	}
	return t.cadence(ctx, t.store, who, key)
}

func (t *Tracker) cadence(ctx context.Context, r Reads, who me, key string) (digest.Cadence, error) {
	key = strings.ToLower(strings.TrimSpace(key))
	all, err := t.cadences(ctx, r, who, key)
	if err != nil {
		return digest.Cadence{}, err
	}
	for _, c := range all {
		if c.Key == key {
			return c, nil
		}
	}
	_, err = t.newest(ctx, r, who.Workspace, CadenceName{Key: key}, nil)
	return digest.Cadence{}, err
}

// cadences are those of a key, or all.
func (t *Tracker) cadences(ctx context.Context, r Reads, who me, key string) ([]digest.Cadence, error) {
	on, err := t.shelf(ctx, r, who.Workspace, key)
	if err != nil {
		return nil, err
	}
	running, err := r.Running(ctx, who.Workspace)
	if err != nil {
		return nil, fmt.Errorf("count who runs on cadences: %w", err)
	}
	var all []digest.Cadence
	var makers []followup.UserID
	by := map[string]followup.UserID{}
	for _, k := range on.keys() {
		if key != "" && k != key {
			continue
		}
		c := digest.Cadence{Key: k, Variants: on.variants(k), MayEdit: who.decides(), Own: !slices.Contains(cadence.Keys(), k)}
		for _, v := range c.Variants {
			c.Version = max(c.Version, v.Version)
			if _, made := on.newest(k, v.Variant); made != nil {
				c.Changed = !c.Own
				if !made.At.Before(c.At) {
					c.At, by[k] = made.At, made.By
				}
			}
		}
		for _, v := range on.versions {
			if v.Cadence.Key != k {
				continue
			}
			n := running[v.Cadence.ID]
			c.Leads, c.Paused = c.Leads+n.Leads, c.Paused+n.Paused
			if newest, _ := on.newest(k, v.Cadence.Variant); newest == nil || newest.ID != v.Cadence.ID {
				c.Behind += n.Leads
			}
		}
		makers = append(makers, by[k])
		all = append(all, c)
	}
	names, err := namesOf(ctx, r, who.Workspace, makers...)
	if err != nil {
		return nil, err
	}
	for i, c := range all {
		all[i].By = names[by[c.Key]]
	}
	return all, nil
}

// decides reports whether the person decides for the workspace: admins and whoever manages a team.
func (who me) decides() bool { return who.admin || len(who.Manages) > 0 }

// SuggestCadence returns the cadence that suits a lead: by how well it knows us and by its deal's value.
func (t *Tracker) SuggestCadence(ctx context.Context, a Actor, id followup.LeadID) (*followup.Cadence, error) {
	lead, _, err := t.LeadFor(ctx, a, id)
	if err != nil {
		return nil, err
	}
	touches, err := t.store.TouchesOf(ctx, a.Workspace, []followup.LeadID{id})
	if err != nil {
		return nil, fmt.Errorf("load touches: %w", err)
	}
	key, variant := cadence.Recommend(lead.Value, cadence.TemperatureOf(touches[id]))
	return t.newest(ctx, t.store, a.Workspace, CadenceName{Key: key, Variant: variant}, lead.Value)
}

// keyed is what a cadence may be called: people type it.
var keyed = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,39}$`)
