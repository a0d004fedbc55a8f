package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/followup/calendar"
)

// MostDaysOff is how many days off a workspace may add: each rep's calendar is read with them.
const MostDaysOff = 100

var (
	// ErrAdminsOnly refuses what only an admin may decide.
	ErrAdminsOnly = errors.New("only an admin may do this")
	// ErrTooManyDaysOff refuses more than MostDaysOff.
	ErrTooManyDaysOff = errors.New("too many days off")
	// ErrUnnamedDayOff refuses a day off without a date or a name: people are told why a call moves.
	ErrUnnamedDayOff = errors.New("a day off needs a date and a name")
)

// DaysOff lists the days off that the workspace added to the public holidays, by date.
func (t *Tracker) DaysOff(ctx context.Context, a Actor) ([]calendar.DayOff, error) {
	if _, err := t.look(ctx, a); err != nil {
		return nil, err
	}
	return t.store.DaysOff(ctx, a.Workspace)
}

// SaveDaysOff replaces them; admins only. Saving the same twice changes nothing. What is planned for such a day already stays there until
// it is touched.
func (t *Tracker) SaveDaysOff(ctx context.Context, a Actor, days []calendar.DayOff) error {
	days = slices.Clone(days)
	for i := range days {
		if days[i].Name = strings.TrimSpace(days[i].Name); days[i].Name == "" || days[i].On.IsZero() {
			return ErrUnnamedDayOff
		}
	}
	slices.SortStableFunc(days, func(x, y calendar.DayOff) int { return x.On.Compare(y.On) })
	days = slices.CompactFunc(days, func(x, y calendar.DayOff) bool { return x.On == y.On })
	if len(days) > MostDaysOff {
		return ErrTooManyDaysOff
	}
	return t.store.InTx(ctx, func(tx Tx) error {
		who, err := t.enter(ctx, tx, a)
		if err != nil {
			return err
		}
		if !who.admin {
			return ErrAdminsOnly
		}
		if err := tx.SaveDaysOff(ctx, a.Workspace, days); err != nil {
			return fmt.Errorf("store days off: %w", err)
		}
		return nil
	})
}

// MaySaveDaysOff reports whether the person may say which days the workspace has off: admins may.
func (t *Tracker) MaySaveDaysOff(ctx context.Context, a Actor) (bool, error) {
	who, err := t.look(ctx, a)
	return who.admin, err
}
