package view

import (
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

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
