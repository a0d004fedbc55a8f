package cadence_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// good passes the linter.
const good = `key: our-10
name: Ours
steps:
  - {day: 1, channel: email, goal: Hello, content: A figure of theirs, value: true, personal: true}
  - {day: 3, channel: call, goal: Ask, content: What is open}
  - {day: 6, channel: email, goal: Goodbye, content: The door stays open, personal: true, closing: true}
tracks:
  - {after: silence, to: nurture}
`

func lint(t *testing.T, file string) string {
	t.Helper()
	all, err := cadence.Parse([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return found(cadence.Lint(all[0]))
}

// found writes findings as "1 gap_shrinks before=3 gap=2"; those that can be accepted with a question mark.
func found(all []cadence.Finding) string {
	var lines []string
	for _, f := range all {
		text := fmt.Sprintf("%d %s", f.Step, f.Rule)
		if f.Level == cadence.Warning {
			text += "?"
		}
		for _, name := range slices.Sorted(maps.Keys(f.Params)) {
			text += " " + name + "=" + f.Params[name]
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "; ")
}

func TestTheLinterNamesTheRule(t *testing.T) {
	t.Parallel()
	step := func(day int, more string) string {
		return fmt.Sprintf("  - {day: %d, channel: linkedin, goal: More, content: A tip%s}\n", day, more)
	}
	broken := map[cadence.Rule]bool{}
	for _, c := range []struct{ name, from, to, want string }{
		{"fine", "", "", ""},
		{"one channel", "channel: call", "channel: email", "-1 one_channel"},
		{"a gap shrinks", "day: 6", "day: 4", "2 gap_shrinks before=2 gap=1"},
		{"two steps a day are no gap", "  - {day: 6", step(3, "") + "  - {day: 6", ""},
		{"nor before a wider one", "  - {day: 6", step(3, "") + "  - {day: 4", "3 gap_shrinks before=2 gap=1"},
		{"backwards", "day: 3", "day: 9", "2 days_back before=9 day=6"},
		{"a range over the next step", "day: 3", "day: 3-7", "2 range_overlaps day=6 until=7"},
		{"a range until the next step", "day: 3", "day: 3-6", ""},
		{"no goal", "goal: Ask, ", "", "1 no_goal"},
		{"an empty goal", "goal: Ask", `goal: "  "`, "1 no_goal"},
		{"nothing to bring", ", content: What is open", "", "1 no_content"},
		{"just checking in", "What is open", "Just checking in on this", "1 checking_in words=just checking in"},
		{"in German", "What is open", "Wollte nur mal hören wie es steht", "1 checking_in words=nur mal hören"},
		{"in one of two languages", "content: What is open", "content: {en: What is open, de: Kurz nachhaken}", "1 checking_in words=kurz nachhaken"},
		{"nothing else said", "goal: Ask", "goal: Following up", "1 checking_in words=following up"},
		{"something else said", "goal: Ask", "goal: Following up on the timeline they named", ""},
		{"a check-in with something", "goal: Ask", "goal: Check-in with context", ""},
		{"no end", ", closing: true", "", "2 no_end"},
		{"no end, but another cadence", ", closing: true}\ntracks:\n  - {after: silence, to: nurture}", "}\ntracks:\n  - {after: silence, to: long-haul}", ""},
		{"goodbye too early", "content: What is open", "content: What is open, closing: true", "1 end_too_early; 1 closed_in_call"},
		{"goodbye by phone", "channel: email, goal: Goodbye", "channel: call, goal: Goodbye", "2 closed_in_call"},
		{"too many", "  - {day: 6", strings.Repeat(step(3, ""), 12) + "  - {day: 6", "-1 too_many most=14 touches=15"},
		{"as many as may be", "  - {day: 6", strings.Repeat(step(3, ""), 11) + "  - {day: 6", ""},
		{"a voicemail on the first call", "What is open", "Leave a voicemail", "1 no_voicemail call=1"},
		{"in German, said once", "content: What is open", "content: {en: Leave a voice mail, de: Auf die Mailbox sprechen}", "1 no_voicemail call=1"},
		{"none on the first call", "What is open", "No voicemail yet", ""},
		{"a voicemail on the second", "  - {day: 6", "  - {day: 3, channel: call, goal: Again, content: Else a voicemail}\n  - {day: 6", ""},
		{"a channel twice", "channel: call", "channels: [call, call]", "1 channel_twice channel=call"},
		{"a text too long", "goal: Ask", "goal: " + strings.Repeat("ö", 76), "1 text_too_long length=76 most=75"},
		{"a name too long", "name: Ours", "name: " + strings.Repeat("o", 76), "-1 text_too_long length=76 most=75"},
		{"a track that nothing follows", "after: silence", "after: not_now", "-1 dead_track outcome=not_now"},
		{"a track after a reply", "after: silence", "after: replied", "-1 dead_track outcome=replied"},
		{"silence leads back", "to: nurture", "to: our-10", "-1 loop_track"},
		{"nothing personal", ", personal: true, closing", ", closing", "2 nothing_personal?"},
		{"nothing of value", ", value: true", "", "-1 little_value?"},
	} {
		file := good
		if c.from != "" {
			if file = strings.Replace(good, c.from, c.to, 1); file == good {
				t.Fatalf("%s: nothing changed", c.name)
			}
		}
		got := lint(t, file)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		for _, r := range cadence.Rules() {
			broken[r] = broken[r] || strings.Contains(got, " "+string(r))
		}
	}
	none := found(cadence.Lint(followup.Cadence{Key: "empty"}))
	unknown := followup.Cadence{Key: "fax", Steps: []followup.Step{{Day: 1, Channels: []followup.Channel{"fax"}}, {Day: 2}}}
	for _, all := range []string{none, found(cadence.Lint(unknown))} {
		for _, r := range cadence.Rules() {
			broken[r] = broken[r] || strings.Contains(all, " "+string(r))
		}
	}
	if none != "-1 no_steps" {
		t.Error(none)
	}
	for _, r := range cadence.Rules() {
		if !broken[r] {
			t.Errorf("nothing breaks %s", r)
		}
	}
}

// TestErrorsComeFirst, by step.
func TestErrorsComeFirst(t *testing.T) {
	t.Parallel()
	file := strings.NewReplacer(", personal: true", "", "goal: Ask, ", "", "day: 6", "day: 4").Replace(good)
	if got, want := lint(t, file), "1 no_goal; 2 gap_shrinks before=2 gap=1; 0 nothing_personal?; 2 nothing_personal?"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
