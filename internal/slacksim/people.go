package slacksim

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // zones of people must not depend on the machine
)

// Person is somebody in the workspace. Only Name is required.
type Person struct {
	ID       string // generated when empty
	Name     string // the handle: ana
	RealName string // the handle again when empty
	Title    string
	TZ       string // IANA name; Europe/Berlin when empty
	NoTZ     bool   // Slack knows no time zone of this person
	Locale   string // en-GB when empty
	Guest    bool
	Admin    bool
	Owner    bool
	Bot      bool // another app's bot user
	Deleted  bool
}

type person struct {
	Person
	color   string
	bot     string // bot id of bot users
	updated int64  // seconds, changes with every edit of the profile
}

var colors = []string{"#e8912d", "#2b6cb0", "#9f69e7", "#4bbe2e", "#e7392d", "#3c989f", "#d58247", "#674b1b", "#5a4592", "#bb86b7"}

// installBots adds the two bots every workspace has: Slackbot, which users.list shows as if it were a person, and the app's.
func (w *Workspace) installBots() {
	name := w.manifest.Features.BotUser.DisplayName
	if name == "" {
		name = w.manifest.Display.Name
	}
	w.addPerson(&person{Person: Person{ID: "USLACKBOT", Name: "slackbot", RealName: "Slackbot", TZ: "America/Los_Angeles"}})
	w.addPerson(&person{Person: Person{ID: w.ids.botUser, Name: strings.ToLower(name), RealName: name, Bot: true, TZ: "America/Los_Angeles"}, bot: w.ids.bot})
}

// AddPerson puts a person into the workspace and answers the id. A new person of a running workspace makes a team_join event
// where the app subscribed to it.
func (w *Workspace) AddPerson(p Person) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p.Name == "" {
		return "", fmt.Errorf("slacksim: a person needs a name")
	}
	if p.TZ == "" {
		p.TZ = "Europe/Berlin"
	}
	if _, err := time.LoadLocation(p.TZ); err != nil {
		return "", fmt.Errorf("slacksim: %s: %w", p.Name, err)
	}
	if p.ID == "" {
		p.ID = w.newID("U")
	}
	if _, taken := w.people[p.ID]; taken {
		return "", fmt.Errorf("slacksim: id %s is taken", p.ID)
	}
	if p.RealName == "" {
		p.RealName = p.Name
	}
	if p.Locale == "" {
		p.Locale = "en-GB"
	}
	added := &person{Person: p}
	if p.Bot {
		added.bot = w.newID("B")
	}
	w.addPerson(added)
	w.emit("team_join", object{"type": "team_join", "user": w.userObject(added, true)})
	w.touch()
	return p.ID, nil
}

func (w *Workspace) addPerson(p *person) {
	p.color = colors[len(w.people)%len(colors)]
	p.updated = w.bar.Now().Unix()
	w.people[p.ID] = p
	w.order = append(w.order, p.ID)
}

// Deactivate turns a person's account off, as an administrator does: their conversations stay, they can do nothing any more.
func (w *Workspace) Deactivate(user string) error {
	return w.editPerson(user, func(p *person) error { p.Deleted = true; return nil })
}

// Reactivate turns the account on again.
func (w *Workspace) Reactivate(user string) error {
	return w.editPerson(user, func(p *person) error { p.Deleted = false; return nil })
}

// SetZone moves a person to another time zone.
func (w *Workspace) SetZone(user, tz string) error {
	return w.editPerson(user, func(p *person) error {
		if _, err := time.LoadLocation(tz); err != nil {
			return fmt.Errorf("slacksim: %w", err)
		}
		p.TZ, p.NoTZ = tz, false
		return nil
	})
}

// SetLocale changes the language in which a person uses Slack.
func (w *Workspace) SetLocale(user, locale string) error {
	return w.editPerson(user, func(p *person) error { p.Locale = locale; return nil })
}

// Rename changes what a person is called.
func (w *Workspace) Rename(user, realName string) error {
	return w.editPerson(user, func(p *person) error { p.RealName = realName; return nil })
}

// editPerson changes a profile and sends user_change.
func (w *Workspace) editPerson(user string, edit func(*person) error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.people[user]
	if !ok {
		return fmt.Errorf("slacksim: nobody has the id %s", user)
	}
	if err := edit(p); err != nil {
		return err
	}
	p.updated = max(p.updated+1, w.bar.Now().Unix())
	w.emit("user_change", object{"type": "user_change", "user": w.userObject(p, true), "cache_ts": p.updated})
	w.touch()
	return nil
}

// anybody is the first person who can act here; empty in a workspace of bots.
func (w *Workspace) anybody() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range w.order {
		if p := w.people[id]; p.isPerson() && !p.Deleted {
			return id
		}
	}
	return ""
}

// zone is the person's location; UTC where Slack knows none.
func (p *person) zone() *time.Location {
	if p.NoTZ {
		return time.UTC
	}
	loc, err := time.LoadLocation(p.TZ)
	if err != nil {
		return time.UTC
	}
	return loc
}

func (p *person) isPerson() bool { return !p.Bot && p.ID != "USLACKBOT" }

// userObject is a user as users.info and user_change give it. Slack leaves most of it out for deactivated people, the time
// zone among it, and e-mail addresses without users:read.email.
func (w *Workspace) userObject(p *person, locale bool) object {
	u := object{
		"id": p.ID, "team_id": w.ids.team, "name": p.Name, "deleted": p.Deleted, "profile": w.profileObject(p),
		"is_bot": p.Bot, "is_app_user": false, "updated": p.updated,
	}
	if p.Deleted {
		return u
	}
	u["real_name"], u["color"] = p.RealName, strings.TrimPrefix(p.color, "#")
	for key, is := range map[string]bool{
		"is_admin": p.Admin || p.Owner, "is_owner": p.Owner, "is_primary_owner": false,
		"is_restricted": p.Guest, "is_ultra_restricted": false, "is_email_confirmed": true,
	} {
		u[key] = is
	}
	u["who_can_share_contact_card"] = "EVERYONE"
	if !p.NoTZ {
		name, offset := w.bar.Now().In(p.zone()).Zone()
		u["tz"], u["tz_label"], u["tz_offset"] = p.TZ, name, offset
	}
	if locale && p.isPerson() {
		u["locale"] = p.Locale
	}
	return u
}

func (w *Workspace) profileObject(p *person) object {
	first, last, _ := strings.Cut(p.RealName, " ")
	profile := object{
		"title": p.Title, "phone": "", "skype": "", "real_name": p.RealName, "real_name_normalized": p.RealName,
		"display_name": p.Name, "display_name_normalized": p.Name, "first_name": first, "last_name": last,
		"status_text": "", "status_emoji": "", "status_expiration": 0, "avatar_hash": "g" + strings.ToLower(p.ID), "team": w.ids.team,
	}
	for _, size := range []string{"24", "32", "48", "72", "192", "512"} {
		profile["image_"+size] = "https://secure.gravatar.com/avatar/0?s=" + size
	}
	if p.Bot {
		profile["bot_id"], profile["api_app_id"] = p.bot, ""
		if p.ID == w.ids.botUser {
			profile["api_app_id"] = w.ids.app
		}
	}
	return profile
}
