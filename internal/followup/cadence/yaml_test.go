package cadence_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

const own = `key: our-10
name: Ours
steps:
  - &a {day: 1, channels: [email, linkedin], goal: Hello, content: A figure of theirs, value: yes}
  - day: 2-4
    either: [call, sms]
    goal: {en: Ask, de: Fragen}
    content: "What is open?"
    within: 2h
  - {<<: *a, day: 9, channel: Email, closing: ja, personal: true}
tracks:
  - {after: [silence, met], to: nurture}
variants:
  small:
    steps: [*a]
`

func TestReadingAFile(t *testing.T) {
	t.Parallel()
	got, err := cadence.Parse([]byte(own))
	if err != nil {
		t.Fatal(err)
	}
	plain := func(s string) followup.Wording { return followup.Wording{"": s} }
	first := followup.Step{
		Day: 1, Channels: []followup.Channel{followup.Email, followup.LinkedIn}, Goal: plain("Hello"), Content: plain("A figure of theirs"), Value: true,
	}
	last := first
	last.Day, last.Channels, last.Closing, last.Personal = 9, []followup.Channel{followup.Email}, true, true
	standard := followup.Cadence{
		Key: "our-10", Version: 1, Name: plain("Ours"), Tracks: []followup.Track{{To: "nurture"}, {Outcome: followup.Met, To: "nurture"}},
		Steps: []followup.Step{first, {
			Day: 2, Until: 4, Channels: []followup.Channel{followup.Call, followup.SMS}, Either: true, Within: 120,
			Goal: followup.Wording{"en": "Ask", "de": "Fragen"}, Content: plain("What is open?"),
		}, last},
	}
	small := standard
	small.Variant, small.Steps = followup.Small, []followup.Step{first}
	if diff := cmp.Diff([]followup.Cadence{standard, small}, got); diff != "" {
		t.Error(diff)
	}
	if goal := got[0].Steps[1].Goal; goal.In("de") != "Fragen" || got[0].Name.In("de") != "Ours" {
		t.Error("a text is lost in German")
	}
}

// TestWhatIsWrongInAFile is told with its line and what may stand there.
func TestWhatIsWrongInAFile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, from, to string
		want           string
	}{
		{"no YAML", "steps:\n", "steps: [\n", "line 3: this is not YAML: did not find"},
		{"a field misspelled", "goal: Hello", "gaol: Hello", `line 4: there is no "gaol" here: use day, channel, channels, either, goal`},
		{"a field of the file", "name: Ours", "nmae: Ours", `line 2: there is no "nmae" here: use key, version, name, steps`},
		{"no key", "key: our-10", "version: 2", `line 1: "key" is missing: add it`},
		{"a key with spaces", "our-10", "Our 10", `line 1: "key" can't be "Our 10": use a-z, 0-9, -`},
		{"no day", "- day: 2-4\n    either", "- either", `line 5: "day" is missing: add it`},
		{"a day in words", "day: 2-4", "day: second", `line 5: "day" can't be "second": use 3, 2-3`},
		{"a range backwards", "day: 2-4", "day: 4-2", `line 5: "day" can't be "4-2": use 1–999`},
		{"day 0", "day: 2-4", "day: 0", `line 5: "day" can't be "0": use 1–999`},
		{"a channel nobody knows", "[call, sms]", "[call, fax]", `line 6: "either" can't be "fax": use call, email, linkedin`},
		{"no channel", "    either: [call, sms]\n", "", `line 5: "channel" is missing: add it`},
		{"two kinds of channels", "either: [call, sms]", "either: [call, sms]\n    channel: email", `line 6: "either" can't be "call": use channel / channels / either`},
		{"within days", "within: 2h", "within: 2d", `line 9: "within" can't be "2d": use 30m, 1h`},
		{"within too long", "within: 2h", "within: 90h", `line 9: "within" can't be "90h": use 30m, 1h`},
		{"neither yes nor no", "closing: ja", "closing: maybe", `line 10: "closing" can't be "maybe": use true, false`},
		{"an outcome nobody knows", "[silence, met]", "[silence, mett]", `line 12: "after" can't be "mett": use silence, interested`},
		{"a track to nowhere", "{after: [silence, met], to: nurture}", "{after: silence}", `line 12: "to" is missing: add it`},
		{"a track after nothing", "{after: [silence, met], to: nurture}", "{to: nurture}", `line 12: "after" is missing: add it`},
		{"a language we don't speak", "de: Fragen", "fr: Demander", `line 7: there is no "fr" here: use en, de`},
		{"a variant nobody knows", "small:", "tiny:", `line 15: there is no "tiny" here: use small, large, strategic`},
		{"no steps", "steps: [*a]", "steps: []", `line 15: "steps" is missing: add it`},
		{"a word for a step", "steps: [*a]", "steps: [email]", `line 15: "step" can't be "email": use name: value`},
		{"a text in two", "goal: Hello", "goal: [Hello, you]", `line 4: "goal" can't be "": use name: value`},
		{"twice the same", "name: Ours", "name: Ours\nname: Yours", `line 3: "name" can't be "name": use it once`},
		{"a version backwards", "name: Ours", "version: -1", `line 2: "version" can't be "-1": use 1–`},
	} {
		file := strings.Replace(own, c.from, c.to, 1)
		if file == own {
			t.Fatalf("%s: nothing changed", c.name)
		}
		_, err := cadence.Parse([]byte(file))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		if _, ok := errors.AsType[*cadence.FileError](err); !ok {
			t.Errorf("%s: %T", c.name, err)
		}
	}
	for _, file := range []string{"", "# nothing", "- a list", "&a [*a]", "&a {key: x, steps: [*a]}", strings.Repeat("#", 70<<10)} {
		if _, err := cadence.Parse([]byte(file)); err == nil {
			t.Errorf("%.20q is a cadence", file)
		}
	}
	many := "key: many\nsteps:\n" + strings.Repeat("- {day: 1, channel: call}\n", 51)
	if _, err := cadence.Parse([]byte(many)); err == nil || err.Error() != "line 3: too long: make it at most 50" {
		t.Errorf("51 steps: %v", err)
	}
}

// TestAnythingWrittenIsReadBack the same, whatever its texts are.
func TestAnythingWrittenIsReadBack(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`[ -~äöü„“€🎉:#&*\[\]{}'"\\-]{0,20}[a-z:#'"]`)
	wording := rapid.Custom(func(t *rapid.T) followup.Wording {
		if rapid.Bool().Draw(t, "plain") {
			return followup.Wording{"": strings.TrimSpace(text.Draw(t, "text"))}
		}
		return followup.Wording{"en": strings.TrimSpace(text.Draw(t, "en")), "de": strings.TrimSpace(text.Draw(t, "de"))}
	})
	rapid.Check(t, func(t *rapid.T) {
		c := followup.Cadence{Key: "own", Version: rapid.IntRange(1, 9).Draw(t, "version"), Name: wording.Draw(t, "name")}
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			s := followup.Step{
				Day: rapid.IntRange(1, 99).Draw(t, "day"), Goal: wording.Draw(t, "goal"), Content: wording.Draw(t, "content"),
				Value: rapid.Bool().Draw(t, "value"), Personal: rapid.Bool().Draw(t, "personal"), Closing: rapid.Bool().Draw(t, "closing"),
				Channels: rapid.SliceOfN(rapid.SampledFrom(followup.Channels()), 1, 3).Draw(t, "channels"),
				Either:   rapid.Bool().Draw(t, "either"), Within: rapid.IntRange(0, 24*60).Draw(t, "within"),
			}
			if rapid.Bool().Draw(t, "range") {
				s.Until = s.Day + rapid.IntRange(1, 9).Draw(t, "until")
			}
			c.Steps = append(c.Steps, s)
		}
		for _, o := range rapid.SliceOfN(rapid.SampledFrom(append(followup.Outcomes(""), "")), 0, 3).Draw(t, "tracks") {
			c.Tracks = append(c.Tracks, followup.Track{Outcome: o, To: "nurture"})
		}
		large := c
		large.Variant, large.Tracks = followup.Large, nil
		if len(c.Tracks) > 0 {
			large.Tracks = c.Tracks[:1]
		}
		file := cadence.Format(c, large)
		back, err := cadence.Parse(file)
		if err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		if diff := cmp.Diff([]followup.Cadence{c, large}, back); diff != "" {
			t.Fatalf("%s\n%s", diff, file)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(own))
	f.Fuzz(func(t *testing.T, file []byte) {
		all, err := cadence.Parse(file)
		if err != nil {
			return
		}
		if _, err := cadence.Parse(cadence.Format(all[0], all[1:]...)); err != nil {
			t.Fatalf("what was read can't be read back: %v", err)
		}
		cadence.Lint(all[0])
	})
}
