package slacksim_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/slacksim"
)

func TestAnswersToASubmission(t *testing.T) {
	t.Parallel()
	note := input("note", object{"type": "plain_text_input", "initial_value": "x"}, nil)
	tests := []struct {
		name           string
		answer         object
		want, title    string
		open           int
		wantsViolation bool
	}{
		{"nothing", nil, "closed", "", 0, false},
		{"clear", object{"response_action": "clear"}, "cleared", "", 0, false},
		{"errors", object{"response_action": "errors", "errors": object{"note": "no"}}, "errors", "First", 1, false},
		{"errors nowhere", object{"response_action": "errors", "errors": object{"else": "no"}}, "trouble", "First", 1, true},
		{"update", object{"response_action": "update", "view": modal("Second")}, "updated", "Second", 1, false},
		{"push", object{"response_action": "push", "view": modal("Second")}, "pushed", "Second", 2, false},
		{"bad view", object{"response_action": "push", "view": object{"type": "modal"}}, "trouble", "First", 1, true},
		{"nonsense", object{"response_action": "dance"}, "trouble", "First", 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			serve(t, w, func(p object) object {
				if p["command"] != nil {
					ask(t, w, "views.open", object{"trigger_id": p["trigger_id"], "view": modal("First", note)})
					return nil
				}
				return tt.answer
			})
			if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
				t.Fatal(err)
			}
			done, err := w.SubmitView(t.Context(), "U1", w.Modals("U1")[0].ID, nil)
			if err != nil {
				done.Response = "trouble"
			}
			stack := w.Modals("U1")
			if done.Response != tt.want || len(stack) != tt.open || (violations(w) != "") != tt.wantsViolation {
				t.Fatal(done, err, len(stack), w.Violations())
			}
			if tt.open > 0 && fmt.Sprint(stack[len(stack)-1].Title.(object)["text"]) != tt.title {
				t.Fatal(stack)
			}
		})
	}
}

func TestTriggers(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClock()
	w := start(t, withClock(clock))
	a := serve(t, w, func(object) object { return nil })
	trigger := func() string {
		if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
			t.Fatal(err)
		}
		return str(<-a.got, "trigger_id")
	}
	open := func(id string) object { return ask(t, w, "views.open", object{"trigger_id": id, "view": modal("A")}) }
	first := trigger()
	wantError(t, ask(t, w, "views.open", object{"trigger_id": first, "view": object{"type": "modal"}}), "invalid_arguments")
	wantError(t, open(first), "")
	wantError(t, open(first), "exchanged_trigger_id")
	wantError(t, open("1.2.3"), "invalid_trigger_id")
	late := trigger()
	clock.Advance(3*time.Second + 1)
	wantError(t, open(late), "expired_trigger_id")
	wantError(t, ask(t, w, "views.push", object{"trigger_id": trigger(), "view": modal("A")}), "not_found") // not from a modal
}

func TestViewsArePushedUpdatedAndClosed(t *testing.T) {
	t.Parallel()
	w := start(t)
	more := object{"type": "actions", "block_id": "b", "elements": []any{object{"type": "button", "action_id": "more", "text": plain("More")}}}
	a := opening(t, w, modal("One", more))
	if err := w.Command(t.Context(), "U1", "", "/try"); err != nil {
		t.Fatal(err)
	}
	<-a.got
	for i := 2; i <= 4; i++ {
		stack := w.Modals("U1")
		top := slacksim.Container{Type: "view", ViewID: stack[len(stack)-1].ID}
		if err := w.Act(t.Context(), slacksim.Action{As: "U1", Container: top, BlockID: "b", ActionID: "more"}); err != nil {
			t.Fatal(err)
		}
		want := ""
		if i == 4 {
			want = "push_limit_reached"
		}
		wantError(t, ask(t, w, "views.push", object{"trigger_id": (<-a.got)["trigger_id"], "view": modal(fmt.Sprint(i), more)}), want)
	}
	stack := w.Modals("U1")
	top := stack[2]
	args := func(hash string) object { return object{"view_id": top.ID, "hash": hash, "view": modal("New", more)} }
	wantError(t, ask(t, w, "views.update", args(top.Hash)), "")
	wantError(t, ask(t, w, "views.update", args(top.Hash)), "hash_conflict")
	wantError(t, ask(t, w, "views.update", object{"view_id": "V9", "view": modal("New")}), "not_found")
	if err := w.CloseView(t.Context(), "U1", stack[0].ID, false); err == nil {
		t.Fatal("closed a modal that is covered by another")
	}
	if err := w.CloseView(t.Context(), "U1", top.ID, false); err != nil {
		t.Fatal(err)
	}
	if closed := <-a.got; closed["type"] != "view_closed" || closed["is_cleared"] != false || str(closed, "view", "previous_view_id") != stack[1].ID {
		t.Fatal(closed)
	}
	if err := w.CloseView(t.Context(), "U1", stack[1].ID, true); err != nil || len(w.Modals("U1")) != 0 {
		t.Fatal(err)
	}
	if closed := <-a.got; closed["is_cleared"] != true {
		t.Fatal(closed)
	}
	wantError(t, ask(t, w, "views.update", object{"view_id": top.ID, "view": modal("New")}), "not_found")
}

func TestHomeIsPublishedWithHashes(t *testing.T) {
	t.Parallel()
	w := start(t)
	publish := func(hash string) object {
		return ask(t, w, "views.publish", object{"user_id": "U1", "hash": hash, "view": object{"type": "home", "blocks": []any{object{"type": "divider"}}}})
	}
	first := publish("")
	wantError(t, first, "")
	wantError(t, publish(str(first, "view", "hash")), "")
	wantError(t, publish(str(first, "view", "hash")), "hash_conflict")
	wantError(t, ask(t, w, "views.publish", object{"user_id": "U1", "view": modal("x")}), "invalid_arguments")
}
