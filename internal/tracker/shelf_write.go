package tracker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// CadenceDraft is a cadence as somebody wrote it.
type CadenceDraft struct {
	Text     string             // as YAML; empty: Variants says it
	Variants []followup.Cadence // from a form: those that are to change
	Key      string             // what it is to be called; empty: as it says itself
	Seen     int                // the version that it was made from; 0: it is to be a new one
	Accepted bool               // the warnings were read and accepted
}

// LintError says what is wrong with a draft. Warnings alone may be accepted. What was written is in the draft.
type LintError struct {
	Draft    CadenceDraft
	Findings []digest.Finding
	Errors   bool // one of them is no warning
}

func (e LintError) Error() string { return fmt.Sprintf("the cadence breaks %d rules", len(e.Findings)) }

// CadenceTextError says that a text is no cadence, and where; what was written is in the draft.
type CadenceTextError struct {
	Draft CadenceDraft
	Why   error
}

func (e CadenceTextError) Error() string { return "not a cadence: " + e.Why.Error() }
func (e CadenceTextError) Unwrap() error { return e.Why }

// ErrBadKey refuses a name that nobody could type: small letters, digits and hyphens do, up to 40 of them.
var ErrBadKey = errors.New("a cadence is called by small letters, digits and hyphens")

// CadenceChangedError says that somebody saved another version since the draft was begun, or that the key of a new one is taken.
type CadenceChangedError struct {
	Draft CadenceDraft
	Now   digest.Cadence
}

func (e CadenceChangedError) Error() string { return fmt.Sprintf("cadence %q has changed", e.Now.Key) }

// SaveCadence makes a new version of a cadence, or a new cadence. Leads that run on an older one keep it. Managers and admins only. What
// the linter finds is a LintError, and warnings are until they are accepted; what says the same as the newest version makes none.
func (t *Tracker) SaveCadence(ctx context.Context, a Actor, d CadenceDraft) (digest.Cadence, error) {
	var saved digest.Cadence
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, first, err := t.begin(ctx, tx, a)
		if err != nil {
			return err
		}
		if !who.decides() {
			return ErrManagersOnly
		}
		variants, err := d.read()
		if err != nil {
			return err
		}
		key := variants[0].Key
		if first {
			if err := t.save(ctx, tx, who, d, variants); err != nil {
				return err
			}
		}
		saved, err = t.cadence(ctx, tx, who, key)
		return err
	})
	return saved, err
}

// MayEditCadences refuses with ErrManagersOnly who doesn't decide about cadences, before they write one.
func (t *Tracker) MayEditCadences(ctx context.Context, a Actor) error {
	who, err := t.look(ctx, a)
	if err == nil && !who.decides() {
		err = ErrManagersOnly
	}
	return err
}

// read returns the draft's variants under its key.
func (d CadenceDraft) read() ([]followup.Cadence, error) {
	variants := slices.Clone(d.Variants)
	if d.Text != "" {
		var err error
		if variants, err = cadence.Parse([]byte(d.Text)); err != nil {
			return nil, CadenceTextError{Draft: d, Why: err}
		}
	}
	if len(variants) == 0 {
		return nil, ErrNotFound
	}
	key := strings.ToLower(strings.TrimSpace(cmp.Or(d.Key, variants[0].Key)))
	if !keyed.MatchString(key) {
		return nil, CadenceTextError{Draft: d, Why: ErrBadKey}
	}
	for i := range variants {
		variants[i].Key, variants[i].ID = key, 0
	}
	return variants, nil
}

func (t *Tracker) save(ctx context.Context, tx Tx, who me, d CadenceDraft, variants []followup.Cadence) error {
	key := variants[0].Key
	on, err := t.shelf(ctx, tx, who.Workspace, key)
	if err != nil {
		return err
	}
	if now := on.variants(key); (len(now) > 0) != (d.Seen > 0) || (d.Seen > 0 && d.Seen != on.version(key)) {
		changed, err := t.cadence(ctx, tx, who, key)
		if err != nil {
			return err
		}
		return CadenceChangedError{Draft: d, Now: changed}
	}
	if err := lint(d, variants); err != nil {
		return err
	}
	version := max(on.last(key), on.version(key)) + 1
	for _, c := range variants {
		if newest, _ := on.newest(key, c.Variant); newest != nil && sameCadence(*newest, c) {
			continue
		}
		c.Version = version
		_, made, err := tx.InsertCadence(ctx, who.Workspace, Version{Cadence: &c, By: who.ID, At: t.clock.Now()})
		if err != nil {
			return fmt.Errorf("store cadence: %w", err)
		}
		if !made { // somebody else was faster
			changed, err := t.cadence(ctx, tx, who, key)
			if err != nil {
				return err
			}
			return CadenceChangedError{Draft: d, Now: changed}
		}
	}
	return nil
}

// version is the number of a key's newest version: a shipped one is the first, stored or not. 0: there is no such cadence.
func (s shelf) version(key string) int {
	version := 0
	for _, c := range s.variants(key) {
		version = max(version, c.Version, 1)
	}
	return version
}

func lint(d CadenceDraft, variants []followup.Cadence) error {
	e := LintError{Draft: d}
	for _, c := range variants {
		for _, f := range cadence.Lint(c) {
			e.Findings = append(e.Findings, digest.Finding{Finding: f, Variant: c.Variant})
			e.Errors = e.Errors || f.Level == cadence.Error
		}
	}
	if len(e.Findings) == 0 || (d.Accepted && !e.Errors) {
		return nil
	}
	return e
}

// CopyCadence makes a cadence of the workspace's own out of another one. A key that is taken is a CadenceChangedError.
func (t *Tracker) CopyCadence(ctx context.Context, a Actor, from, to string) (digest.Cadence, error) {
	original, err := t.Cadence(ctx, a, from)
	if err != nil {
		return digest.Cadence{}, err
	}
	d := CadenceDraft{Key: to, Accepted: true}
	for _, c := range original.Variants {
		d.Variants = append(d.Variants, *c)
	}
	return t.SaveCadence(ctx, a, d)
}

// ExportCadence returns a cadence with all its variants as YAML: what SaveCadence reads.
func (t *Tracker) ExportCadence(ctx context.Context, a Actor, key string) (string, error) {
	c, err := t.Cadence(ctx, a, key)
	if err != nil || len(c.Variants) == 0 {
		return "", err
	}
	var more []followup.Cadence
	for _, v := range c.Variants[1:] {
		more = append(more, *v)
	}
	return string(cadence.Format(*c.Variants[0], more...)), nil
}

// ImportCadence is SaveCadence for a text that says itself what it is called: of a cadence that the workspace has it makes the next
// version, whatever that was before.
func (t *Tracker) ImportCadence(ctx context.Context, a Actor, text string, accepted bool) (digest.Cadence, error) {
	if err := t.MayEditCadences(ctx, a); err != nil {
		return digest.Cadence{}, err
	}
	d := CadenceDraft{Text: text, Accepted: accepted}
	variants, err := d.read()
	if err != nil {
		return digest.Cadence{}, err
	}
	on, err := t.shelf(ctx, t.store, a.Workspace, variants[0].Key)
	if err != nil {
		return digest.Cadence{}, err
	}
	d.Seen = on.version(variants[0].Key)
	return t.SaveCadence(ctx, a, d)
}
