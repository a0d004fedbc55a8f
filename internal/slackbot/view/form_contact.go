package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
)

// ContactForm asks who a contact of a lead is and how to reach them.
type ContactForm struct {
	Meta    Meta // Meta.Contact says which one is edited; 0: a new one
	Lead    followup.Lead
	Contact followup.Contact // what it is prefilled with
}

// ContactModal asks for a contact. A name, an e-mail or a phone number is enough.
func (w View) ContactModal(f ContactForm) slack.ModalViewRequest {
	c := f.Contact
	email := slack.NewEmailTextInputBlockElement(nil, actInput)
	email.InitialValue = cut(c.Email, MaxInput)
	var window followup.Window
	from, to := times(nil), times(nil)
	if c.Window != nil {
		window = *c.Window
		from, to = times(&window.From), times(&window.To)
	}
	blocks := []slack.Block{
		section("about", w.Say("contact.of", "lead", w.title(f.Lead)), nil),
		optional(BlockContact, w.Say("field.name"), textInput(c.Name, "")),
		optional(BlockRole, w.Say("field.role"), textInput(c.Role, "")),
		optional(BlockEmail, w.Say("field.email"), email),
		optional(BlockPhone, w.Say("field.phone"), textInput(c.Phone, w.Say("hint.phone"))),
		w.zoneField(c.Zone),
		optional(BlockPreferred, w.Say("field.preferred"), choice(actInput, w.Say("hint.anyWay"), string(c.Preferred), w.channelOptions())),
		optional(BlockWindowFrom, w.Say("field.hoursFrom"), from),
		optional(BlockWindowTo, w.Say("field.hoursTo"), to),
		optional(BlockLinkedIn, w.Say("field.linkedIn"), textInput(c.LinkedIn, "")),
	}
	heading, submit := w.Say("contact.titleAdd"), w.Say("button.addIt")
	if f.Meta.Contact != 0 {
		heading, submit = w.Say("contact.titleEdit"), w.Say("button.save")
	}
	return modal(FormContact, heading, submit, w.Say("button.cancel"), f.Meta, blocks)
}

// ReadContact reads a contact form.
func ReadContact(state *slack.ViewState) NewLeadInput { return fields{state}.newLead() }

// whoField asks whom a touch was about, where the lead has several who are there.
func (w View) whoField(f LogForm) []slack.Block {
	if f.Lead == nil {
		return nil
	}
	l := f.Lead.Lead
	there := l.Reachable()
	if len(there) < 2 {
		return nil
	}
	options := make([]*slack.OptionBlockObject, 0, len(there))
	for _, c := range there[:min(len(there), maxWho)] {
		label := join(dot, nameOr(c.Called(), w.Say("contact.noName")), oneLine(c.Role, maxShort))
		options = append(options, option(strconv.FormatInt(int64(c.ID), 10), label))
	}
	chosen := there[0].ID
	if others, wanted := l.Others(f.Lead.Last); wanted && len(others) > 0 {
		chosen = others[0].ID // the one before was the wrong one
	}
	if c, known := l.Contact(f.Input.Contact); known && !c.Left {
		chosen = f.Input.Contact
	}
	id := strconv.FormatInt(int64(chosen), 10)
	lead := strconv.FormatInt(int64(l.ID), 10)
	return []slack.Block{input(versioned(BlockWho, lead), w.Say("contact.whom"), choice(actInput, w.Say("contact.whomHint"), id, options))}
}

// maxWho is how many options Slack takes in a select.
const maxWho = 100

// who reads whom a touch was about; 0 where the form doesn't ask.
func (f fields) who() followup.ContactID {
	id, err := strconv.ParseInt(f.chosen(BlockWho), 10, 64)
	if err != nil {
		return 0
	}
	return followup.ContactID(id)
}
