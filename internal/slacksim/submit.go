package slacksim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Submitted says what became of a submission.
type Submitted struct {
	Response string            `json:"response"` // closed, cleared, updated, pushed, errors
	Errors   map[string]string `json:"errors,omitempty"`
}

var errTrouble = refuse("trouble", "We had some trouble connecting. Try again?")

// SubmitView presses the submit button of the topmost modal with these values in its inputs. Values the client itself refuses,
// such as an empty required field, answer errors and never reach the app.
func (w *Workspace) SubmitView(ctx context.Context, as, viewID string, values Values) (Submitted, error) {
	w.mu.Lock()
	v, p, errs, err := w.sendSubmission(as, viewID, values)
	w.mu.Unlock()
	if err != nil {
		return Submitted{}, err
	}
	if len(errs) > 0 {
		return Submitted{Response: "errors", Errors: errs}, nil
	}
	payload, err := w.await(ctx, p)
	if err != nil {
		if errors.Is(err, errNoAck) || errors.Is(err, errNoConnection) {
			err = refuse(err.(*Refusal).Code, errTrouble.Message) //nolint:errorlint // these two are Refusals
		}
		return Submitted{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.submissionAnswer(v, payload)
}

func (w *Workspace) sendSubmission(as, viewID string, values Values) (*view, *pending, map[string]string, error) {
	p, err := w.actor(as)
	if err != nil {
		return nil, nil, nil, err
	}
	s, err := w.surface(as, Container{Type: "view", ViewID: viewID})
	if err != nil {
		return nil, nil, nil, err
	}
	v := s.view
	if v.kind != "modal" || v.definition["submit"] == nil {
		return nil, nil, nil, refuse("not_found", "There is nothing to submit.")
	}
	if errs := w.clientErrors(v.blocks(), values); len(errs) > 0 {
		v.errors = errs
		w.touch()
		return v, nil, errs, nil
	}
	v.errors = nil
	payload := w.interaction("view_submission", p)
	payload["trigger_id"] = w.newTrigger(as, true)
	payload["view"] = w.viewObject(v, w.stateOf(v.blocks(), values))
	payload["response_urls"] = w.chosenConversations(v, as, values)
	sent, err := w.sendInteraction(payload, as)
	return v, sent, nil, err
}

// chosenConversations gives the app a response_url for each conversation select that asks for one.
func (w *Workspace) chosenConversations(v *view, as string, values Values) []any {
	chosen := []any{}
	eachElement(v.blocks(), func(block, element object) {
		if element["response_url_enabled"] != true {
			return
		}
		spec := inputStates[text(element, "type")]
		id, _ := w.held(element, spec, values[text(block, "block_id")]).(string)
		if c := w.channels[id]; c != nil {
			chosen = append(chosen, object{
				"block_id": text(block, "block_id"), "action_id": text(element, "action_id"), "channel_id": id,
				"response_url": w.newResponseURL(c, as, nil),
			})
		}
	})
	return chosen
}

// submissionAnswer does what the ack of a submission says. The caller holds the lock.
func (w *Workspace) submissionAnswer(v *view, payload []byte) (Submitted, error) {
	var says struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   object            `json:"view"`
	}
	if len(payload) > 0 {
		if err := json.Unmarshal(payload, &says); err != nil {
			return w.badAnswer("the ack of a view_submission is not of the expected form")
		}
	}
	stack := w.stacks[v.user]
	at := slices.Index(stack, v)
	switch says.Action {
	case "":
		if at >= 0 {
			w.stacks[v.user] = stack[:at:at]
		}
		w.touch()
		return Submitted{Response: "closed"}, nil
	case "clear":
		w.stacks[v.user] = nil
		w.touch()
		return Submitted{Response: "cleared"}, nil
	case "errors":
		return w.showErrors(v, says.Errors)
	case "update", "push":
		return w.answerWithView(v, says.Action, says.View)
	}
	return w.badAnswer("unknown response_action " + says.Action)
}

func (w *Workspace) badAnswer(why string) (Submitted, error) {
	w.violate("bad_submission_answer", why)
	return Submitted{}, errTrouble
}

// showErrors puts the app's words under its inputs. Slack shows nothing useful for a block that is no input of the view.
func (w *Workspace) showErrors(v *view, errs map[string]string) (Submitted, error) {
	if len(errs) == 0 {
		return w.badAnswer("response_action errors without errors")
	}
	for id := range errs {
		known := slices.ContainsFunc(v.blocks(), func(b any) bool {
			block, _ := b.(object)
			return text(block, "block_id") == id && text(block, "type") == "input"
		})
		if !known {
			return w.badAnswer(fmt.Sprintf("an error for block %q, which is no input of the view", id))
		}
	}
	v.errors = errs
	w.touch()
	return Submitted{Response: "errors", Errors: errs}, nil
}

func (w *Workspace) answerWithView(v *view, action string, definition object) (Submitted, error) {
	if failure := checkView(definition); failure != nil {
		return w.badAnswer(fmt.Sprintf("the view of response_action %s: %s %v", action, failure.code, failure.more["errors"]))
	}
	if text(definition, "type") != "modal" {
		return w.badAnswer("the view of a response_action must be a modal")
	}
	if action == "update" {
		w.define(v, definition)
		return Submitted{Response: "updated"}, nil
	}
	if len(w.stacks[v.user]) >= maxModals {
		return w.badAnswer("push_limit_reached")
	}
	if len(w.stacks[v.user]) == 0 {
		return w.badAnswer("push onto a closed modal")
	}
	w.push(v.user, definition)
	return Submitted{Response: "pushed"}, nil
}

// CloseView closes the topmost modal, or with all the whole stack. The app hears of it when the view asked for it.
func (w *Workspace) CloseView(_ context.Context, as, viewID string, all bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, err := w.actor(as)
	if err != nil {
		return err
	}
	s, err := w.surface(as, Container{Type: "view", ViewID: viewID})
	if err != nil {
		return err
	}
	stack := w.stacks[as]
	if all || s.view.definition["clear_on_close"] == true {
		all, stack = true, nil
	} else {
		stack = stack[: len(stack)-1 : len(stack)-1]
	}
	w.stacks[as] = stack
	w.touch()
	if s.view.definition["notify_on_close"] != true {
		return nil
	}
	payload := w.interaction("view_closed", p)
	payload["view"], payload["is_cleared"] = w.viewObject(s.view, w.stateOf(s.view.blocks(), nil)), all
	sent, err := w.sendInteraction(payload, as)
	if err == nil {
		w.spawnLocked(func() { _, _ = w.await(w.ctx, sent) }) // the modal is gone, whatever the app does
	}
	return err
}
