package slacksim_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestASnapshotGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	w := start(t)
	ctx := t.Context()
	ts, err := w.Say(ctx, "U1", "C1", "who calls Acme?", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Say(ctx, "U2", "C1", "I do", ts); err != nil {
		t.Fatal(err)
	}
	ask(t, w, "chat.postMessage", object{"channel": "U2", "text": "x", "metadata": object{"event_type": "e", "event_payload": object{"n": 1}}})
	ask(t, w, "views.publish", object{"user_id": "U1", "view": object{"type": "home", "blocks": []any{object{"type": "divider"}}}})
	if err := w.Read("U1", "C1"); err != nil {
		t.Fatal(err)
	}
	if err := w.Rename("U2", "Max W."); err != nil {
		t.Fatal(err)
	}

	again, err := slacksim.New(slacksim.Options{Manifest: []byte(manifestYAML), Snapshot: w.Snapshot()})
	if err != nil {
		t.Fatal(err)
	}
	if again.BotToken() != w.BotToken() || again.AppToken() != w.AppToken() {
		t.Error("the tokens are others")
	}
	if diff := cmp.Diff(decoded(t, w.Snapshot()), decoded(t, again.Snapshot())); diff != "" {
		t.Error(diff)
	}
	for _, as := range []string{"U1", "U2"} {
		before, _ := w.State(as)
		after, _ := again.State(as)
		before.Clock, after.Clock, before.Seq, after.Seq = slacksim.StateClock{}, slacksim.StateClock{}, 0, 0
		for _, s := range []*slacksim.State{&before, &after} {
			for i := range s.People {
				s.People[i].TZLabel = ""
			}
		}
		one, _ := json.Marshal(before)
		two, _ := json.Marshal(after)
		if diff := cmp.Diff(decoded(t, one), decoded(t, two)); diff != "" {
			t.Error(as, diff)
		}
	}
	if _, err := slacksim.New(slacksim.Options{Manifest: []byte(manifestYAML), Snapshot: []byte(`{"version":99}`)}); err == nil {
		t.Error("a snapshot of another version was taken")
	}
}

func decoded(t *testing.T, data []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
