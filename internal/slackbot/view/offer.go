package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Offer asks who owes a promise whose moment has gone by, or who covers them, what is to become of it.
func (w View) Offer(o digest.Offered, to followup.UserID) Message {
	e := w.eyeOf(o.Owner.Person, o.Now)
	e.me, e.names = to, o.Names
	words := e.offerWords(o, "offer.yours")
	if done := e.offerDone(o, words); done != nil {
		return *done
	}
	return message(words, rich(rowID("offer", o.Lead), line(bold(words)), line(plain(e.pingPast(o.Ping)))),
		actions(rowID("offer_do", o.Lead),
			w.doneButton(o.Lead),
			w.onLead(o.Lead, button(ActMoveForm, w.Say("offer.newDate"), ValueOf(o.Lead).Encode())),
			w.onLead(o.Lead, button(ActOfferTeam, w.Say("offer.toTeam"), Value{Lead: o.Lead.ID, Owed: o.Owed.ID}.Encode())),
			w.openButton(o.Lead),
		))
}

// TeamOffer asks the team who takes a promise over. People are named, never mentioned.
func (w View) TeamOffer(o digest.Offered) Message {
	e := w.eyeOf(o.Owner.Person, o.Now)
	e.me, e.names = "", o.Names
	words := e.offerWords(o, "offer.team")
	if done := e.offerDone(o, words); done != nil {
		return *done
	}
	return message(words, section("offer", words, nil), actions(rowID("offer_do", o.Lead),
		w.onLead(o.Lead, button(ActTake, w.Say("offer.take"), Value{Lead: o.Lead.ID, Owed: o.Owed.ID}.Encode()).WithStyle(slack.StylePrimary)),
		w.openButton(o.Lead)))
}

// offerWords is the sentence: "A promise to Acme · Jane Doe waits since Tue 12 May 09:30: call".
func (e eye) offerWords(o digest.Offered, key string) string {
	channel := ""
	if o.Lead.Recall != nil {
		channel = e.channel(o.Lead.Recall.Channel)
	}
	at := o.Owed.On
	when := e.day(at, e.today())
	if r := o.Lead.Recall; r != nil && r.Due == at {
		when = e.dayAt(at, r.At, e.today())
	}
	name := ""
	if o.Lead.Owner != e.me {
		name = nameOr(o.Owner.Name, e.Say("who.teammate"))
	}
	return e.Say(key, "lead", e.title(o.Lead), "when", when, "channel", channel, "name", name)
}

// offerDone says what became of it; nil while it waits.
func (e eye) offerDone(o digest.Offered, words string) *Message {
	var m Message
	switch {
	case !o.Owed.Open():
		done := e.pingDone(o.Ping)
		m = message(done, section("done", done, nil), aside("was", words))
	case o.Taken:
		done := e.Say("offer.taken", "lead", e.title(o.Lead), "name", nameOr(o.Owner.Name, e.Say("who.teammate")))
		m = message(done, section("done", done, nil))
	default:
		return nil
	}
	return &m
}
