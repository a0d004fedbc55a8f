package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Giving is what a lead can be given, and what it was.
type Giving struct {
	Library []followup.Piece // what is offered
	Touches []followup.Touch // the lead's newest hundred, of which these say enough to know what was given
}

// offer is what to give a lead next.
func (g Giving) offer(l followup.Lead) *followup.Offer {
	if !l.State.Open() {
		return nil
	}
	if offer, ok := followup.NextPiece(g.Library, l, g.Touches); ok {
		return &offer
	}
	return nil
}

// ErrLibraryFull refuses another piece where as many are offered as a menu holds: one has to be retired first.
var ErrLibraryFull = errors.New("the library is full")

// ErrPieceChanged says that somebody changed a piece since it was shown.
var ErrPieceChanged = errors.New("the piece was changed by somebody else")

// NotYourPieceError refuses to change what somebody else added. It is also an ErrManagersOnly.
type NotYourPieceError struct {
	Piece followup.Piece
	By    string // name of who added it
}

func (e NotYourPieceError) Error() string { return "not their piece" }
func (e NotYourPieceError) Unwrap() error { return ErrManagersOnly }

// Library returns the workspace's library, what is retired last.
func (t *Tracker) Library(ctx context.Context, a Actor) (digest.Library, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return digest.Library{}, err
	}
	return t.library(ctx, t.store, who)
}

func (t *Tracker) library(ctx context.Context, r Reads, who me) (digest.Library, error) {
	pieces, err := r.Pieces(ctx, who.Workspace)
	if err != nil {
		return digest.Library{}, fmt.Errorf("load library: %w", err)
	}
	var by []followup.UserID
	for _, p := range pieces {
		by = append(by, p.By)
	}
	names, err := namesOf(ctx, r, who.Workspace, by...)
	if err != nil {
		return digest.Library{}, err
	}
	var l digest.Library
	for _, p := range pieces {
		l.Pieces = append(l.Pieces, digest.Piece{Piece: p, By: names[p.By], MayEdit: who.mayEditPiece(p)})
	}
	return l, nil
}

// mayEditPiece reports whether a person may change a piece: who added it, managers and admins.
func (who me) mayEditPiece(p followup.Piece) bool { return p.By == who.ID || who.decides() }

// SavePiece adds a piece to the library, or changes the one with its number as it was read in its version: of somebody else's that is a
// NotYourPieceError but to managers and admins, and where it was changed since it is an ErrPieceChanged. One more than are offered at once
// is an ErrLibraryFull. The same request again changes nothing.
func (t *Tracker) SavePiece(ctx context.Context, a Actor, p followup.Piece) (digest.Library, error) {
	var saved digest.Library
	err := t.store.InTx(ctx, func(tx Tx) error {
		who, first, err := t.begin(ctx, tx, a)
		if err != nil {
			return err
		}
		if first {
			if err := t.savePiece(ctx, tx, who, p); err != nil {
				return err
			}
		}
		saved, err = t.library(ctx, tx, who)
		return err
	})
	return saved, err
}

func (t *Tracker) savePiece(ctx context.Context, tx Tx, who me, p followup.Piece) error {
	pieces, err := tx.Pieces(ctx, who.Workspace)
	if err != nil {
		return fmt.Errorf("load library: %w", err)
	}
	was, err := t.pieceToEdit(ctx, tx, who, pieces, p.ID)
	if err != nil {
		return err
	}
	offered := 0
	for _, one := range pieces {
		if !one.Retired && one.ID != p.ID {
			offered++
		}
	}
	if !p.Retired && offered >= followup.MaxPieces {
		return ErrLibraryFull
	}
	p.Workspace = who.Workspace
	if p.ID == 0 {
		p.By, p.At = who.ID, t.clock.Now()
		if _, err := tx.InsertPiece(ctx, p); err != nil {
			return fmt.Errorf("store piece: %w", err)
		}
		return nil
	}
	if was.Version != p.Version {
		return ErrPieceChanged
	}
	err = tx.UpdatePiece(ctx, p)
	if errors.Is(err, ErrNotFound) {
		return ErrPieceChanged
	}
	return err
}

// PieceToEdit returns a piece that the person may change; its errors are those of SavePiece.
func (t *Tracker) PieceToEdit(ctx context.Context, a Actor, id followup.PieceID) (followup.Piece, error) {
	who, err := t.look(ctx, a)
	if err != nil {
		return followup.Piece{}, err
	}
	pieces, err := t.store.Pieces(ctx, who.Workspace)
	if err != nil {
		return followup.Piece{}, fmt.Errorf("load library: %w", err)
	}
	return t.pieceToEdit(ctx, t.store, who, pieces, id)
}

// pieceToEdit is the piece of a number, 0 for a new one.
func (t *Tracker) pieceToEdit(ctx context.Context, r Reads, who me, pieces []followup.Piece, id followup.PieceID) (followup.Piece, error) {
	if id == 0 {
		return followup.Piece{}, nil
	}
	i := slices.IndexFunc(pieces, func(p followup.Piece) bool { return p.ID == id })
	if i < 0 {
		return followup.Piece{}, ErrNotFound
	}
	if !who.mayEditPiece(pieces[i]) {
		names, err := namesOf(ctx, r, who.Workspace, pieces[i].By)
		if err != nil {
			return followup.Piece{}, err
		}
		return followup.Piece{}, NotYourPieceError{Piece: pieces[i], By: names[pieces[i].By]}
	}
	return pieces[i], nil
}

// Given returns the library as a lead sees it: in the order in which its pieces are offered, each with when it was given. lead is one that the
// person may see.
func (t *Tracker) Given(ctx context.Context, lead followup.Lead) (digest.Giving, error) {
	g, err := t.giving(ctx, t.store, lead.Workspace, lead.ID)
	if err != nil {
		return digest.Giving{}, err
	}
	return digest.GivingOf(lead, g.Library, g.Touches), nil
}

// giving asks for the library, and for what a lead was given.
func (t *Tracker) giving(ctx context.Context, r Reads, w followup.WorkspaceID, lead followup.LeadID) (Giving, error) {
	pieces, err := r.Pieces(ctx, w)
	if err != nil {
		return Giving{}, fmt.Errorf("load library: %w", err)
	}
	touches, err := r.TouchesOf(ctx, w, []followup.LeadID{lead})
	if err != nil {
		return Giving{}, fmt.Errorf("load touches: %w", err)
	}
	return Giving{Library: pieces, Touches: touches[lead]}, nil
}

// gives says what a touch gave: the piece that was chosen, or that what was typed means, with its title of this day; words that mean none
// stay as they are. Of a touch that could have given something and didn't it says what could be added, and how many in a row that makes. What
// was read with the lead is the library; where something is given and it doesn't do, it is asked for.
func (t *Tracker) gives(ctx context.Context, r Reads, c *change, l Log, g Giving) error {
	known := func(p followup.Piece) bool { return p.ID == l.Piece }
	i := slices.IndexFunc(g.Library, known)
	if (l.Piece != 0 && i < 0) || (l.Gave != "" && g.Library == nil) {
		var err error
		if g.Library, err = r.Pieces(ctx, c.after.Workspace); err != nil {
			return fmt.Errorf("load library: %w", err)
		}
		i = slices.IndexFunc(g.Library, known)
	}
	if i >= 0 {
		c.touch.Gave, c.touch.Piece = g.Library[i].Title, l.Piece
		if l.Gave != "" { // and something else
			c.touch.Gave += "; " + l.Gave
		}
	} else if piece, ok := followup.PieceNamed(l.Gave, g.Library, c.after, g.Touches); ok {
		c.touch.Gave, c.touch.Piece = piece.Title, piece.ID
	}
	c.loose = c.touch.Gave != "" && c.touch.Piece == 0
	if c.touch.Gave != "" || !c.touch.Outcome.CouldGive() || len(g.Library) == 0 {
		return nil
	}
	c.offer = g.offer(c.after)
	if dry := followup.Dry(append(slices.Clone(g.Touches), *c.touch)); dry >= followup.DryWarns {
		c.event.Dry = dry
	}
	return nil
}

// Give adds to a logged touch what was given with it. All else of the touch stays, and its next step with it. Undo takes what was given back
// first, and then the touch. Its errors are those of EditLog.
func (t *Tracker) Give(ctx context.Context, a Actor, id followup.EventID, piece followup.PieceID) (digest.Receipt, error) {
	return t.edit(ctx, a, id, t.givenWith(ctx, piece), followup.Logged)
}

// givenWith has a logged touch give a piece; 0 for none. Nothing else is decided anew: the lead stays as the touch left it, on its cadence too.
func (t *Tracker) givenWith(ctx context.Context, piece followup.PieceID) correction {
	return func(tx Tx, _ me, of digest.Editing) (change, error) {
		if of.Event.Detail.Touch == nil || of.Event.Detail.Next == nil {
			return change{}, ErrNothingToUndo
		}
		lead, err := tx.Lead(ctx, of.Was.Workspace, of.Was.ID)
		if err != nil {
			return change{}, fmt.Errorf("load lead: %w", err)
		}
		g, err := t.giving(ctx, tx, lead.Workspace, lead.ID)
		if err != nil {
			return change{}, err
		}
		touch, detail := *of.Event.Detail.Touch, of.Event.Detail
		touch.Gave, touch.Piece, detail.Dry, detail.Tapped = "", 0, 0, piece != 0
		c := change{kind: followup.Logged, after: lead, touch: &touch, next: detail.Next, event: detail}
		err = t.gives(ctx, tx, &c, Log{Piece: piece}, g)
		return c, err
	}
}

// addOffers says of each day's first rows what to give them next, and of what was logged what could still be added to it. It is two questions
// more, and one where there is no library.
func (t *Tracker) addOffers(ctx context.Context, w followup.WorkspaceID, days map[followup.UserID]digest.Day) error {
	library, err := t.store.Pieces(ctx, w)
	if err != nil {
		return fmt.Errorf("load library: %w", err)
	}
	if len(library) == 0 {
		return nil
	}
	var ids []followup.LeadID
	for _, day := range days {
		for _, r := range day.Open[:min(len(day.Open), digest.MaxExpanded)] {
			ids = append(ids, r.Lead.ID)
		}
		for _, s := range day.Settled {
			if s.CouldAdd() {
				ids = append(ids, s.Lead.ID)
			}
		}
	}
	touches, err := t.touchesOf(ctx, w, ids)
	if err != nil {
		return err
	}
	for _, day := range days {
		for i, r := range day.Open[:min(len(day.Open), digest.MaxExpanded)] {
			g := Giving{Library: library, Touches: touches[r.Lead.ID]}
			day.Open[i].Offer, day.Open[i].Dry = g.offer(r.Lead), followup.Dry(g.Touches)
		}
		for i, s := range day.Settled {
			if s.CouldAdd() {
				day.Settled[i].Offer = Giving{Library: library, Touches: touches[s.Lead.ID]}.offer(s.Lead)
			}
		}
	}
	return nil
}
