package slackbot

import (
	"fmt"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// What a button, an option, a form's metadata and its fields hold comes back from a client. Here it is all forged: numbers of leads, recalls,
// events, teams, drafts, contacts and forms that the person was never shown.
func TestForgedValuesOpenNobodysLeads(t *testing.T) {
	d := newDoor(t)
	l := d.loot()
	before := d.hersKept(l)
	secret := func(what, said string) {
		t.Helper()
		if found := around(said); found != "" {
			t.Errorf("%s tells …%s…", what, found)
		}
		if after := d.hersKept(l); after != before {
			t.Fatalf("%s changed\n%s\ninto\n%s", what, before, after)
		}
	}
	for _, action := range view.AllActions() {
		said := ""
		for _, value := range l.values() {
			for _, p := range d.presses(l, zoe, string(team), action, value) {
				if action == view.ActRerun || strings.HasPrefix(value, "won") || strings.HasPrefix(value, "lead") {
					continue // what one types oneself: a story of its own
				}
				said += d.send("interactive", p)
			}
		}
		secret("the button "+action, said)
	}
	for _, form := range view.AllForms() {
		said := ""
		for i, meta := range l.metas() {
			p := d.by(zoe, string(team), "view_submission")
			p["view"] = l.form(form, fmt.Sprintf("V%s%d", form, i), meta, zoe)
			said += d.send("interactive", p)
			p["view"] = l.form(form, "VANA", meta, zoe) // as if it were the one that Ana has submitted
			said += d.send("interactive", p)
		}
		secret("the form "+form, said)
	}
	suggest := d.by(zoe, string(team), "block_suggestion")
	suggest["action_id"], suggest["value"] = view.ActLead, "zep"
	secret("the typeahead", d.send("interactive", suggest))
	if d.called(ana) {
		t.Error("an answer went to where Ana's form was begun")
	}

	// And the same from those whose it is works, or nothing was shown here.
	quick := view.QuickValue{Value: l.value(), Outcome: followup.NoAnswer, Channel: followup.Call}.Encode()
	said := d.send("interactive", d.presses(l, ana, string(team), view.ActQuick, quick)[0])
	if !hers.MatchString(said) || d.hersKept(l) == before {
		t.Errorf("Ana's own button does nothing: %s", said)
	}
}

// hersKept is what is kept of Ana's lead and of the team. Zoe may add leads of her own.
func (d *door) hersKept(l loot) string {
	d.Helper()
	var kept []string
	for line := range strings.Lines(d.kept(data...)) {
		own := strings.Contains(line, string(zoe)) || strings.Contains(line, "Onyx") || strings.Contains(line, "onyx") || strings.Contains(line, "Quartz")
		if !own {
			kept = append(kept, line)
		}
	}
	var team []string
	d.ok(d.raw.SelectContext(d.Context(), &team, `select t.manager_id || m.user_id from teams t join team_members m on m.team_id = t.id where t.id = $1`, l.team))
	return strings.Join(append(kept, team...), "")
}

// A guest gets in by no door, also one whom the settings call an admin; nor does somebody from a shared channel, whose number may be that
// of a member here, in another workspace.
func TestGuestsAndOthersGetInByNoDoor(t *testing.T) {
	for name, test := range map[string]struct {
		who       followup.UserID
		workspace string
	}{
		"a guest": {gus, string(team)}, "a stranger": {"USTRANGER", string(team)}, "a number of ours from elsewhere": {ana, "T2"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			l := d.loot()
			tables := append([]string{"people", "reps", "lead_names"}, data...)
			before := d.kept(tables...)
			said := d.everyDoor(l, test.who, test.workspace)
			if after := d.kept(tables...); after != before {
				t.Errorf("it changed\n%s\ninto\n%s", before, after)
			}
			for door, said := range said {
				if found := around(said); found != "" {
					t.Errorf("%s tells …%s…", door, found)
				}
				if said == "" {
					t.Errorf("%s isn't even acked", door)
				}
			}
			if why := said["the command log"]; test.who != "USTRANGER" && !strings.Contains(why, "full members") { // (whom Slack doesn't know either)
				t.Errorf("they are told: %s", why)
			}
		})
	}
}

// everyDoor goes by all of them and returns what is said at each.
func (d *door) everyDoor(l loot, who followup.UserID, workspace string) map[string]string {
	d.Helper()
	said := map[string]string{}
	for _, action := range view.AllActions() {
		for _, value := range []string{l.value().Encode(), l.values()[4], "won zep"} {
			for _, p := range d.presses(l, who, workspace, action, value) {
				said["the button "+action] += d.send("interactive", p)
			}
		}
	}
	for _, form := range view.AllForms() {
		p := d.by(who, workspace, "view_submission")
		p["view"] = l.form(form, "V"+form, l.metas()[0], who)
		said["the form "+form] = d.send("interactive", p)
	}
	for _, shortcut := range view.AllShortcuts() {
		for _, kind := range []string{"shortcut", "message_action"} {
			p := d.by(who, workspace, kind)
			p["callback_id"], p["message_ts"], p["message"] = shortcut, "1.2", map[string]any{"text": "about zep", "user": "UMAX"}
			said["the shortcut "+shortcut] += d.send("interactive", p)
		}
	}
	suggest := d.by(who, workspace, "block_suggestion")
	suggest["action_id"], suggest["value"] = view.ActLead, "zep"
	said["the typeahead"] = d.send("interactive", suggest)
	for _, verb := range quicklog.Verbs() {
		said["the command "+string(verb)] = d.send("slash_commands", map[string]any{
			"command": "/followup", "text": string(verb) + " zep call noanswer", "user_id": who, "team_id": workspace, "channel_id": sales,
			"channel_name": "sales", "trigger_id": "1.2.3", "response_url": d.slack + "/response/" + string(who),
		})
	}
	for name, event := range map[string]map[string]any{
		"a message": {"type": "message", "channel_type": "im", "user": who, "channel": "D9", "text": "lead zep"},
		"home":      {"type": "app_home_opened", "user": who, "tab": "home"},
	} {
		said[name] = d.send("events_api", map[string]any{"event_id": "Ev" + name, "team_id": workspace, "event": event})
	}
	return said
}

// What somebody did is told again to nobody else, whatever number they give their own request.
func TestARequestIsAnsweredAgainOnlyToWhoMadeIt(t *testing.T) {
	d := newDoor(t)
	l := d.loot()
	same := func(who followup.UserID) (digest.Receipt, error) {
		a := d.as(who)
		a.Request = "view/VANA"
		return d.bot.Tracker.Log(t.Context(), a, tracker.Log{Lead: l.lead.ID, Channel: followup.Call, Outcome: followup.NoAnswer})
	}
	if again, err := same(ana); err != nil || !again.Repeated {
		t.Errorf("Ana is told %v (%v)", again, err)
	}
	for _, who := range []followup.UserID{zoe, boss} {
		if again, err := same(who); err == nil || again.Lead.ID != 0 {
			t.Errorf("%s is told %v (%v)", who, again, err)
		}
	}
}
