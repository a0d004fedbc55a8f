package view_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// stateOf is what Slack sends for a form that somebody submits as it was opened: its initial values.
func stateOf(t *testing.T, form slack.ModalViewRequest) *slack.ViewState {
	t.Helper()
	names := map[string]string{
		"initial_value": "value", "initial_option": "selected_option", "initial_options": "selected_options", "initial_date": "selected_date",
		"initial_time": "selected_time", "initial_date_time": "selected_date_time", "initial_user": "selected_user", "initial_users": "selected_users",
	}
	values := map[string]map[string]map[string]any{}
	blocks, _ := decoded(t, form)["blocks"].([]any)
	for _, b := range blocks {
		block, _ := b.(map[string]any)
		element, ok := block["element"].(map[string]any)
		if !ok {
			continue
		}
		field := map[string]any{"type": element["type"], "selected_option": nil, "value": nil}
		for initial, name := range names {
			if v, ok := element[initial]; ok {
				field[name] = v
			}
		}
		id, _ := block["block_id"].(string)
		action, _ := element["action_id"].(string)
		values[id] = map[string]map[string]any{action: field}
	}
	raw, err := json.Marshal(map[string]any{"values": values})
	if err != nil {
		t.Fatal(err)
	}
	var state slack.ViewState
	if err := json.Unmarshal(raw, &state); err != nil {
		t.Fatal(err)
	}
	return &state
}

// TestLogFormReadsBackWhatItShows: drawing a form again with what was read from it loses nothing.
func TestLogFormReadsBackWhatItShows(t *testing.T) {
	t.Parallel()
	next := map[string]view.NextInput{
		"planned":  {Kind: followup.NextRecall, On: calendar.On(2026, 5, 20), At: clock(9, 0), Channel: followup.Email},
		"promised": {Kind: followup.NextRecall, Promised: true, On: calendar.On(2026, 5, 20)},
		"keep":     {Kind: followup.NextKeep},
		"preset":   {Kind: followup.NextPark, Wake: "3m", On: calendar.On(2026, 8, 12), Park: followup.Park{Reason: "r", Note: "n", FirstLine: "f"}},
		"parked":   {Kind: followup.NextPark, Wake: view.WakeOnDate, On: calendar.On(2027, 1, 4)},
		"won":      {Kind: followup.NextWon, Value: "€12k"},
		"lost":     {Kind: followup.NextLost, Reason: "too dear"},
		"never":    {Kind: followup.NextStop, Reason: "asked"},
	}
	for name, n := range next {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := ordinary().promiseForm()
			f.Input.At = time.Date(2026, 5, 11, 9, 15, 0, 0, time.UTC)
			f.Input.Next = n
			lead, got := view.ReadLog(stateOf(t, english.LogModal(f)), now, berlin())
			if diff := cmp.Diff(f.Input, got); diff != "" || lead != (view.LeadChoice{}) {
				t.Errorf("lead %v, input (-shown +read):\n%s", lead, diff)
			}
		})
	}
}

func TestNewLeadReadsBack(t *testing.T) {
	t.Parallel()
	w := ordinary()
	f := w.newLeadForm()
	lead, got := view.ReadLog(stateOf(t, english.LogModal(f)), now, berlin())
	if lead != (view.LeadChoice{New: w.lead}) || got.New.Name != w.lead || got.New.Email != "jane@acme.example" || got.New.Zone != w.short {
		t.Errorf("lead %v, new %+v", lead, got.New)
	}
	in := w.newLead()
	if diff := cmp.Diff(in, view.ReadAdd(stateOf(t, english.AddModal(view.AddForm{Rep: w.rep(), Now: now, Input: in})))); diff != "" {
		t.Errorf("input (-shown +read):\n%s", diff)
	}
}

// TestNewLeadIsReadBeforeItsFieldsShow: somebody may submit faster than the form is drawn again.
func TestNewLeadIsReadBeforeItsFieldsShow(t *testing.T) {
	t.Parallel()
	state := &slack.ViewState{Values: map[string]map[string]slack.BlockAction{
		view.BlockLead: {view.ActLead: {SelectedOption: slack.OptionBlockObject{Value: "new:Acme"}}},
	}}
	lead, in := view.ReadLog(state, now, berlin())
	if lead.New != "Acme" || in.New.Name != "Acme" {
		t.Errorf("lead %v, new %+v", lead, in.New)
	}
	if got := view.BlockIn(state, view.BlockName); got != view.BlockLead {
		t.Errorf("an error about the name stands at %q", got)
	}
}

func TestFormsReadBack(t *testing.T) {
	t.Parallel()
	w := ordinary()
	parked := view.ParkInput{Wake: "6m", On: calendar.On(2026, 11, 12), Park: followup.Park{Reason: "r", Note: "n", FirstLine: "f"}}
	_, gotPark := view.ReadPark(stateOf(t, english.ParkModal(view.ParkForm{Rep: w.rep(), Now: now, Input: parked})), now, berlin())
	gotMove := view.ReadMove(stateOf(t, english.MoveModal(view.MoveForm{
		Lead: w.active(1, today), Rep: w.rep(), Now: now, On: calendar.On(2026, 5, 15), At: clock(14, 0), Channel: followup.Email,
	})))
	gotSettings := view.ReadSettings(stateOf(t, english.SettingsModal(view.SettingsForm{Rep: w.rep(), Now: now})))
	gotTeam := view.ReadTeam(stateOf(t, english.TeamModal(w.team(true))))
	gotReassign := view.ReadReassign(stateOf(t, english.ReassignModal(w.reassign(""))))
	for _, c := range []struct{ want, got any }{
		{parked, gotPark},
		{view.MoveInput{On: calendar.On(2026, 5, 15), At: clock(14, 0), Channel: followup.Email}, gotMove},
		{view.SettingsInput{DigestAt: followup.DefaultDigestAt, Week: calendar.MondayToFriday}, gotSettings},
		{view.TeamInput{
			Name: w.short, Manager: "UMAX", Members: []followup.UserID{"UANA", "UMAX"}, Zone: "Europe/Berlin",
			SummaryOn: time.Tuesday, SummaryAt: followup.DefaultSummaryAt,
		}, gotTeam},
		{view.ReassignInput{Leads: []view.Value{{Lead: 99, Recall: 399, Version: 2}}}, gotReassign},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("(-shown +read):\n%s", diff)
		}
	}
}

// TestReadersTakeAnything: an empty or missing state is no reason to fall over.
func TestReadersTakeAnything(t *testing.T) {
	t.Parallel()
	for _, state := range []*slack.ViewState{nil, {}, {Values: map[string]map[string]slack.BlockAction{view.BlockNextDate: {"x": {SelectedDate: "soon"}}}}} {
		view.ReadLog(state, now, berlin())
		view.ReadPark(state, now, berlin())
		view.ReadMove(state)
		view.ReadAdd(state)
		view.ReadSettings(state)
		view.ReadCapacity(state)
		view.ReadSnoozeAll(state)
		view.ReadTeam(state)
		view.ReadReassign(state)
		view.ReadCadence(state)
		view.ReadCourse(state, view.Meta{})
		view.ReadSay(state, view.SayChoice{})
		view.ReadPage(state, view.Meta{})
		view.BlockIn(state, view.BlockLead)
	}
}

// TestErrorsFindAPlace in every form that can be sent, also where the field they are about is not shown.
func TestErrorsFindAPlace(t *testing.T) {
	t.Parallel()
	for name, surface := range ordinary().surfaces() {
		form, ok := surface.(slack.ModalViewRequest)
		if !ok || form.Submit == nil {
			continue
		}
		state := stateOf(t, form)
		if _, replaced := english.RefusedForm(form.CallbackID, "It can't be."); replaced {
			continue // what is wrong takes its place
		}
		if form.CallbackID == view.FormSay {
			continue // it asks nothing either
		}
		for _, field := range []string{view.BlockNote, view.BlockNextDate, view.BlockWake, view.BlockName, view.BlockAmount, view.BlockLeads} {
			if _, ok := state.Values[view.BlockIn(state, field)]; !ok {
				t.Errorf("%s: an error about %s has no place", name, field)
			}
		}
	}
}

// TestSuggestionsAreNew: with the outcome the ids of suggested fields change, so that Slack shows them; what was typed keeps its id.
func TestSuggestionsAreNew(t *testing.T) {
	t.Parallel()
	ids := func(o followup.Outcome) map[string]bool {
		seen := map[string]bool{}
		for id := range stateOf(t, english.LogModal(ordinary().logForm(o, followup.Call))).Values {
			seen[id] = true
		}
		return seen
	}
	before, after := ids(followup.NoAnswer), ids(followup.TryAgain)
	for _, kept := range []string{view.BlockNote, view.BlockPromised, view.BlockGave, view.BlockMinutes, view.BlockWhen, view.BlockChannel, "outcome.call"} {
		if !before[kept] || !after[kept] {
			t.Errorf("%s lost its id", kept)
		}
	}
	for id := range before {
		if len(id) > 5 && id[:5] == "next_" && after[id] {
			t.Errorf("%s shows the old suggestion", id)
		}
	}
}

func TestValuesReadBack(t *testing.T) {
	t.Parallel()
	v := view.Value{Lead: 12, Recall: 345, Version: 7}
	quick := view.QuickValue{Value: v, Outcome: followup.NoAnswer, Channel: followup.Call}
	if got, ok := view.ParseQuickValue(quick.Encode()); !ok || got != quick {
		t.Errorf("%v %v", got, ok)
	}
	for _, s := range []view.SnoozeValue{{Value: v}, {Value: v, Until: now}} {
		if got, ok := view.ParseSnoozeValue(s.Encode()); !ok || got.Value != v || !got.Until.Equal(s.Until) {
			t.Errorf("%v %v", got, ok)
		}
	}
	closing := view.CloseValue{Value: v, Kind: followup.NextStop}
	if got, ok := view.ParseCloseValue(closing.Encode()); !ok || got != closing {
		t.Errorf("%v %v", got, ok)
	}
	for _, bad := range []string{"", "|", "1.2|no_answer|call", "1.2.3|nothing|call", "0.2.3|1", "1.2.3|", "1.2.3|recall", "-1.2.3|1", "a.b.c|won"} {
		_, quick := view.ParseQuickValue(bad)
		_, snooze := view.ParseSnoozeValue(bad)
		_, closing := view.ParseCloseValue(bad)
		if quick || snooze || closing {
			t.Errorf("%q was understood", bad)
		}
	}
}
