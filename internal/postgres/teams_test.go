package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

func (h house) team(channel followup.ChannelID, manager followup.UserID, members ...followup.UserID) followup.Team {
	h.Helper()
	team := followup.Team{
		Workspace: w, Name: "Team " + string(channel), Channel: channel, Manager: manager, Members: members, Zone: "Europe/Berlin",
		SummaryOn: time.Tuesday, SummaryAt: followup.DefaultSummaryAt, Week: calendar.MondayToFriday,
	}
	h.tx(func(ctx context.Context, tx tracker.Tx) (err error) {
		team, err = tx.SaveTeam(ctx, team, noon, noon.Add(-time.Hour))
		return err
	})
	return team
}

func TestSaveTeam(t *testing.T) {
	t.Run("comes_back_as_stored", func(t *testing.T) {
		h := newHouse(t)
		team := h.team("C1", mia, ann, bob)
		want := followup.Team{
			ID: team.ID, Workspace: w, Name: "Team C1", Channel: "C1", Manager: mia, Members: []followup.UserID{ann, bob},
			Zone: "Europe/Berlin", SummaryOn: time.Tuesday, SummaryAt: followup.DefaultSummaryAt, Week: calendar.MondayToFriday,
		}
		h.same(team, want)
		byID, err := h.store.Team(t.Context(), w, team.ID)
		h.ok(err)
		h.same(byID, want)
		byChannel, err := h.store.TeamIn(t.Context(), w, "C1")
		h.ok(err)
		h.same(byChannel, want)
	})

	t.Run("changes_replace_members", func(t *testing.T) {
		h := newHouse(t)
		team := h.team("C1", mia, ann, bob)
		team.Members, team.Manager, team.SummaryAt = []followup.UserID{bob, mia}, ann, 600
		h.tx(func(ctx context.Context, tx tracker.Tx) error {
			_, err := tx.SaveTeam(ctx, team, noon.Add(time.Hour), noon)
			return err
		})
		got, err := h.store.Team(t.Context(), w, team.ID)
		h.ok(err)
		h.same(got, team)
		h.same(h.count(`select count(*) from teams where next_summary_at = $1`, noon), 1) // due at noon, not yet picked: stays due
	})

	t.Run("members_and_managers_have_it", func(t *testing.T) {
		h := newHouse(t)
		one, two := h.team("C1", ann, bob), h.team("C2", bob, bob)
		for id, want := range map[followup.UserID][]followup.Team{ann: {one}, bob: {one, two}, mia: {}} {
			teams, err := h.store.TeamsOf(t.Context(), w, id)
			h.ok(err)
			h.same(teams, want)
		}
	})

	t.Run("two_at_once_make_one", func(t *testing.T) {
		h := newHouse(t)
		refused := errors.New("somebody else's")
		errs := together(4, func(i int) error {
			return h.store.InTx(t.Context(), func(tx tracker.Tx) error {
				switch _, err := tx.TeamIn(t.Context(), w, "C1"); {
				case err == nil:
					return refused
				case !errors.Is(err, tracker.ErrNotFound):
					return err
				}
				_, err := tx.SaveTeam(t.Context(), followup.Team{Workspace: w, Channel: "C1", Name: "T", Manager: ann}, noon, noon)
				return err
			})
		})
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
			} else {
				h.is(err, refused)
			}
		}
		h.same(made, 1)
		h.same(h.count(`select count(*) from teams`), 1)
	})
}
