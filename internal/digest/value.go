package digest

import "github.com/followup-bot/followup/internal/followup"

// Library is what a workspace can give, as its list shows it.
type Library struct {
	Pieces []Piece // what is retired last
}

// Piece is an entry of the library.
type Piece struct {
	followup.Piece

	By      string // name of who added it
	MayEdit bool   // the viewer may change it
}

// Giving is the library as a lead sees it.
type Giving struct {
	Ranked []followup.RankedPiece // what is offered, in the order to offer it in
	Given  []followup.Touch       // with which something was given, the newest first; also in words, and what is retired since
	Offer  *followup.Offer        // what to give next; nil: nothing fits that they don't have
	Dry    int                    // touches in a row without anything for them
}

// GivingOf says what a lead was given and what to give it next. touches are those that stand.
func GivingOf(l followup.Lead, library []followup.Piece, touches []followup.Touch) Giving {
	g := Giving{Ranked: followup.RankPieces(library, l, touches), Given: followup.GivenIn(touches), Dry: followup.Dry(touches)}
	if offer, ok := followup.NextPiece(library, l, touches); ok {
		g.Offer = &offer
	}
	return g
}

// CouldAdd reports whether what was given can still be added with one tap: a touch with nothing for them is the lead's newest event, and
// theirs to correct.
func (s Settled) CouldAdd() bool {
	t := s.Event.Detail.Touch
	return s.Undo && s.Event.Kind == followup.Logged && t != nil && t.Gave == "" && t.Outcome.CouldGive()
}
