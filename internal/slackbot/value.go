package slackbot

import (
	"context"
	"net/url"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

// libraryTyped serves `/followup value`, and with words behind it what of the library has them.
func (b *Bot) libraryTyped(ctx context.Context, r *request, _ followup.Rep, c quicklog.Command) (answer, error) {
	all, err := b.Tracker.Library(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	m := r.view.Library(all, c.Rest)
	return answer{tell: &m}, nil
}

func (b *Bot) pressPieceNew(ctx context.Context, r *request) (answer, error) {
	return b.openPiece(ctx, r, followup.Piece{})
}

// pressPiece opens the form for a piece, to who may change it.
func (b *Bot) pressPiece(ctx context.Context, r *request) (answer, error) {
	piece, err := b.Tracker.PieceToEdit(ctx, r.Actor, r.pressed.Piece)
	if err != nil {
		return answer{}, err
	}
	return b.openPiece(ctx, r, piece)
}

func (b *Bot) openPiece(ctx context.Context, r *request, p followup.Piece) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Over: true} // the list takes the place of the one that led here
	meta.Draft = int64(draft)
	modal := r.view.PieceModal(view.PieceForm{Meta: meta, Piece: p})
	return answer{open: &modal}, nil
}

// submitPiece stores a piece of the library.
func (b *Bot) submitPiece(ctx context.Context, r *request) (answer, error) {
	in := view.ReadPiece(r.form.State)
	wrong := map[string]string{}
	if in.Title == "" {
		wrong[view.BlockPieceTitle] = r.view.Missing()
	}
	if in.Link != "" && !isLink(in.Link) {
		wrong[view.BlockPieceLink] = r.view.BadLink(in.Link)
	}
	if len(wrong) > 0 {
		return refuse(r, wrong), nil
	}
	piece, err := b.Tracker.PieceToEdit(ctx, r.Actor, r.meta.Piece)
	if err != nil {
		return answer{}, err
	}
	piece.Version = r.meta.Version
	piece.Title, piece.Kind, piece.Link = whole(piece.Title, in.Title), in.Kind, whole(piece.Link, in.Link)
	piece.Tags, piece.Retired = tags(whole(view.TagsAsTyped(piece.Tags), in.Tags)), in.Retired
	all, err := b.Tracker.SavePiece(ctx, r.Actor, piece)
	if err != nil {
		return answer{}, err
	}
	return b.tellBack(ctx, r, r.view.PieceSaved(all, piece.Title)), nil
}

// isLink reports whether something typed is an address of the web.
func isLink(typed string) bool {
	u, err := url.Parse(typed)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(typed, " \n")
}

// addGiving fills in what the lead of a form can be given, and what it has.
func (b *Bot) addGiving(ctx context.Context, r *request, f *view.LogForm) error {
	if f.Lead != nil {
		giving, err := b.Tracker.Given(ctx, f.Lead.Lead)
		f.Giving = giving
		return err
	}
	all, err := b.Tracker.Library(ctx, r.Actor)
	if err != nil {
		return err
	}
	pieces := make([]followup.Piece, 0, len(all.Pieces))
	for _, p := range all.Pieces {
		pieces = append(pieces, p.Piece)
	}
	f.Giving = digest.GivingOf(followup.Lead{Tags: tags(f.Input.New.Tags)}, pieces, nil)
	return nil
}

// pressGive logs that a piece was sent on the channel that is next.
func (b *Bot) pressGive(ctx context.Context, r *request) (answer, error) {
	lead, _, err := b.Tracker.CheckFresh(ctx, r.Actor, target(r.pressed))
	if err != nil {
		return b.settledBadly(ctx, r, err)
	}
	if lead.Recall == nil || !followup.Sent.Fits(lead.Recall.Channel) {
		return b.pressDone(ctx, r)
	}
	receipt, err := b.Tracker.Log(ctx, r.Actor, tracker.Log{
		Lead: lead.ID, Seen: seen(r.pressed), Channel: lead.Recall.Channel, Outcome: followup.Sent, Piece: r.pressed.Piece,
	})
	return b.settled(ctx, r, receipt, err)
}

// pressGave adds to a logged touch what was given with it.
func (b *Bot) pressGave(ctx context.Context, r *request) (answer, error) {
	receipt, err := b.Tracker.Give(ctx, r.Actor, r.pressed.Event, r.pressed.Piece)
	return b.settled(ctx, r, receipt, err)
}

// prepTyped serves `/followup prep acme`.
func (b *Bot) prepTyped(ctx context.Context, r *request, _ followup.Rep, _ quicklog.Command, lead digest.Match) (answer, error) {
	return b.openPrep(ctx, r, lead.Lead.ID)
}

func (b *Bot) pressPrep(ctx context.Context, r *request) (answer, error) {
	return b.openPrep(ctx, r, r.pressed.Lead)
}

// openPrep shows what to know of a lead before the next touch.
func (b *Bot) openPrep(ctx context.Context, r *request, id followup.LeadID) (answer, error) {
	prep, err := b.Tracker.Prep(ctx, r.Actor, id)
	if err != nil {
		return answer{}, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	meta := view.Meta{Value: view.Value{Lead: prep.Card.Lead.ID, Draft: int64(draft)}, Message: r.lasting()}
	modal := r.view.PrepModal(prep, meta)
	return answer{open: &modal}, nil
}
