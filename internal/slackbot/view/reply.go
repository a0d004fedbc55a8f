package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// mayReply reports whether a reply of theirs would be news: the lead is open, and we owe them none.
func mayReply(l followup.Lead) bool {
	return l.State.Open() && l.Recall != nil && !l.Recall.ReplyOwed
}

// replyButton notes in one tap that they answered, in the channel in which they were written to.
func (w View) replyButton(l followup.Lead, last *followup.Touch) *slack.ButtonBlockElement {
	channel := followup.Email
	if last != nil && last.Outcome.Class() == followup.Reached {
		channel = last.Channel
	}
	v := QuickValue{Value: ValueOf(l), Outcome: followup.Replied, Channel: channel}
	return w.onLead(l, button(ActQuick, w.quickLabel(followup.Replied), v.Encode()))
}

// answerable is a receipt of a touch of ours that they may still answer.
func answerable(r digest.Receipt) bool {
	touch := r.Event.Detail.Touch
	return r.Batch == nil && r.Event.Kind == followup.Logged && r.Event.UndoneBy == 0 && touch != nil && touch.Outcome.Silent() && mayReply(r.Lead)
}

// companyOffer asks whether the others at the company of one who answered are to wait: "Beta GmbH: 2 other leads of yours …".
func (w View) companyOffer(r digest.Receipt) []slack.Block {
	if r.Company == nil {
		return nil
	}
	words := w.Count("company.others", r.Company.Others, "company", oneLine(r.Company.Name, maxTitle))
	pause := button(ActPauseCompany, w.Count("company.pause", r.Company.Others), Value{Lead: r.Lead.ID}.Encode())
	return []slack.Block{section("company."+strconv.FormatInt(int64(r.Lead.ID), 10), words, w.onLead(r.Lead, pause))}
}

// CompanyOffer is companyOffer as a message of its own, where the receipt has no room for it; false where there is nothing to offer.
func (w View) CompanyOffer(r digest.Receipt) (Message, bool) {
	blocks := w.companyOffer(r)
	if blocks == nil {
		return Message{}, false
	}
	words := w.Count("company.others", r.Company.Others, "company", oneLine(r.Company.Name, maxTitle))
	return message(w.naming(words, r.Lead), blocks...), true
}
