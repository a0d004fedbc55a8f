package slackbot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// usersPage is how many people are asked for at once.
const usersPage = 200

// directory keeps what Slack tells by itself from being overwritten by a list that was read before.
type directory struct {
	saving sync.Mutex
	news   map[followup.UserID]bool // who changed since the list was last begun
	views  sync.Map                 // of a followup.UserID, the view.View in their language; read again after every list
}

// viewOf is what somebody sees, in their language; in English where the directory can't be read.
func (b *Bot) viewOf(ctx context.Context, id followup.UserID) view.View {
	if id == "" {
		return view.For("")
	}
	if v, ok := b.directory.views.Load(id); ok {
		return v.(view.View) //nolint:forcetypeassert // nothing else is stored
	}
	person, err := b.Tracker.Person(ctx, b.workspace, id)
	v := view.For(person.Locale)
	if err == nil {
		b.directory.views.Store(id, v)
	}
	return v
}

// SyncPeople brings the directory up to date with the workspace. It can be repeated at any time.
func (b *Bot) SyncPeople(ctx context.Context) error {
	b.directory.saving.Lock()
	b.directory.news = map[followup.UserID]bool{}
	b.directory.saving.Unlock()
	var users []slack.User
	err := b.lanes.patiently(ctx, "users.list", func() (err error) {
		users, err = b.API.GetUsersContext(ctx, slack.GetUsersOptionLimit(usersPage))
		return err
	})
	if err != nil {
		return fmt.Errorf("list people: %w", err)
	}
	b.directory.saving.Lock()
	defer b.directory.saving.Unlock()
	people := make([]followup.Person, 0, len(users))
	for _, u := range users {
		if !b.directory.news[followup.UserID(u.ID)] {
			people = append(people, b.person(u))
		}
	}
	defer b.directory.views.Clear()
	if len(people) == 0 {
		return nil
	}
	return b.Tracker.SavePeople(ctx, people)
}

// changed stores what Slack tells of somebody who changed.
func (b *Bot) changed(ctx context.Context, u slack.User) error {
	b.directory.saving.Lock()
	defer b.directory.saving.Unlock()
	if b.directory.news != nil {
		b.directory.news[followup.UserID(u.ID)] = true
	}
	defer b.directory.views.Delete(followup.UserID(u.ID))
	return b.Tracker.SavePeople(ctx, []followup.Person{b.person(u)})
}

// left notes that somebody can't be written to any more, so that it is tried once and not every morning. Should they be back, the
// next list of people says so.
func (b *Bot) left(ctx context.Context, id followup.UserID) {
	person, err := b.Tracker.Person(ctx, b.workspace, id)
	if err == nil {
		person.Deleted = true
		err = b.Tracker.SavePeople(ctx, []followup.Person{person})
	}
	if err != nil {
		b.Log.WarnContext(ctx, "not noted that somebody left", "user", id, "error", err)
	}
}

// introduce looks up somebody the directory doesn't have. known: it has them, so they were refused for what they are. A full member
// isn't known in this sense: the list of people that is read at the start has brought them since.
func (b *Bot) introduce(ctx context.Context, r *request) (known bool, err error) {
	person, err := b.Tracker.Person(ctx, r.Workspace, r.User)
	if !errors.Is(err, tracker.ErrNotFound) {
		return err != nil || !person.FullMember(), err
	}
	var user *slack.User
	err = b.lanes.atOnce(ctx, "users.info", func() (err error) {
		user, err = b.API.GetUserInfoContext(ctx, string(r.User))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look up person: %w", err)
	}
	return false, b.Tracker.SavePeople(ctx, []followup.Person{b.person(*user)})
}

// person is a Slack user in our words. People of other workspaces (in shared channels) count as guests.
func (b *Bot) person(u slack.User) followup.Person {
	name := u.Profile.RealName
	for _, other := range []string{u.RealName, u.Profile.DisplayName, u.Name, u.ID} {
		if name == "" {
			name = other
		}
	}
	return followup.Person{
		Workspace: b.workspace, ID: followup.UserID(u.ID), Name: name, Zone: u.TZ, Locale: u.Locale,
		Admin: u.IsAdmin || u.IsOwner || u.IsPrimaryOwner,
		Guest: u.IsRestricted || u.IsUltraRestricted || u.IsStranger || (u.TeamID != "" && u.TeamID != string(b.workspace)),
		Bot:   u.IsBot || u.ID == "USLACKBOT", Deleted: u.Deleted, ChangedAt: changedAt(u),
	}
}

// changedAt is when Slack says that somebody last changed; zero where it doesn't.
func changedAt(u slack.User) time.Time {
	if u.Updated == 0 {
		return time.Time{}
	}
	return u.Updated.Time()
}
