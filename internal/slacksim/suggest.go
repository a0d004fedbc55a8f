package slacksim

import (
	"context"
	"encoding/json"

	"github.com/followup-bot/followup/internal/slacksim/blockkit"
)

// Suggestion is what an app offers for what was typed: options, or groups of them.
type Suggestion struct {
	Options      []any `json:"options,omitempty"`
	OptionGroups []any `json:"option_groups,omitempty"`
}

// Suggest types into an external select and answers what the app offers. Below the select's min_query_length, which is 3
// unless the app says otherwise, Slack does not ask the app at all.
func (w *Workspace) Suggest(ctx context.Context, a Action, query string) (Suggestion, error) {
	w.mu.Lock()
	p, ask, err := w.sendSuggestion(a, query)
	w.mu.Unlock()
	if err != nil || !ask {
		return Suggestion{}, err
	}
	payload, err := w.await(ctx, p)
	if err != nil {
		return Suggestion{}, err
	}
	var offered Suggestion
	raw := object{}
	if json.Unmarshal(payload, &offered) == nil {
		_ = json.Unmarshal(payload, &raw) // the same bytes, just read as an object
	}
	if problems := blockkit.CheckSuggestion(raw); len(problems) > 0 {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.violate("bad_suggestion", problems[0].String())
		return Suggestion{}, refuse("no_result", "No results.")
	}
	return offered, nil
}

func (w *Workspace) sendSuggestion(a Action, query string) (sent *pending, ask bool, err error) {
	p, err := w.actor(a.As)
	if err != nil {
		return nil, false, err
	}
	s, err := w.surface(a.As, a.Container)
	if err != nil {
		return nil, false, err
	}
	_, element := findElement(s.blocks(), a.BlockID, a.ActionID)
	if typ := text(element, "type"); typ != "external_select" && typ != "multi_external_select" {
		return nil, false, refuse("not_found", "There is no such menu.")
	}
	least := float64(suggestMinLength)
	if n, ok := element["min_query_length"].(float64); ok {
		least = n
	}
	if float64(len([]rune(query))) < least {
		return nil, false, nil
	}
	payload := w.interaction("block_suggestion", p)
	payload["block_id"], payload["action_id"], payload["value"] = a.BlockID, a.ActionID, query
	w.describe(payload, s, a.Values)
	delete(payload, "response_url")
	sent, err = w.sendInteraction(payload, a.As)
	return sent, true, err
}
