package followup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/followup-bot/followup/internal/followup"
)

var library = []followup.Piece{
	{ID: 1, Kind: followup.CaseStudy, Title: "Freight case study", Tags: []string{"logistics"}},
	{ID: 2, Kind: followup.Article, Title: "Five questions before you buy"},
	{ID: 3, Kind: followup.CaseStudy, Title: "Warehouse case study", Tags: []string{"Logistics", "berlin"}},
	{ID: 4, Kind: followup.Clip, Title: "Tour of the bank", Tags: []string{"finance"}},
	{ID: 5, Kind: followup.DataPoint, Title: "Old numbers", Tags: []string{"logistics"}, Retired: true},
}

var spring = time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)

func gave(days int, piece followup.PieceID, title string) followup.Touch {
	return followup.Touch{ID: followup.TouchID(days), At: spring.AddDate(0, 0, days), Channel: followup.Email, Outcome: followup.Sent, Piece: piece, Gave: title}
}

func TestTheNextPieceFitsAndWasNeverGiven(t *testing.T) {
	for name, c := range map[string]struct {
		tags    []string
		touches []followup.Touch
		want    string // the piece, and the tag it fits; empty: none
	}{
		"the most tags":                    {[]string{"logistics", "Berlin"}, nil, "Warehouse case study (logistics)"},
		"the first of equals":              {[]string{"logistics"}, nil, "Freight case study (logistics)"},
		"not the one that was given":       {[]string{"logistics"}, []followup.Touch{gave(1, 1, "Freight case study")}, "Warehouse case study (logistics)"},
		"nor one given under another name": {[]string{"logistics"}, []followup.Touch{gave(1, 1, "Freight study, 2025")}, "Warehouse case study (logistics)"},
		"nor one given in words": {
			[]string{"logistics"}, []followup.Touch{gave(1, 0, "freight case-study"), gave(2, 3, "")}, "Five questions before you buy ()",
		},
		"else one for everybody":       {[]string{"energy"}, nil, "Five questions before you buy ()"},
		"none that fits somebody else": {[]string{"energy"}, []followup.Touch{gave(1, 2, "")}, ""},
		"of nobody known, any":         {nil, []followup.Touch{gave(1, 2, "")}, "Freight case study ()"},
		"never a retired one":          {[]string{"logistics"}, []followup.Touch{gave(1, 1, ""), gave(2, 2, ""), gave(3, 3, "")}, ""},
	} {
		offer, ok := followup.NextPiece(library, followup.Lead{Tags: c.tags}, c.touches)
		got := ""
		if ok {
			got = fmt.Sprintf("%s (%s)", offer.Piece.Title, offer.Tag)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatIsOfferedWasNeverGiven(t *testing.T) {
	tags := []string{"logistics", "berlin", "finance", "Energy"}
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfDistinct(rapid.SampledFrom(tags), rapid.ID[string])
		var all []followup.Piece
		for i := range rapid.IntRange(0, 8).Draw(t, "pieces") {
			all = append(all, followup.Piece{
				ID: followup.PieceID(i + 1), Title: fmt.Sprint("Piece ", i), Kind: rapid.SampledFrom(followup.PieceKinds()).Draw(t, "kind"),
				Tags: some.Draw(t, "for"), Retired: rapid.Bool().Draw(t, "retired"),
			})
		}
		l := followup.Lead{Tags: some.Draw(t, "tags")}
		var touches []followup.Touch
		for given := 0; ; given++ {
			offer, ok := followup.NextPiece(all, l, touches)
			if again, _ := followup.NextPiece(slices.Clone(all), l, touches); again.Piece.ID != offer.Piece.ID {
				t.Fatalf("%d, and asked again %d", offer.Piece.ID, again.Piece.ID)
			}
			if !ok {
				break
			}
			if given > len(all) {
				t.Fatal("the offers never end")
			}
			if _, was := followup.WasGiven(offer.Piece, touches); was || offer.Piece.Retired {
				t.Fatalf("offers %q, which was given or is retired", offer.Piece.Title)
			}
			if offer.Tag != "" && !slices.Contains(l.Tags, offer.Tag) {
				t.Fatalf("fits a tag %q that the lead doesn't have", offer.Tag)
			}
			touch := gave(given+1, offer.Piece.ID, offer.Piece.Title)
			if rapid.Bool().Draw(t, "in words") {
				touch.Piece, touch.Gave = 0, strings.ToUpper(touch.Gave)
			}
			touches = append(touches, touch)
		}
		for _, p := range all { // whatever fits was offered in the end
			_, was := followup.WasGiven(p, touches)
			if fits := len(p.Tags) == 0 || len(l.Tags) == 0 || slices.ContainsFunc(p.Tags, func(tag string) bool { return slices.Contains(l.Tags, tag) }); !p.Retired && fits != was {
				t.Errorf("%q fits: %t, was offered: %t", p.Title, fits, was)
			}
		}
	})
}

func TestAPieceIsMeantByItsTitleItsKindOrItsWords(t *testing.T) {
	l := followup.Lead{Tags: []string{"berlin"}}
	for typed, want := range map[string]followup.PieceID{
		"Five questions before you buy": 2,
		"freight-case-study":            1,
		"case-study":                    3, // it fits best
		"Fallstudie":                    3,
		"video":                         4,
		"questions":                     2,
		"case":                          3,
		"study case warehouse":          3,
		"study":                         0, // two have that word
		"old numbers":                   0, // retired
		"an idea of my own":             0,
		" ":                             0,
	} {
		got, _ := followup.PieceNamed(typed, library, l, nil)
		if got.ID != want {
			t.Errorf("%q: %d, want %d", typed, got.ID, want)
		}
	}
	given := []followup.Touch{gave(1, 3, "")}
	if got, _ := followup.PieceNamed("study", library, l, given); got.ID != 1 {
		t.Errorf("of two by that word, one of them given: %d, want the other one", got.ID)
	}
	if got, _ := followup.PieceNamed("case-study", library, l, append(given, gave(2, 1, ""))); got.ID != 0 {
		t.Errorf("of a kind that is used up: %d", got.ID)
	}
	if got, _ := followup.PieceNamed("warehouse case study", library, l, given); got.ID != 3 {
		t.Errorf("given again by its whole title: %d", got.ID)
	}
}

func TestTouchesWithoutAnythingForThemAreCounted(t *testing.T) {
	did := func(days int, o followup.Outcome) followup.Touch {
		return followup.Touch{ID: followup.TouchID(days), At: spring.AddDate(0, 0, days), Channel: followup.Call, Outcome: o}
	}
	atOnce := did(2, followup.Met)
	atOnce.ID = 0
	for name, c := range map[string]struct {
		touches []followup.Touch
		want    int
	}{
		"one of the same moment, not stored yet": {[]followup.Touch{gave(2, 1, ""), atOnce}, 1},
		"none yet":                               {nil, 0},
		"two with nothing":                       {[]followup.Touch{did(1, followup.Interested), did(2, followup.TryAgain)}, 2},
		"something, then one without":            {[]followup.Touch{did(1, followup.Met), gave(2, 1, ""), did(3, followup.NeedsInfo)}, 1},
		"something last, in words":               {[]followup.Touch{did(1, followup.Met), did(2, followup.Met), gave(3, 0, "an idea")}, 0},
		"nobody was reached":                     {[]followup.Touch{did(1, followup.NoAnswer), did(2, followup.Voicemail), did(3, followup.NoShow)}, 0},
		"they wrote":                             {[]followup.Touch{did(1, followup.Met), did(2, followup.Replied), did(3, followup.OutOfOffice)}, 1},
		"a goodbye is no occasion":               {[]followup.Touch{did(1, followup.Met), did(2, followup.BreakUpSent)}, 1},
		"in whichever order they are given":      {[]followup.Touch{did(3, followup.Met), gave(2, 1, ""), did(1, followup.Met)}, 1},
	} {
		if got := followup.Dry(c.touches); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
