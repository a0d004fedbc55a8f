package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

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
// is an ErrLibraryFull, and a kind that there is not an ErrNotFound. The same request again changes nothing.
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
	if !slices.Contains(followup.PieceKinds(), p.Kind) {
		return fmt.Errorf("kind of piece %q: %w", p.Kind, ErrNotFound)
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
