package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// Leaver tells somebody who decides that a person left whose leads have no active owner.
func (w View) Leaver(l digest.Leaver) Message {
	name := nameOr(l.Person.Name, w.Say("who.teammate"))
	switch {
	case l.Person.FullMember():
		return Say(w.Say("left.back", "name", name))
	case l.All == 0:
		return Say(w.Say("left.done", "name", name))
	}
	e := w.eyeOf(l.To, l.Now)
	words := w.Count("left.intro", l.All, "name", name)
	blocks := []slack.Block{section("left", words, nil)}
	options := make([]*slack.OptionBlockObject, 0, len(l.Leads))
	lines := make([]slack.RichTextElement, 0, maxAwayLeads)
	for i, lead := range l.Leads {
		facts := e.recallWords(*lead.Recall)
		if i < maxAwayLeads {
			lines = append(lines, line(bold(w.title(lead)), plain(around("   ", facts, ""))))
		}
		options = append(options, option(strconv.FormatInt(int64(lead.ID), 10), cut(w.title(lead), maxOption-units(facts)-3)+dot+facts))
	}
	blocks = append(blocks, rich("leads", lines...))
	if hidden := l.All - len(lines); hidden > 0 {
		blocks = append(blocks, aside("hidden", w.Count("left.more", hidden)))
	}
	var buttons []slack.BlockElement
	if l.Team != 0 {
		buttons = append(buttons, button(ActReassign, w.Say("button.reassign"), Value{Team: l.Team}.Encode()).WithStyle(slack.StylePrimary))
	}
	blocks = append(blocks, actions("manage", append(buttons, menu(ActCardPick, w.Say("left.open"), options...))...))
	if l.Team == 0 {
		blocks = append(blocks, aside("how", w.Say("left.byHand")))
	}
	return message(words, blocks...)
}

// Uncovered tells who is away, or who decides for them, that their cover has left.
func (w View) Uncovered(u digest.Uncovered, to followup.UserID) Message {
	e := w.eyeOf(u.Rep.Person, u.Now)
	name, key := nameOr(u.Rep.Name, w.Say("who.teammate")), "uncovered.manager"
	if u.Settled {
		return Say(w.Say("uncovered.done", "name", name))
	}
	if to == u.Rep.ID {
		key = "uncovered.you"
	}
	words := w.Say(key, "cover", nameOr(u.Cover, w.Say("who.teammate")), "name", name, "until", e.day(u.Rep.Away.Until, e.today()), "leads", w.leadsIn(u.Leads))
	blocks := []slack.Block{section("uncovered", words, nil)}
	if to == u.Rep.ID {
		blocks = append(blocks, actions("away_do", button(ActAwayForm, w.Say("away.change"), Value{}.Encode())))
	}
	return message(words, blocks...)
}
