package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// CadenceDraft is a cadence as somebody wrote it, all its variants.
type CadenceDraft struct {
	Text     string              // as YAML; empty: Variants says it
	Variants []*followup.Cadence // from a form
	Key      string              // what it is called; empty: as it says itself
	Seen     int                 // the version that it was made from; 0: it is to be a new one
	Accepted bool                // the warnings were read and accepted
}

// LintError says what is wrong with a draft. Warnings alone may be accepted. What was written is in the draft.
type LintError struct {
	Draft    CadenceDraft
	Findings []digest.Finding
	Errors   bool // one of them is no warning
}

func (e LintError) Error() string { return fmt.Sprintf("the cadence breaks %d rules", len(e.Findings)) }

// CadenceTextError says that a text is no cadence, and where.
type CadenceTextError struct {
	Draft CadenceDraft
	Why   error
}

func (e CadenceTextError) Error() string { return "not a cadence: " + e.Why.Error() }
func (e CadenceTextError) Unwrap() error { return e.Why }

// CadenceChangedError says that somebody saved another version since the draft was begun, or that the key of a new one is taken.
type CadenceChangedError struct {
	Draft CadenceDraft
	Now   digest.Cadence
}

func (e CadenceChangedError) Error() string { return fmt.Sprintf("cadence %q has changed", e.Now.Key) }

// Cadences lists the workspace's cadences, shipped ones too, by key, with who runs on them.
func (t *Tracker) Cadences(ctx context.Context, a Actor) ([]digest.Cadence, error) {
	return nil, errors.ErrUnsupported
}

// Cadence returns one of them, in all its variants.
func (t *Tracker) Cadence(ctx context.Context, a Actor, key string) (digest.Cadence, error) {
	return digest.Cadence{}, errors.ErrUnsupported
}

// SuggestCadence returns the cadence that suits a lead: by its temperature and its deal's value.
func (t *Tracker) SuggestCadence(ctx context.Context, a Actor, lead followup.LeadID) (*followup.Cadence, error) {
	return nil, errors.ErrUnsupported
}

// SaveCadence makes a new version of a cadence. Leads that run on an older one keep it.
func (t *Tracker) SaveCadence(ctx context.Context, a Actor, d CadenceDraft) (digest.Cadence, error) {
	return digest.Cadence{}, errors.ErrUnsupported
}

// CopyCadence makes a cadence of the workspace's own out of another one.
func (t *Tracker) CopyCadence(ctx context.Context, a Actor, from, to string) (digest.Cadence, error) {
	return digest.Cadence{}, errors.ErrUnsupported
}

// ExportCadence returns a cadence with all its variants as YAML: what ImportCadence and SaveCadence read.
func (t *Tracker) ExportCadence(ctx context.Context, a Actor, key string) (string, error) {
	return "", errors.ErrUnsupported
}

// MigrationPreview says which leads MigrateCadence would take along, and where each would stand.
func (t *Tracker) MigrationPreview(ctx context.Context, a Actor, key string) (digest.Migration, error) {
	return digest.Migration{}, errors.ErrUnsupported
}

// MigrateCadence takes the leads that run on older versions along to the newest one, which must be version: it is what the preview showed.
// Several leads are a batch, which UndoBatch takes back. Promises stay (G6).
func (t *Tracker) MigrateCadence(ctx context.Context, a Actor, key string, version int) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}

// DaysOff lists the days off that the workspace added to the public holidays, by date.
func (t *Tracker) DaysOff(ctx context.Context, a Actor) ([]calendar.DayOff, error) {
	return nil, errors.ErrUnsupported
}

// SaveDaysOff replaces them; admins only.
func (t *Tracker) SaveDaysOff(ctx context.Context, a Actor, days []calendar.DayOff) error {
	return errors.ErrUnsupported
}
