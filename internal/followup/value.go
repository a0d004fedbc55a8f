package followup

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// PieceID numbers a piece of value.
type PieceID int64

// PieceKind says what a piece of value is.
type PieceKind string

// The kinds of pieces.
const (
	CaseStudy    PieceKind = "case_study"
	DataPoint    PieceKind = "data_point"
	Clip         PieceKind = "video"
	Introduction PieceKind = "introduction"
	Article      PieceKind = "article"
)

// PieceKinds lists every kind in the order in which forms show them.
func PieceKinds() []PieceKind { return []PieceKind{CaseStudy, DataPoint, Clip, Introduction, Article} }

// MaxPieces is how many pieces a library offers at once: as many as one menu holds. What is retired doesn't count.
const MaxPieces = 100

// Piece is something of value that a team can give: an entry of its workspace's library.
type Piece struct {
	ID        PieceID
	Workspace WorkspaceID
	Kind      PieceKind
	Title     string
	Link      string   // may be empty
	Tags      []string // whom it is for; none: everybody
	By        UserID   // who added it
	At        time.Time
	Retired   bool // no longer offered; what was given of it stays given
	Version   int  // grows with every change
}

// Offer is the piece to give next, and why.
type Offer struct {
	Piece Piece
	Tag   string // of the lead's, which it fits; empty: it is for everybody, or nothing is known of the lead
}

// CouldGive reports whether a touch with this outcome could have given them something: it went out, or somebody was talked to. An attempt
// that reached nobody could not, and neither does a goodbye.
func (o Outcome) CouldGive() bool {
	return o != BreakUpSent && (o.Class() == Reached || o.Class() == Conversation)
}

// DryWarns is how many touches in a row without anything for them are worth a warning.
const DryWarns = 2

// Dry counts the newest touches in a row that could have given them something and didn't. The touches stand in any order; those that were
// taken back are not among them.
func Dry(touches []Touch) int {
	n := 0
	for _, t := range NewestFirst(touches) {
		switch {
		case t.Gave != "" || t.Piece != 0:
			return n
		case t.Outcome.CouldGive():
			n++
		}
	}
	return n
}

// GivenIn lists the touches with which something was given, the newest first.
func GivenIn(touches []Touch) []Touch {
	return slices.DeleteFunc(NewestFirst(touches), func(t Touch) bool { return t.Gave == "" && t.Piece == 0 })
}

// NewestFirst orders touches; of one moment, one that has no number yet is the newest.
func NewestFirst(touches []Touch) []Touch {
	sorted := slices.Clone(touches)
	slices.SortStableFunc(sorted, func(a, b Touch) int {
		return cmp.Or(b.At.Compare(a.At), numbered(a)-numbered(b), cmp.Compare(b.ID, a.ID))
	})
	return sorted
}

func numbered(t Touch) int {
	if t.ID == 0 {
		return 0
	}
	return 1
}

// WasGiven returns the newest of those touches with which a piece was given: by its number, or in words that are its title.
func WasGiven(p Piece, touches []Touch) (Touch, bool) {
	for _, t := range GivenIn(touches) {
		if t.Piece == p.ID || (t.Piece == 0 && spelled(t.Gave) == spelled(p.Title)) {
			return t, true
		}
	}
	return Touch{}, false
}

// NextPiece is the piece to give a lead next: one that is offered, was never given to it, and fits: the one with most of its tags, else one
// that is for everybody. Of a lead without tags nothing is known that a piece could fail to fit. Of equals the one that was added first
// goes first. False where there is none.
func NextPiece(library []Piece, l Lead, touches []Touch) (Offer, bool) {
	ranked := RankPieces(library, l, touches)
	if len(ranked) == 0 || ranked[0].fit == 0 || ranked[0].Given != nil {
		return Offer{}, false
	}
	return ranked[0].Offer, true
}

// RankedPiece is a piece of the library as a lead sees it.
type RankedPiece struct {
	Offer
	Given *Touch // with which it was given last; nil: never
	fit   int
}

// Fits reports whether the piece is for such a lead.
func (r RankedPiece) Fits() bool { return r.fit > 0 }

// RankPieces orders the pieces that are offered: first those that fit a lead and were not given to it, then the others that were not, then those
// that were.
func RankPieces(library []Piece, l Lead, touches []Touch) []RankedPiece {
	var ranked []RankedPiece
	for _, p := range library {
		if p.Retired {
			continue
		}
		r := RankedPiece{Offer: Offer{Piece: p}}
		r.Tag, r.fit = fit(p, l)
		if t, ok := WasGiven(p, touches); ok {
			r.Given = &t
		}
		ranked = append(ranked, r)
	}
	slices.SortFunc(ranked, func(a, b RankedPiece) int {
		return cmp.Or(
			given(a)-given(b),
			cmp.Compare(b.fit, a.fit),
			cmp.Compare(a.Piece.ID, b.Piece.ID),
		)
	})
	return ranked
}

func given(r RankedPiece) int {
	if r.Given != nil {
		return 1
	}
	return 0
}

// fit says how well a piece fits a lead, 0 for not at all, and the first tag by which it does.
func fit(p Piece, l Lead) (tag string, n int) {
	const anybody, everybody, tagged = 1, 2, 3
	shared := 0
	for _, t := range l.Tags {
		if slices.ContainsFunc(p.Tags, func(of string) bool { return spelled(of) == spelled(t) }) {
			tag = cmp.Or(tag, t)
			shared++
		}
	}
	switch {
	case shared > 0:
		return tag, tagged + shared
	case len(p.Tags) == 0:
		return "", everybody
	case len(l.Tags) == 0:
		return "", anybody
	default:
		return "", 0
	}
}

// PieceNamed returns the one piece that somebody means by what they typed for a lead: its whole title; of a kind, "case-study", the one to give
// next; or words of its title, where they fit one alone, or one alone that was not given yet. False: it is none of the library's.
func PieceNamed(typed string, library []Piece, l Lead, touches []Touch) (Piece, bool) {
	ranked, word := RankPieces(library, l, touches), spelled(typed)
	if word == "" {
		return Piece{}, false
	}
	for _, r := range ranked {
		if spelled(r.Piece.Title) == word {
			return r.Piece, true
		}
	}
	if kind, ok := pieceWords[word]; ok {
		i := slices.IndexFunc(ranked, func(r RankedPiece) bool { return r.Piece.Kind == kind && r.Given == nil })
		if i >= 0 {
			return ranked[i].Piece, true
		}
		return Piece{}, false
	}
	hits := slices.DeleteFunc(ranked, func(r RankedPiece) bool { return !hasWords(spelled(r.Piece.Title), word) })
	if len(hits) == 1 || (len(hits) > 1 && hits[0].Given == nil && hits[1].Given != nil) {
		return hits[0].Piece, true
	}
	return Piece{}, false
}

// pieceWords are what people call the kinds.
var pieceWords = map[string]PieceKind{
	"case study": CaseStudy, "casestudy": CaseStudy, "case": CaseStudy, "fallstudie": CaseStudy, "referenz": CaseStudy, "reference": CaseStudy,
	"data point": DataPoint, "datapoint": DataPoint, "data": DataPoint, "zahl": DataPoint, "datenpunkt": DataPoint,
	"video": Clip, "clip": Clip,
	"introduction": Introduction, "intro": Introduction, "kontakt": Introduction, "vorstellung": Introduction,
	"article": Article, "artikel": Article,
}

// hasWords reports whether each word of typed is part of a title.
func hasWords(title, typed string) bool {
	for word := range strings.FieldsSeq(typed) {
		if !strings.Contains(title, word) {
			return false
		}
	}
	return true
}

// spelled is a name without its capitals, hyphens and spaces beside one another.
func spelled(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '\t' || r == '\n' }), " ")
}
