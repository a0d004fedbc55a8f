package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
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

// offerWords say what to give next and why: "Freight case study (fits “logistics”, never given)".
func (w View) offerWords(o *followup.Offer) string {
	if o == nil {
		return ""
	}
	return w.Say("value.offer", "piece", oneLine(o.Piece.Title, maxShort), "tag", w.quoted(o.Tag, maxShort))
}

// dryWords warn of several touches without anything for them; nothing where that is not so.
func (w View) dryWords(dry int, offer *followup.Offer) string {
	if dry < followup.DryWarns {
		return ""
	}
	return w.Count("value.dry", dry, "offer", w.offerWords(offer))
}

// rowValue says of a row what to give them: where a few touches had nothing for them, or the cadence's next step is for that.
func (w View) rowValue(r digest.Row) string {
	if words := w.dryWords(r.Dry, r.Offer); words != "" && r.Offer != nil {
		return words
	}
	if p := r.Stand.Progress; p == nil || p.Paused != nil || !p.Step.Value {
		return ""
	}
	return w.Say("value.giveThem", "offer", w.offerWords(r.Offer))
}

// giveButton logs with one tap that a piece was sent on the channel that is next; nil where nothing is sent there, or there is nothing.
func (w View) giveButton(l followup.Lead, o *followup.Offer) []slack.BlockElement {
	if o == nil || l.Recall == nil || !followup.Sent.Fits(l.Recall.Channel) || l.State != followup.Active {
		return nil
	}
	v := ValueOf(l)
	v.Piece = o.Piece.ID
	return []slack.BlockElement{w.onLead(l, button(ActGive, w.Say("value.sent", "piece", oneLine(o.Piece.Title, maxShort)), v.Encode()))}
}

// gaveButton adds to a logged touch that a piece was given with it.
func (w View) gaveButton(r digest.Receipt) []slack.BlockElement {
	if r.Offer == nil {
		return nil
	}
	v := Value{Lead: r.Lead.ID, Event: r.Event.ID, Piece: r.Offer.Piece.ID}
	return []slack.BlockElement{w.onLead(r.Lead, button(ActGave, w.Say("value.gave", "piece", oneLine(r.Offer.Piece.Title, maxShort)), v.Encode()))}
}

// pieceField asks which piece of the library was given: those that fit and were never given first. Below stands what they have.
func (w View) pieceField(f LogForm) []slack.Block {
	if len(f.Giving.Ranked) == 0 {
		return nil
	}
	lead := ""
	if f.Lead != nil {
		lead = strconv.FormatInt(int64(f.Lead.Lead.ID), 10)
	}
	e := w.eyeOf(f.Rep.Person, f.Now)
	var options []*slack.OptionBlockObject
	offers := false
	for _, r := range f.Giving.Ranked[:min(len(f.Giving.Ranked), followup.MaxPieces)] {
		options = append(options, option(pieceValue(r.Piece.ID), e.rankedWords(r)))
		offers = offers || r.Piece.ID == f.Input.Piece
	}
	if was := slices.IndexFunc(f.Giving.Given, func(t followup.Touch) bool { return t.Piece == f.Input.Piece }); !offers && f.Input.Piece != 0 && was >= 0 {
		options = append(options[:min(len(options), followup.MaxPieces-1)], option(pieceValue(f.Input.Piece), oneLine(f.Giving.Given[was].Gave, maxShort)))
	}
	blocks := []slack.Block{optional(versioned(BlockPiece, lead), w.Say("value.what"), choice(actInput, w.Say("hint.nextKind"), pieceValue(f.Input.Piece), options))}
	if given := e.givenWords(f.Giving.Given); given != "" {
		blocks = append(blocks, aside(versioned("given", lead), given))
	}
	return blocks
}

func pieceValue(id followup.PieceID) string { return strconv.FormatInt(int64(id), 10) }

// maxPieceTitle leaves room in an option for why it stands there.
const maxPieceTitle = 45

// rankedWords are an option: "Freight case study · fits “logistics”", "Tour · given Fri 8 May".
func (e eye) rankedWords(r followup.RankedPiece) string {
	why := e.Say("value.fits", "tag", e.quoted(r.Tag, maxAsked))
	if r.Given != nil {
		why = e.Say("value.givenOn", "day", e.day(calendar.DateOf(r.Given.At.In(e.now.Location())), e.today()))
	}
	return join(dot, oneLine(r.Piece.Title, maxPieceTitle), why)
}

// maxGiven is how many given things are named; the rest are counted.
const maxGiven = 5

// givenWords say what a lead was given already: "already given: Freight case study (Fri 8 May), an idea (Mon 4 May)".
func (e eye) givenWords(given []followup.Touch) string {
	words := ""
	for _, t := range given[:min(len(given), maxGiven)] {
		day := e.day(calendar.DateOf(t.At.In(e.now.Location())), e.today())
		words = join(", ", words, oneLine(t.Gave, maxShort)+around(" (", day, ")"))
	}
	if more := len(given) - maxGiven; more > 0 {
		words += " " + e.Count("value.givenMore", more)
	}
	return e.Say("value.given", "list", words)
}
