package view

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// blockContact starts the ids of a card's lines about contacts.
const blockContact = "contact"

// OnContact reports whether a pressed block belongs to a card's contacts: the card stays a card.
func OnContact(block string) bool { return strings.HasPrefix(block, blockContact+".") }

// OverCard puts a receipt above a card, which stays a card, also when the receipt's Undo is pressed.
func (w View) OverCard(r digest.Receipt, viewer followup.UserID, c digest.Card) Message {
	m := w.Card(c)
	m.Blocks = w.onTop(fmt.Sprintf("%s.receipt.%d", blockContact, r.Event.ID), r, viewer, m.Blocks)
	return m
}

// maxContacts is how many of a lead's contacts its card shows.
const maxContacts = 8

// cardContacts lists who can be reached, the main one first, and who has left; whoever may change the lead finds a menu at each.
func (w View) cardContacts(c digest.Card) []slack.Block {
	l := c.Lead
	var blocks []slack.Block
	var lines []slack.RichTextElement
	for i, contact := range l.Contacts[:min(len(l.Contacts), maxContacts)] {
		words := w.cardEye(c).contactLine(l, i)
		switch {
		case mayChange(c):
			blocks = append(blocks, w.contactRow(l, contact, words))
		case contact.Left:
			lines = append(lines, line(struck(words)))
		default:
			lines = append(lines, line(plain(words)))
		}
	}
	if len(lines) > 0 {
		blocks = append(blocks, rich("contacts", lines...))
	}
	if more := len(l.Contacts) - maxContacts; more > 0 {
		blocks = append(blocks, aside("contacts_more", w.Say("contact.more", "n", strconv.Itoa(more))))
	}
	return blocks
}

// mayChange reports whether the viewer may change the card's lead.
func mayChange(c digest.Card) bool {
	return (c.Mine || c.MayDecide) && c.Lead.State != followup.DoNotContact
}

// contactLine says who a contact is, how to reach them, and where they stand among the others.
func (e eye) contactLine(l followup.Lead, i int) string {
	c := l.Contacts[i]
	words := cmp.Or(e.contactWords(c), e.Say("contact.noName"))
	switch {
	case c.Left:
		return e.Say("contact.left", "contact", words)
	case i == 0 && len(l.Reachable()) > 1:
		return e.Say("contact.main", "contact", words)
	default:
		return words
	}
}

func (w View) contactRow(l followup.Lead, c followup.Contact, words string) slack.Block {
	do := func(kind followup.EventKind, label string) *slack.OptionBlockObject {
		return option(ContactValue{Value: ValueOf(l), Contact: c.ID, Do: kind}.Encode(), label)
	}
	options := []*slack.OptionBlockObject{do(followup.ContactEdited, w.Say("contact.edit"))}
	if main := l.Main(); main == nil || main.ID != c.ID {
		options = append(options, do(followup.ContactMain, w.Say("contact.makeMain")))
	}
	if c.Left {
		options = append(options, do(followup.ContactBack, w.Say("contact.isBack")))
	} else {
		options = append(options, do(followup.ContactLeft, w.Say("contact.hasLeft")))
	}
	id := fmt.Sprintf("%s.%d.%d", blockContact, l.ID, c.ID)
	return slack.NewSectionBlock(text(words, maxSection), nil, slack.NewAccessory(overflow(ActContact, options...)),
		slack.SectionBlockOptionBlockID(id))
}

// addContactButton opens the form for one more contact.
func (w View) addContactButton(l followup.Lead) *slack.ButtonBlockElement {
	return w.onLead(l, button(ActContactForm, w.Say("contact.add"), ValueOf(l).Encode()))
}

// instead says whom to try where the last touch showed that its contact was the wrong one; nobody is named who has left.
func (w View) instead(l followup.Lead, last *followup.Touch) string {
	others, wanted := l.Others(last)
	if !wanted {
		return ""
	}
	names := make([]string, 0, len(others))
	for _, c := range others[:min(len(others), 3)] {
		names = append(names, nameOr(c.Called(), w.Say("contact.noName"))+around(" (", oneLine(c.Role, maxShort), ")"))
	}
	if len(names) == 0 {
		return w.Say("contact.tryNobody")
	}
	return w.Say("contact.tryInstead", "names", join(", ", names...))
}

// wantsContact reports whether somebody else must be found at a lead and nobody is known.
func wantsContact(l followup.Lead, last *followup.Touch) bool {
	others, wanted := l.Others(last)
	return wanted && len(others) == 0
}

// withWhom names the contact of a touch where the lead has several.
func (w View) withWhom(l followup.Lead, t followup.Touch) string {
	c, ok := l.Contact(t.Contact)
	if !ok || len(l.Contacts) < 2 {
		return ""
	}
	return w.Say("contact.withWhom", "name", nameOr(c.Called(), w.Say("contact.noName")))
}

// withAnother names the contact of a touch where it isn't the one that the lead is called after.
func (w View) withAnother(l followup.Lead, t *followup.Touch) string {
	if main := l.Main(); t == nil || main != nil && main.ID == t.Contact {
		return ""
	}
	return w.withWhom(l, *t)
}

// contactEvent says what happened to a contact.
func (w View) contactEvent(event followup.Event) string {
	return w.Say("contactEvent."+string(event.Kind), "name", nameOr(event.Detail.Contact, w.Say("contact.noName")))
}

// ContactValue is an option of ActContact: which contact, and what to do with them. ContactEdited opens the form.
type ContactValue struct {
	Value
	Contact followup.ContactID
	Do      followup.EventKind
}

// Encode writes the value as an option carries it.
func (c ContactValue) Encode() string {
	return c.compact() + "|" + strconv.FormatInt(int64(c.Contact), 10) + "|" + string(c.Do)
}

// ParseContactValue reads what Encode wrote. Anything else is the zero ContactValue and false.
func ParseContactValue(s string) (ContactValue, bool) {
	parts := strings.Split(s, "|")
	if len(parts) != 3 {
		return ContactValue{}, false
	}
	v, ok := parseCompact(parts[0])
	id, err := strconv.ParseInt(parts[1], 10, 64)
	c := ContactValue{Value: v, Contact: followup.ContactID(id), Do: followup.EventKind(parts[2])}
	switch c.Do {
	case followup.ContactEdited, followup.ContactMain, followup.ContactLeft, followup.ContactBack:
		return c, ok && err == nil && id > 0
	default:
		return ContactValue{}, false
	}
}

// ContactKnown refuses a contact that the lead has already.
func (w View) ContactKnown() string { return w.Say("contact.known") }

// NobodyThere refuses a contact without anything to know them by.
func (w View) NobodyThere() string { return w.Say("contact.nobody") }

// NoSuchContact says that a contact is gone.
func (w View) NoSuchContact() string { return w.Say("contact.gone") }
