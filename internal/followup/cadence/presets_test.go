package cadence_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

var sizes = []followup.Variant{followup.Standard, followup.Small, followup.Large, followup.Strategic}

// TestThePresetsAreThoseOfTheSources: day, channels and goal of each step, and where its tracks lead.
func TestThePresetsAreThoseOfTheSources(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"warm-21": `
			D1 call First contact · D1 email Follow-up · D3 call Recall · D5 email Added value · D8 call Recall · D12 email Impulse ·
			D16 call Recall · D21 email Closing loop | silence → nurture`,
		"post-call": `
			D1 email Recap within 60 min · D2–3 email or linkedin Value-add · D5–7 call or email Check-in with context | silence → long-haul`,
		"long-haul": `
			D3 email Add value · D7 call Move it forward · D11 linkedin Be seen · D15 email Surface urgency · D19 call Surface urgency ·
			D23 email Surface urgency · D27 call Prompt a decision · D34 email High impact · D41 linkedin High impact · D48 call High impact ·
			D55 email High impact · D69 email Stay in touch · D83 linkedin Stay in touch · D113 email Closing loop |
			interested → post-call, needs_info → post-call, met → post-call, silence → nurture`,
		"warm-5": `
			D2–3 email Summary, next step confirmed · D6–7 email or call Value-add, soft check-in · D13 call Direct ask · D27 email New angle ·
			D57 email or linkedin Break-up, door open | silence → nurture`,
		"cold-12": `
			D1 email Opening · D2 linkedin or email Nudge · D4 call or email Strong call to action · D8 email Helpful content ·
			D12 email Pause note | interested → post-call, needs_info → post-call, met → post-call, silence → pause`,
		"b2b-21": `
			D1 email + linkedin Initial outreach · D3 email Different angle · D5 call Call attempt · D8 linkedin Relevant content ·
			D12 email Case study · D16 call Call, with voicemail · D21 email Break-up |
			interested → post-call, needs_info → post-call, met → post-call, silence → nurture`,
	} {
		c, ok := cadence.Preset(key, followup.Standard)
		if !ok {
			t.Fatalf("no %s", key)
		}
		if diff := cmp.Diff(strings.Join(strings.Fields(want), " "), outline(c)); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

func outline(c *followup.Cadence) string {
	var steps, tracks []string
	for _, s := range c.Steps {
		day := fmt.Sprintf("D%d", s.Day)
		if s.Until > 0 {
			day += fmt.Sprintf("–%d", s.Until)
		}
		var channels []string
		for _, one := range s.Channels {
			channels = append(channels, string(one))
		}
		text := day + " " + strings.Join(channels, map[bool]string{true: " or ", false: " + "}[s.Either]) + " " + s.Goal.In("en")
		if s.Within > 0 {
			text += fmt.Sprintf(" within %d min", s.Within)
		}
		steps = append(steps, text)
	}
	for _, track := range c.Tracks {
		after := string(track.Outcome)
		if after == "" {
			after = "silence"
		}
		tracks = append(tracks, after+" → "+track.To)
	}
	return strings.Join(steps, " · ") + " | " + strings.Join(tracks, ", ")
}

// TestTheSizesOfThePresets: small ones take 14 days at most and as many touches or fewer; large ones 28 to 35, or as long as the standard
// form where that is longer, in other words; strategic ones have a touch from executive to executive at the fourth or fifth.
func TestTheSizesOfThePresets(t *testing.T) {
	t.Parallel()
	if got, want := len(cadence.Presets()), len(cadence.Keys())*len(sizes); got != want {
		t.Fatalf("%d forms, want %d", got, want)
	}
	for _, key := range cadence.Keys() {
		form := map[followup.Variant]*followup.Cadence{}
		for _, v := range sizes {
			c, ok := cadence.Preset(key, v)
			if !ok {
				t.Fatalf("no %s %s", key, v)
			}
			form[v] = c
			touches := 0
			for i, s := range c.Steps {
				exec := strings.HasPrefix(s.Goal.In("en"), "Executive")
				if at := touches + 1; exec != (v == followup.Strategic && (at == 4 || at == 5) && exec) {
					t.Errorf("%s: executive to executive at touch %d", c.Label(), at)
				}
				personal := i == len(c.Steps)-1
				for range s.Touches() {
					touches++
					personal = personal || touches == 1 || touches == 3 || touches == 5
				}
				if s.Personal != personal {
					t.Errorf("%s, step %d: personal %t", c.Label(), i+1, s.Personal)
				}
				for _, text := range []followup.Wording{s.Goal, s.Content} {
					if text["en"] == "" || text["de"] == "" || len(text) != 2 {
						t.Errorf("%s, step %d: %v", c.Label(), i+1, text)
					}
				}
			}
			if v == followup.Strategic && !slices.ContainsFunc(c.Steps, func(s followup.Step) bool { return s.Goal.In("en") == "Executive to executive" }) {
				t.Errorf("%s: no executive", c.Label())
			}
		}
		last := func(v followup.Variant) int { return form[v].Steps[len(form[v].Steps)-1].Day }
		standard := last(followup.Standard)
		if days := last(followup.Small); days > 14 || form[followup.Small].Touches() > form[followup.Standard].Touches() {
			t.Errorf("%s small takes %d days", key, days)
		}
		for _, v := range []followup.Variant{followup.Large, followup.Strategic} {
			if days := last(v); (days < 28 || days > 35) && (standard <= 35 || days < standard) {
				t.Errorf("%s %s takes %d days", key, v, days)
			}
		}
		for _, v := range sizes[1:] {
			if cmp.Equal(form[v].Steps, form[followup.Standard].Steps) {
				t.Errorf("%s %s is the standard one", key, v)
			}
		}
	}
	if _, ok := cadence.Preset("warm-22", followup.Standard); ok {
		t.Error("there is a warm-22")
	}
}

// TestThePresetsPassTheLinter without a warning.
func TestThePresetsPassTheLinter(t *testing.T) {
	t.Parallel()
	for _, c := range cadence.Presets() {
		for _, f := range cadence.Lint(*c) {
			t.Errorf("%s: %+v", c.Label(), f)
		}
		for _, track := range c.Tracks {
			if _, ok := cadence.Preset(track.To, c.Variant); !ok && !slices.Contains([]string{cadence.Nurture, cadence.PauseNote, cadence.DarkLadder}, track.To) {
				t.Errorf("%s leads to %s", c.Label(), track.To)
			}
		}
	}
}

// TestAPresetIsTheSameAfterExportAndImport.
func TestAPresetIsTheSameAfterExportAndImport(t *testing.T) {
	t.Parallel()
	for _, key := range cadence.Keys() {
		var forms []followup.Cadence
		for _, v := range sizes {
			c, _ := cadence.Preset(key, v)
			forms = append(forms, *c)
		}
		file := cadence.Format(forms[0], forms[1:]...)
		back, err := cadence.Parse(file)
		if err != nil {
			t.Fatalf("%s: %v\n%s", key, err, file)
		}
		if diff := cmp.Diff(forms, back); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

func TestWhichCadenceSuits(t *testing.T) {
	t.Parallel()
	euros := func(whole int64) *followup.Money { return &followup.Money{Minor: whole * 100, Currency: "EUR"} }
	for _, c := range []struct {
		value *followup.Money
		heat  cadence.Temperature
		want  string
	}{
		{nil, cadence.Cold, "b2b-21"},
		{euros(9_999), cadence.Cold, "cold-12 small"},
		{euros(10_000), cadence.Cold, "b2b-21"},
		{euros(49_999), cadence.Cold, "b2b-21"},
		{euros(50_000), cadence.Cold, "b2b-21 large"},
		{euros(0), cadence.Warm, "warm-21"},
		{euros(5_000), cadence.Warm, "warm-21 small"},
		{nil, cadence.Met, "warm-5"},
		{euros(80_000), cadence.Talked, "post-call large"},
		{&followup.Money{Minor: 60_000_00, Currency: "JPY"}, cadence.Warm, "warm-21 large"},
	} {
		key, v := cadence.Recommend(c.value, c.heat)
		if got := strings.TrimSpace(key + " " + string(v)); got != c.want {
			t.Errorf("%v, %s: %s, want %s", c.value, c.heat, got, c.want)
		}
	}
	for _, c := range []struct {
		outcomes []followup.Outcome
		want     cadence.Temperature
	}{
		{nil, cadence.Cold},
		{[]followup.Outcome{followup.Sent, followup.NoAnswer, followup.OutOfOffice}, cadence.Cold},
		{[]followup.Outcome{followup.Sent, followup.Replied}, cadence.Warm},
		{[]followup.Outcome{followup.Interested, followup.Sent}, cadence.Warm},
		{[]followup.Outcome{followup.Met, followup.Sent}, cadence.Met},
		{[]followup.Outcome{followup.Sent, followup.Interested}, cadence.Talked},
		{[]followup.Outcome{followup.MeetingSet}, cadence.Warm},
	} {
		var touches []followup.Touch
		for _, o := range c.outcomes {
			touches = append(touches, followup.Touch{Outcome: o})
		}
		if got := cadence.TemperatureOf(touches); got != c.want {
			t.Errorf("%v: %s, want %s", c.outcomes, got, c.want)
		}
	}
}
