package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// maxPieces is how many pieces a list shows: one block each, within what Slack takes.
const maxPieces = 40

// Library lists what a team can give. search is what the list was narrowed by.
func (w View) Library(l digest.Library, search string) Message {
	pieces := slices.DeleteFunc(slices.Clone(l.Pieces), func(p digest.Piece) bool { return !w.speaksOf(p.Piece, search) })
	head := w.Count("value.library", len(pieces))
	switch {
	case len(pieces) == 0 && search != "":
		head = w.Say("value.nothingLike", "text", w.quoted(search, maxShort))
	case len(pieces) == 0:
		head = w.Say("value.empty")
	}
	blocks := []slack.Block{section("library", head, nil)}
	for _, p := range pieces[:min(len(pieces), maxPieces)] {
		var edit *slack.ButtonBlockElement
		if p.MayEdit {
			edit = button(ActPiece, w.Say("button.edit"), Value{Piece: p.ID}.Encode())
			edit.AccessibilityLabel = cut(w.Say("button.onLead", "button", edit.Text.Text, "lead", oneLine(p.Title, maxShort)), maxButton)
		}
		blocks = append(blocks, section(fmt.Sprintf("piece.%d", p.ID), w.pieceLine(p), edit))
	}
	if more := len(pieces) - maxPieces; more > 0 {
		blocks = append(blocks, aside("more", w.Count("value.more", more)))
	}
	return message(head, append(blocks, actions("library.do", button(ActPieceNew, w.Say("value.add"), Value{}.Encode())))...)
}

// speaksOf reports whether a piece has what somebody looks for in its title, its tags or the name of its kind.
func (w View) speaksOf(p followup.Piece, search string) bool {
	all := strings.ToLower(join(" ", p.Title, strings.Join(p.Tags, " "), w.pieceKind(p.Kind)))
	return strings.Contains(all, strings.ToLower(strings.TrimSpace(search)))
}

func (w View) pieceKind(k followup.PieceKind) string { return w.member("pieceKind.", string(k)) }

// pieceLine is what a list says of a piece: what it is, whom it is for, where it is, who added it.
func (w View) pieceLine(p digest.Piece) string {
	retired := ""
	if p.Retired {
		retired = w.Say("value.retired")
	}
	head := join(dot, oneLine(p.Title, maxTitle), w.pieceKind(p.Kind), w.forWhom(p.Tags), retired)
	return join("\n", head, join(dot, oneLine(p.Link, maxQuote), w.Say("value.by", "name", oneLine(p.By, maxShort))))
}

func (w View) forWhom(tags []string) string {
	if len(tags) == 0 {
		return w.Say("value.forAll")
	}
	return w.Say("value.for", "tags", oneLine(strings.Join(tags, ", "), maxShort))
}

// PieceForm asks for a piece of the library.
type PieceForm struct {
	Meta  Meta // Meta.Piece says which one is edited, and Meta.Version in which version; 0: a new one
	Piece followup.Piece
}

// PieceModal is filled in with a piece as it is.
func (w View) PieceModal(f PieceForm) slack.ModalViewRequest {
	p := f.Piece
	kinds := make([]*slack.OptionBlockObject, 0, len(followup.PieceKinds()))
	for _, k := range followup.PieceKinds() {
		kinds = append(kinds, option(string(k), capital(w.pieceKind(k))))
	}
	kind := p.Kind
	if kind == "" {
		kind = followup.CaseStudy
	}
	blocks := []slack.Block{
		input(BlockPieceTitle, w.Say("value.title"), textInput(p.Title, w.Say("value.titleHint"))),
		input(BlockPieceKind, w.Say("value.kind"), choice(actInput, w.Say("value.kind"), string(kind), kinds)),
		optional(BlockPieceLink, w.Say("value.link"), textInput(p.Link, "https://")),
		hinted(optional(BlockTags, w.Say("value.whom"), textInput(TagsAsTyped(p.Tags), w.Say("value.whomExample"))), w.Say("value.whomHint")),
	}
	title, submit := w.Say("value.titleAdd"), w.Say("button.addIt")
	if p.ID != 0 {
		title, submit = w.Say("value.titleEdit"), w.Say("button.save")
		f.Meta.Piece, f.Meta.Version = p.ID, p.Version
		blocks = append(blocks, optional(BlockRetired, w.Say("value.retire"), box(w.Say("value.retireIt"), p.Retired)))
	}
	return modal(FormPiece, title, submit, w.Say("button.cancel"), f.Meta, blocks)
}

// PieceInput is what the form for a piece asks for.
type PieceInput struct {
	Title, Link, Tags string
	Kind              followup.PieceKind
	Retired           bool
}

// ReadPiece reads the form for a piece.
func ReadPiece(state *slack.ViewState) PieceInput {
	f := fields{state}
	return PieceInput{
		Title: f.text(BlockPieceTitle), Link: f.text(BlockPieceLink), Tags: f.text(BlockTags),
		Kind: followup.PieceKind(f.chosen(BlockPieceKind)), Retired: len(f.get(BlockRetired).SelectedOptions) > 0,
	}
}

// PieceSaved shows what became of a piece, and the way on.
func (w View) PieceSaved(l digest.Library, title string) Message {
	words := w.Say("value.saved", "piece", oneLine(title, maxTitle))
	m := w.Library(l, "")
	m.Blocks = append([]slack.Block{section("saved", words, nil), divider()}, m.Blocks...)
	return message(words, m.Blocks...)
}

// Sentences about the library.

// LibraryFull says that no more can be offered.
func (w View) LibraryFull() string { return w.Count("value.full", followup.MaxPieces) }

// PieceChanged says that somebody else was faster.
func (w View) PieceChanged() string { return w.Say("value.changed") }

// NotYourPiece says whose a piece is, and who may change it.
func (w View) NotYourPiece(p followup.Piece, by string) string {
	return w.Say("value.notYours", "piece", oneLine(p.Title, maxShort), "name", nameOr(oneLine(by, maxShort), w.Say("who.teammate")))
}

// BadLink refuses a link that leads nowhere.
func (w View) BadLink(link string) string {
	return w.Say("value.badLink", "link", w.quoted(link, maxShort))
}
