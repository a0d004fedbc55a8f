package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// TeamSettings is what the form of a team says.
type TeamSettings struct {
	Channel   followup.ChannelID
	Name      string
	Manager   followup.UserID
	Members   []followup.UserID
	Zone      string
	SummaryOn time.Weekday
	SummaryAt calendar.TimeOfDay
}

// TeamIn returns the team of a channel, or ErrNotFound. Anybody who may use Followup may look.
func (t *Tracker) TeamIn(ctx context.Context, a Actor, channel followup.ChannelID) (followup.Team, error) {
	if _, err := t.look(ctx, a); err != nil {
		return followup.Team{}, err
	}
	return t.store.TeamIn(ctx, a.Workspace, channel)
}

// MayEditTeam reports whether the person may change a team: anybody a new one, else its manager or an admin.
func (t *Tracker) MayEditTeam(ctx context.Context, a Actor, team followup.Team) (bool, error) {
	who, err := t.look(ctx, a)
	return team.ID == 0 || team.Manager == a.User || who.admin, err
}

// SaveTeam makes the channel's team or changes it. Any full member may make one; only its manager or an admin may change it.
// Members who may not use Followup are ErrInactiveOwner. Two people making the team of one channel at once make one: the second
// changes it, if they may.
func (t *Tracker) SaveTeam(ctx context.Context, a Actor, s TeamSettings) (followup.Team, error) {
	var team followup.Team
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, err := t.enter(ctx, tx, a)
		if err != nil {
			return err
		}
		team, err = tx.TeamIn(ctx, a.Workspace, s.Channel)
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return fmt.Errorf("load team: %w", err)
		case !who.manages(team):
			return ErrManagersOnly
		}
		for _, id := range append(slices.Clone(s.Members), s.Manager) {
			if _, err := t.heir(ctx, tx, who, id); err != nil {
				return err
			}
		}
		team.Workspace, team.Channel, team.Name, team.Manager, team.Members = a.Workspace, s.Channel, s.Name, s.Manager, s.Members
		team.Zone, team.SummaryOn, team.SummaryAt, team.Week = s.Zone, s.SummaryOn, s.SummaryAt, calendar.MondayToFriday
		team, err = tx.SaveTeam(ctx, team, nextSummary(team, t.clock.Now()), t.clock.Now())
		return err
	})
	return team, err
}

// TeamsOf returns the teams the person belongs to or manages.
func (t *Tracker) TeamsOf(ctx context.Context, a Actor) ([]followup.Team, error) {
	if _, err := t.look(ctx, a); err != nil {
		return nil, err
	}
	return t.store.TeamsOf(ctx, a.Workspace, a.User)
}

// People returns the names behind ids; unknown ones are missing.
func (t *Tracker) People(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) (map[followup.UserID]followup.Person, error) {
	return t.store.People(ctx, w, ids)
}

// Failed returns what a delivery that was given up was about.
func (t *Tracker) Failed(ctx context.Context, w followup.WorkspaceID, delivery int64) (Failure, error) {
	return t.store.Failed(ctx, w, delivery)
}

// RedrawMessage has one of our messages drawn again from the current state; asking twice draws it once more at most. known
// is false of an answer to somebody: it shows what was true when it was given.
func (t *Tracker) RedrawMessage(ctx context.Context, w followup.WorkspaceID, m Posted) (known bool, err error) {
	err = t.store.InTx(ctx, func(tx Tx) error {
		known, err = tx.RedrawMessage(ctx, w, m)
		return err
	})
	return known, err
}
