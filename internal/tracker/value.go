package tracker

import (
	"context"
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
// stay as they are, and a number that is none of the library's is ErrNotFound. Of a touch that could have given something and didn't it says what could be added, and how many in a row that makes. What
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
	if l.Piece != 0 && i < 0 {
		return fmt.Errorf("piece %d: %w", l.Piece, ErrNotFound)
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
// first, and then the touch. Its errors are those of EditLog, and ErrDoNotContact where the touch ended all contact.
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
		if piece != 0 && lead.State == followup.DoNotContact {
			return change{}, Refused{Why: ErrDoNotContact, Lead: lead}
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

// addOffers says of each day's first rows what to give them next, and of what was logged what could still be added to it: one question
// more, and none where there is no library.
func (t *Tracker) addOffers(ctx context.Context, w followup.WorkspaceID, library []followup.Piece, days map[followup.UserID]digest.Day) error {
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
