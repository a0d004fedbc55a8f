package view_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/slacksim/blockkit"
)

// drawn is every surface of the worlds in which every rule must hold.
var drawn = sync.OnceValue(func() map[string]map[string]any {
	return map[string]map[string]any{
		"ordinary": ordinary().surfaces(), "monstrous": monstrous().surfaces(), "blank": blank().surfaces(),
		"german": ordinary().in("de-DE").surfaces(), "german monstrous": monstrous().in("de-DE").surfaces(),
	}
})

// everySurface runs a check on every surface in every world.
func everySurface(t *testing.T, check func(t *testing.T, name string, surface any)) {
	t.Helper()
	for world, surfaces := range drawn() {
		for name, surface := range surfaces {
			t.Run(world+"/"+name, func(t *testing.T) {
				t.Parallel()
				check(t, name, surface)
			})
		}
	}
}

// TestSlackTakesEverySurface holds every surface against what Slack's server checks, whatever the data.
func TestSlackTakesEverySurface(t *testing.T) {
	t.Parallel()
	everySurface(t, func(t *testing.T, _ string, surface any) {
		tree := decoded(t, surface)
		var problems []blockkit.Problem
		switch s := surface.(type) {
		case view.Message:
			blocks, _ := tree["blocks"].([]any)
			problems = blockkit.Check(blockkit.Message, blocks)
			if n := blockkit.TextLength(blocks); n > 12_500 {
				t.Errorf("all texts together have %d characters", n)
			}
			if s.Text == "" || len(s.Text) > 4000 {
				t.Errorf("top-level text has %d bytes", len(s.Text))
			}
		case slack.ModalViewRequest, slack.HomeTabViewRequest:
			problems = blockkit.CheckView(tree)
		case slack.OptionsResponse:
			problems = blockkit.CheckSuggestion(tree)
		default:
			t.Fatalf("unknown surface %T", surface)
		}
		for _, p := range problems {
			t.Error(p)
		}
	})
}

// TestOnlyWhatWasTypedMayBeLong keeps messages below the size that Slack is known to take; what is given back to a person is longer.
func TestOnlyWhatWasTypedMayBeLong(t *testing.T) {
	t.Parallel()
	everySurface(t, func(t *testing.T, name string, surface any) {
		if _, ok := surface.(view.Message); !ok || slices.Contains([]string{"not_saved", "maybe_saved", "problem", "snooze_too_long"}, name) {
			return
		}
		blocks, _ := decoded(t, surface)["blocks"].([]any)
		if n := blockkit.TextLength(blocks); n > 10_000 {
			t.Errorf("all texts together have %d characters", n)
		}
	})
}

// TestTextsAreInert looks for anything that Slack would parse, and for texts it would refuse.
func TestTextsAreInert(t *testing.T) {
	t.Parallel()
	everySurface(t, func(t *testing.T, _ string, surface any) {
		if m, ok := surface.(view.Message); ok {
			for _, bad := range []string{"<!", "<@", "@everyone", "@channel", "https://", "*bold*", "\n"} {
				if strings.Contains(m.Text, bad) {
					t.Errorf("top-level text has %q: %.200s", bad, m.Text)
				}
			}
		}
		walk(decoded(t, surface), func(node map[string]any) {
			switch node["type"] {
			case "mrkdwn", "link", "user", "usergroup", "broadcast", "channel":
				t.Errorf("a %v element: %v", node["type"], node)
			case "plain_text":
				if node["emoji"] != false {
					t.Errorf("text with emoji codes: %v", node)
				}
			}
			text, ok := node["text"].(string)
			if ok && (strings.TrimSpace(text) == "" || strings.ContainsAny(text, "\u202e\u200b")) {
				t.Errorf("empty or tricky text: %.300q", text)
			}
		})
	})
}

// TestTypedTextStaysReadable finds the mischief as it was typed wherever a lead is named.
func TestTypedTextStaysReadable(t *testing.T) {
	t.Parallel()
	surfaces := drawn()["monstrous"]
	for _, name := range []string{
		"digest", "today", "list", "card", "card_modal", "receipt_logged", "matches", "duplicates", "stale", "overdue",
		"not_saved", "problem", "refused", "log_no_answer", "log_new", "park", "move", "add_known", "team_look", "summary_weekly",
	} {
		var all strings.Builder
		walk(decoded(t, surfaces[name]), func(node map[string]any) {
			for _, field := range []string{"text", "initial_value"} {
				if s, ok := node[field].(string); ok {
					all.WriteString(s + "\n")
				}
			}
		})
		if !strings.Contains(all.String(), mischief[:strings.Index(mischief, " https")]) {
			t.Errorf("%s doesn't show what was typed", name)
		}
	}
}

// TestIdsAreUnique and known: blocks within a surface, actions within a block, all actions within the list that routes are tested against.
func TestIdsAreUnique(t *testing.T) {
	t.Parallel()
	known := append(view.AllActions(), "input")
	everySurface(t, func(t *testing.T, _ string, surface any) {
		seen := map[string]bool{}
		walk(decoded(t, surface), func(node map[string]any) {
			id, isBlock := node["block_id"].(string)
			if isBlock && (seen[id] || id == "" || units(id) > 255) {
				t.Errorf("block id %q is bad or stands twice", id)
			}
			seen[id] = isBlock
			elements, _ := node["elements"].([]any)
			within := map[any]bool{}
			for _, e := range elements {
				element, _ := e.(map[string]any)
				if action := element["action_id"]; action != nil && within[action] {
					t.Errorf("action %v stands twice in a block", action)
				} else if action != nil {
					within[action] = true
				}
			}
			if action, ok := node["action_id"].(string); ok && !slices.Contains(known, action) {
				t.Errorf("action %q is not in AllActions", action)
			}
			if callback, ok := node["callback_id"].(string); ok && !slices.Contains(view.AllForms(), callback) {
				t.Errorf("form %q is not in AllForms", callback)
			}
		})
	})
}

// TestEveryIdIsEmitted keeps the lists of ids free of what nobody can press.
func TestEveryIdIsEmitted(t *testing.T) {
	t.Parallel()
	emitted := map[string]bool{}
	for _, world := range []string{"ordinary", "blank"} { // the blank one's lists have several pages
		for _, surface := range drawn()[world] {
			walk(decoded(t, surface), func(node map[string]any) {
				for _, field := range []string{"action_id", "callback_id", "value"} {
					if id, ok := node[field].(string); ok {
						emitted[id] = true
					}
				}
			})
		}
	}
	for _, id := range append(view.AllActions(), view.AllForms()...) {
		if !emitted[id] {
			t.Errorf("no surface emits %q", id)
		}
	}
}

// TestCarriedValuesFit keeps options' values within 75 characters and buttons' within 2,000, also for the largest ids.
func TestCarriedValuesFit(t *testing.T) {
	t.Parallel()
	big := view.Value{Lead: 1<<63 - 1, Recall: 1<<63 - 1, Version: 1 << 30}
	for _, s := range []string{
		view.QuickValue{Value: big, Outcome: "not_interested", Channel: "linkedin"}.Encode(),
		view.SnoozeValue{Value: big, Until: now}.Encode(),
		view.CloseValue{Value: big, Kind: "do_not_contact"}.Encode(),
	} {
		if units(s) > 75 {
			t.Errorf("%q has %d characters", s, units(s))
		}
	}
	everySurface(t, func(t *testing.T, _ string, surface any) {
		if m, ok := surface.(slack.ModalViewRequest); ok && len(m.PrivateMetadata) > 3000 {
			t.Errorf("metadata has %d bytes", len(m.PrivateMetadata))
		}
	})
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// TestAckFits keeps what answers a command small enough for the ack.
func TestAckFits(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"help", "matches", "receipt_logged", "problem_two_dates", "today_newcomer"} {
		raw, err := json.Marshal(decoded(t, drawn()["ordinary"][name]))
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) > 16_000 {
			t.Errorf("%s has %d bytes", name, len(raw))
		}
	}
}
