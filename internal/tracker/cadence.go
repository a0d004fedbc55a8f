package tracker

import (
	"context"
	"errors"
	"fmt"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// CadenceName says which cadence is meant: its key, and the variant unless the deal's value picks it. The zero value is none.
type CadenceName struct {
	Key     string
	Variant followup.Variant
	BySize  bool // the variant is the one for the deal's value
}

var (
	// ErrOnCadence refuses to enrol a lead that runs on a cadence: it may be switched, or stopped first.
	ErrOnCadence = errors.New("the lead runs on a cadence already")
	// ErrNoCadence says that the lead runs on none, or none that is paused where one was to be resumed.
	ErrNoCadence = errors.New("the lead runs on no cadence")
	// ErrPaused refuses to pause twice.
	ErrPaused = errors.New("the cadence is paused already")
)

// UnknownCadenceError says that the workspace has no such cadence, and which there are.
type UnknownCadenceError struct {
	Name  CadenceName
	Known []string // keys
}

func (e UnknownCadenceError) Error() string { return fmt.Sprintf("there is no cadence %q", e.Name.Key) }

// StartCadence enrols a lead; on is day 1, in the owner's calendar, zero for today. A promise that stands stays (G6), and the first step
// follows it. A lead that runs on one already is ErrOnCadence.
func (t *Tracker) StartCadence(ctx context.Context, a Actor, target Target, c CadenceName, on calendar.Date) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}

// SwitchCadence ends the cadence that a lead runs on and enrols it on another one; its touch number restarts.
func (t *Tracker) SwitchCadence(ctx context.Context, a Actor, target Target, c CadenceName, on calendar.Date) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}

// RestartCadence begins a lead's cadence anew, on the newest version.
func (t *Tracker) RestartCadence(ctx context.Context, a Actor, target Target, on calendar.Date) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}

// PauseCadence freezes a lead's cadence until a date, or until somebody resumes it where the date is zero.
func (t *Tracker) PauseCadence(ctx context.Context, a Actor, target Target, until calendar.Date, why string) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}

// ResumeCadence goes on with a paused cadence: what was left of the gap counts from today.
func (t *Tracker) ResumeCadence(ctx context.Context, a Actor, target Target) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}

// SkipStep passes over the step that comes next; the spacing stays.
func (t *Tracker) SkipStep(ctx context.Context, a Actor, target Target, why string) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}

// StopCadence ends a lead's cadence. Its recall stays, as a plan of the rep's own.
func (t *Tracker) StopCadence(ctx context.Context, a Actor, target Target, why string) (digest.Receipt, error) {
	return digest.Receipt{}, errors.ErrUnsupported
}
