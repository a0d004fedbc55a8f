package slackbot

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// hers finds what is only Ana's to know.
var hers = regexp.MustCompile(`(?i)zephyr|falcon|marlene|7[.,]?654`)

// around is where something of hers is told; empty: nowhere.
func around(said string) string {
	at := hers.FindStringIndex(said)
	if at == nil {
		return ""
	}
	return said[max(at[0]-200, 0):min(at[1]+100, len(said))]
}

// data are the tables that tell whether anything of Ana's or of the team was changed.
var data = []string{"leads", "contacts", "recalls", "events", "touches", "teams", "team_members", "digest_rows", "nudges", "deliveries"}

// loot is what a forger has got to know the numbers of.
type loot struct {
	lead  followup.Lead
	event followup.EventID
	team  followup.TeamID
	draft tracker.DraftID
	own   followup.Lead // a lead of the forger's
}

func (d *door) loot() loot {
	d.Helper()
	var l loot
	added, err := d.bot.Tracker.Add(d.Context(), d.as(ana), tracker.NewLead{
		Name: "Zephyr", Company: "Zephyr GmbH", Note: "falcon", Contact: followup.Contact{Name: "Marlene", Email: "marlene@zephyr.example"},
		Value: &followup.Money{Minor: 765400, Currency: "EUR"},
	}, false)
	d.ok(err)
	a := d.as(ana)
	a.Request = "view/VANA" // a form that she has submitted
	logged, err := d.bot.Tracker.Log(d.Context(), a, tracker.Log{
		Lead: added.Lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer, Note: "falcon",
	})
	d.ok(err)
	l.lead, l.event = logged.Lead, logged.Event.ID
	t, err := d.bot.Tracker.TeamIn(d.Context(), d.as(boss), sales)
	d.ok(err)
	l.team = t.ID
	l.draft, err = d.bot.Tracker.SaveDraft(d.Context(), tracker.Draft{
		Workspace: team, User: ana, ResponseURL: d.slack + "/response/" + string(ana), Typed: "add Falcon marlene@falcon.example",
	})
	d.ok(err)
	own, err := d.bot.Tracker.Add(d.Context(), d.as(zoe), tracker.NewLead{Name: "Quartz"}, true)
	d.ok(err)
	l.own = own.Lead
	return l
}

func (l loot) value() view.Value {
	v := view.ValueOf(l.lead)
	v.Event, v.Team, v.Draft = l.event, l.team, int64(l.draft)
	return v
}

// values are all that a button or an option could carry about the lead.
func (l loot) values() []string {
	v := l.value()
	old := v
	behind, beyond := v, v
	behind.Page, beyond.Page = -1, 1<<40
	behind.Lead, beyond.Lead = l.own.ID, l.own.ID
	old.Version++
	undrafted := v
	undrafted.Draft = 0
	contact := view.ContactValue{Value: v, Contact: l.lead.Contacts[0].ID, Do: followup.ContactEdited}
	main := contact
	main.Do = followup.ContactLeft
	return []string{
		v.Encode(), old.Encode(), undrafted.Encode(), behind.Encode(), beyond.Encode(), fmt.Sprint(l.lead.ID),
		view.QuickValue{Value: v, Outcome: followup.NoAnswer, Channel: followup.Call}.Encode(),
		view.QuickValue{Value: old, Outcome: followup.NoAnswer, Channel: followup.Call}.Encode(),
		view.QuickValue{Value: v, Outcome: followup.NotNow}.Encode(),
		view.SnoozeValue{Value: v}.Encode(), view.SnoozeValue{Value: v, Until: tuesday.Add(26 * time.Hour)}.Encode(),
		view.CloseValue{Value: v, Kind: followup.NextWon}.Encode(), view.CloseValue{Value: old, Kind: followup.NextStop}.Encode(),
		contact.Encode(), main.Encode(), "won zep", "lead zep", fmt.Sprint("details|", l.lead.ID),
	}
}

// metas are all that a form could carry.
func (l loot) metas() []view.Meta {
	message := &view.MessageRef{Channel: "D1", TS: "1.2", Delivery: 1}
	all := view.Meta{Value: l.value(), Contact: l.lead.Contacts[0].ID, Channel: sales, ChannelName: "sales", Message: message}
	edit, own, bare := all, all, all
	edit.Edit, edit.Outcome = l.event, followup.NoAnswer
	own.Lead = l.own.ID // to be merged with hers
	bare.Value = view.Value{Draft: int64(l.draft), Team: l.team}
	return []view.Meta{all, edit, own, bare}
}

// fields are all that a form could be filled in with.
func (l loot) fields(who followup.UserID) map[string]any {
	option := func(value string) map[string]any {
		return map[string]any{"selected_option": map[string]any{"value": value}}
	}
	compact, _, _ := strings.Cut(view.SnoozeValue{Value: l.value()}.Encode(), "|")
	leads := []map[string]any{{"value": compact}, {"value": fmt.Sprint(l.lead.ID)}}
	to := option(string(ana))
	to["selected_user"] = who
	values := map[string]any{
		view.BlockLead: option(fmt.Sprint(l.lead.ID)), view.BlockKeep: option(fmt.Sprint(l.own.ID)), view.BlockChannel: option("call"),
		view.BlockOutcome: option("no_answer"), view.BlockNextKind: option("planned"), view.BlockNextChannel: option("call"),
		view.BlockNextDate: map[string]any{"selected_date": "2026-05-20"}, view.BlockMoveDate: map[string]any{"selected_date": "2026-05-20"},
		view.BlockWake: option(view.WakeOnDate), view.BlockWakeDate: map[string]any{"selected_date": "2026-08-20"},
		view.BlockFrom: option(string(ana)), view.BlockLeads: map[string]any{"selected_options": leads}, view.BlockTo: to,
		view.BlockMembers: map[string]any{"selected_users": []followup.UserID{who, ana}}, view.BlockManager: map[string]any{"selected_user": who},
		view.BlockTeamName: map[string]any{"value": "Mine"}, view.BlockZone: map[string]any{"value": "Europe/Berlin"},
		view.BlockSummaryOn: option("2"), view.BlockSummaryAt: map[string]any{"selected_time": "09:30"},
		view.BlockName: map[string]any{"value": "Onyx"}, view.BlockEmail: map[string]any{"value": "o@onyx.example"},
		view.BlockOwner: map[string]any{"selected_user": ana}, view.BlockNote: map[string]any{"value": "mine now"},
	}
	state := map[string]any{}
	for field, value := range values {
		state[field] = map[string]any{field: value}
	}
	return map[string]any{"values": state}
}

// presses are the envelopes of a button on a message, on Home and in each of some forms.
func (d *door) presses(l loot, who followup.UserID, workspace, action, value string) []map[string]any {
	press := func() map[string]any {
		p := d.by(who, workspace, "block_actions")
		p["actions"] = []map[string]any{{
			"action_id": action, "block_id": "b", "value": value, "action_ts": "1.2", "selected_option": map[string]any{"value": value},
		}}
		return p
	}
	message, home := press(), press()
	message["container"] = map[string]any{"type": "message", "message_ts": "1.2", "channel_id": "D1"}
	home["view"] = map[string]any{"id": "VHOME", "type": "home", "state": l.fields(who)}
	all := []map[string]any{message, home}
	forms := []string{view.FormLog}
	if action == view.ActLead || action == view.ActWake || action == view.ActKeep {
		forms = append(forms, view.FormPark, view.FormMerge)
	}
	for _, form := range forms {
		p := press()
		p["view"] = l.form(form, "VFORM", l.metas()[0], who)
		all = append(all, p)
	}
	return all
}

func (l loot) form(callback, id string, meta view.Meta, who followup.UserID) map[string]any {
	return map[string]any{
		"id": id, "type": "modal", "callback_id": callback, "hash": "h", "private_metadata": meta.Encode(), "state": l.fields(who),
	}
}
