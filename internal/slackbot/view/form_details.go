package view

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
)

// DetailsForm asks what is known of a lead itself; its contacts have a form of their own.
type DetailsForm struct {
	Meta Meta
	Lead followup.Lead
	Note string // what it is prefilled with
}

// DetailsModal is filled in with a lead's details as they are, and remembers which those were.
func (w View) DetailsModal(f DetailsForm) slack.ModalViewRequest {
	d := f.Lead.Details()
	f.Meta.Details = d.Version()
	value := ""
	if d.Value != nil {
		value = d.Value.String() // as it can be typed, in any language
	}
	return modal(FormDetails, w.Say("details.title"), w.Say("button.save"), w.Say("button.cancel"), f.Meta, []slack.Block{
		input(BlockName, w.Say("field.name"), textInput(d.Name, w.Say("hint.name"))),
		optional(BlockCompany, w.Say("field.company"), textInput(d.Company, "")),
		optional(BlockValue, w.Say("field.value"), textInput(value, w.Say("hint.money"))),
		optional(BlockSource, w.Say("field.source"), textInput(d.Source, w.Say("hint.source"))),
		optional(BlockTags, w.Say("field.tags"), textInput(TagsAsTyped(d.Tags), w.Say("hint.tags"))),
		hinted(optional(BlockCountry, w.Say("field.country"), textInput(d.Country, "DE")), w.Say("hint.country")),
		optional(BlockHook, w.Say("brief.hook"), textInput(d.Brief.Hook, w.Say("brief.hookHint"))),
		optional(BlockQuestions, w.Say("brief.questions"), textInput(d.Brief.Questions, w.Say("brief.questionsHint"))),
		optional(BlockOwes, w.Say("brief.owes"), textInput(d.Brief.Owes, w.Say("brief.owesHint"))),
		optional(BlockNote, w.Say("field.note"), paragraph(f.Note, w.Say("details.noteHint"))),
	})
}

// TagsAsTyped writes tags as a form takes them.
func TagsAsTyped(tags []string) string { return strings.Join(tags, ", ") }

// ReadDetails reads a details form.
func ReadDetails(state *slack.ViewState) NewLeadInput {
	f := fields{state}
	in := f.newLead()
	in.Note, in.Country = f.text(BlockNote), f.text(BlockCountry)
	return in
}

// ReadBrief reads what a details form says of what to know before talking to them.
func ReadBrief(state *slack.ViewState) followup.Brief {
	f := fields{state}
	return followup.Brief{Hook: f.text(BlockHook), Questions: f.text(BlockQuestions), Owes: f.text(BlockOwes)}
}

// Unchanged refuses a correction that corrects nothing.
func (w View) Unchanged() string { return w.Say("details.unchanged") }

// detailsOption opens the details form from the menu of a card.
func (w View) detailsOption(l followup.Lead) *slack.OptionBlockObject {
	return option(cardDetails+strconv.FormatInt(int64(l.ID), 10), w.Say("details.option"))
}

// cardDetails starts the value of the option of ActCardMenu that opens the details form; the lead's id follows.
const cardDetails = "details|"

// DetailsOf returns the lead whose details an option of ActCardMenu is about; false where the option is another one.
func DetailsOf(value string) (followup.LeadID, bool) {
	id, ok := strings.CutPrefix(value, cardDetails)
	n, err := strconv.ParseInt(id, 10, 64)
	return followup.LeadID(n), ok && err == nil && n > 0
}

// editedWords say what was corrected: "details edited · Deal value: €12,000 → €15,000".
func (w View) editedWords(d followup.Detail) string {
	words := w.Say("event.edited")
	if r := d.Details; r != nil {
		words = join(dot, words,
			w.becameWords("field.name", r.From.Name, r.To.Name),
			w.becameWords("field.company", r.From.Company, r.To.Company),
			w.becameWords("field.value", w.money(r.From.Value), w.money(r.To.Value)),
			w.becameWords("field.source", r.From.Source, r.To.Source),
			w.becameWords("field.tags", TagsAsTyped(r.From.Tags), TagsAsTyped(r.To.Tags)),
			w.becameWords("field.country", w.countryWords(r.From.Country), w.countryWords(r.To.Country)),
			w.becameWords("brief.hook", r.From.Brief.Hook, r.To.Brief.Hook),
			w.becameWords("brief.questions", r.From.Brief.Questions, r.To.Brief.Questions),
			w.becameWords("brief.owes", r.From.Brief.Owes, r.To.Brief.Owes),
		)
	}
	return join(dot, words, w.quoted(d.Note, maxQuote))
}

// countryWords name a country with its code: of a part of one, such as DE-BY, the name alone would not say which.
func (w View) countryWords(code string) string { return around(w.Country(code)+" (", code, ")") }

func (w View) becameWords(field, from, to string) string {
	if from == to {
		return ""
	}
	return w.Say("details.became", "field", w.Say(field), "from", orDash(oneLine(from, maxShort)), "to", orDash(oneLine(to, maxShort)))
}
