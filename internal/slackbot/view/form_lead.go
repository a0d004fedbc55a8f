package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// newLead starts the value of the option that adds a lead; the name as typed follows.
const newLead = "new:"

// noLead is the value of the option that says that nothing was found.
const noLead = "none"

// maxTypeahead is how many leads a typeahead offers.
const maxTypeahead = 50

// LeadOptions answers the typeahead of ActLead: own leads first, as the matches come sorted within, and last the offer to add what was
// typed. now is in the viewer's zone. It is never empty, because Slack takes an empty answer for a broken one.
func (w View) LeadOptions(found []digest.Match, query string, allowNew bool, now time.Time) slack.OptionsResponse {
	e := eye{View: w, now: now}
	var mine, others []*slack.OptionBlockObject
	for _, m := range found[:min(len(found), maxTypeahead)] {
		o := e.leadOption(m)
		if m.Mine {
			mine = append(mine, o)
		} else {
			others = append(others, o)
		}
	}
	options := append(mine, others...)
	name := oneLine(query, maxTitle)
	switch {
	case allowNew && name != "":
		options = append(options, w.newLeadOption(name))
	case len(options) == 0 && name != "":
		options = append(options, option(noLead, w.Say("choice.noLead", "name", cut(name, 40))))
	case len(options) == 0:
		options = append(options, option(noLead, w.Say("choice.typeAName")))
	}
	return slack.OptionsResponse{Options: options}
}

// leadOption tells leads apart in the room of an option: the title is cut, so that owner and last touch stay.
func (e eye) leadOption(m digest.Match) *slack.OptionBlockObject {
	owner := ""
	if !m.Mine {
		owner = cut(firstName(nameOr(m.OwnerName, e.Say("who.teammate"))), 12)
	}
	last := ""
	if m.Last != nil {
		last = join(" ", e.channel(m.Last.Channel), e.moment(m.Last.At, e.now, false))
	}
	tail := around(" — ", join(dot, owner, e.openWords(m.Lead), around(e.Say("choice.last")+" ", last, "")), "")
	label := cut(e.title(m.Lead), max(30, maxOption-units(tail))) + tail
	return option(strconv.FormatInt(int64(m.Lead.ID), 10), label)
}

// aboutLead says what stands beside a lead's title in a form: " — Ana · last: Fri 8 May call, no answer".
func (e eye) aboutLead(m digest.Match) string {
	owner, last := "", ""
	if !m.Mine {
		owner = nameOr(m.OwnerName, e.Say("who.teammate"))
	}
	if m.Last != nil {
		last = e.Say("line.last", "touch", e.touchWords(*m.Last))
	}
	return around(" — ", join(dot, owner, e.openWords(m.Lead), last), "")
}

func (w View) newLeadOption(name string) *slack.OptionBlockObject {
	name = oneLine(name, maxTitle)
	label := w.Say("choice.newLead", "name", cut(name, maxOption-units(w.Say("choice.newLead"))))
	return option(newLead+cutBytesFree(name, maxOption-len(newLead)), label)
}

// cutBytesFree is cut without the sign that something is missing: a name is taken from it.
func cutBytesFree(s string, limit int) string {
	if units(s) <= limit {
		return s
	}
	return strings.TrimSuffix(cut(s, limit), ellipsis)
}

// leadField asks for the lead, or shows the one the form is about. A lead that was chosen in the form stays a choice: the form's
// metadata remembers.
func (w View) leadField(lead *digest.Match, meta *Meta, name string, now time.Time) slack.Block {
	meta.Pick = meta.Pick || lead == nil
	e := eye{View: w, now: now}
	if !meta.Pick {
		return rich("about", line(bold(w.title(lead.Lead)), plain(e.aboutLead(*lead))))
	}
	zero := 0
	search := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, text(w.Say("hint.lead"), maxHeader), ActLead)
	search.MinQueryLength = &zero
	switch {
	case lead != nil:
		search.InitialOption = e.leadOption(*lead)
	case oneLine(name, maxTitle) != "":
		search.InitialOption = w.newLeadOption(name)
	}
	return input(BlockLead, w.Say("field.lead"), search).WithDispatchAction(true)
}

// AddModal asks for a new lead. Only its name must be given.
func (w View) AddModal(f AddForm) slack.ModalViewRequest {
	in := f.Input
	blocks := notice(f.Notice)
	blocks = append(blocks, w.known(f.Duplicates, ActCard, f.Now.In(f.Rep.Location()))...)
	first := in.First
	if first.IsZero() {
		first = todayOf(f.Now, f.Rep.Person)
	}
	blocks = append(blocks, w.nameFields(in)...)
	if in.Owner != "" {
		blocks = append(blocks, optional(BlockOwner, w.Say("field.owner"), w.person(in.Owner)))
	}
	blocks = append(blocks,
		optional(BlockNote, w.Say("field.note"), paragraph(in.Note, w.Say("hint.note"))),
		hinted(input(BlockFirst, w.Say("field.firstTouch"), dates(first)), w.Say("hint.zone", "city", city(f.Rep.Location()))),
		optional(BlockNextChannel, w.Say("field.how"), choice(actInput, w.Say("hint.anyWay"), string(in.FirstChannel), w.channelOptions())),
		w.addCadence(f),
		w.zoneField(in.Zone),
		hinted(optional(BlockCountry, w.Say("field.country"), textInput(in.Country, "DE")), w.Say("hint.country")),
		optional(BlockRole, w.Say("field.role"), textInput(in.Role, "")),
		optional(BlockLinkedIn, w.Say("field.linkedIn"), textInput(in.LinkedIn, "")),
		optional(BlockPreferred, w.Say("field.preferred"), choice(actInput, w.Say("hint.anyWay"), string(in.Preferred), w.channelOptions())),
		optional(BlockWindowFrom, w.Say("field.hoursFrom"), times(in.WindowFrom)),
		optional(BlockWindowTo, w.Say("field.hoursTo"), times(in.WindowTo)),
		optional(BlockSource, w.Say("field.source"), textInput(in.Source, w.Say("hint.source"))),
		optional(BlockTags, w.Say("field.tags"), textInput(in.Tags, w.Say("hint.tags"))),
	)
	return modal(FormAdd, w.Say("title.add"), w.Say("button.addIt"), w.Say("button.cancel"), f.Meta, blocks)
}

// nameFields ask who a new lead is and how to reach them.
func (w View) nameFields(in NewLeadInput) []slack.Block {
	email := slack.NewEmailTextInputBlockElement(nil, actInput)
	email.InitialValue = cut(in.Email, MaxInput)
	return []slack.Block{
		input(BlockName, w.Say("field.name"), textInput(in.Name, w.Say("hint.name"))),
		optional(BlockCompany, w.Say("field.company"), textInput(in.Company, "")),
		optional(BlockContact, w.Say("field.contact"), textInput(in.ContactName, w.Say("hint.contact"))),
		optional(BlockEmail, w.Say("field.email"), email),
		optional(BlockPhone, w.Say("field.phone"), textInput(in.Phone, w.Say("hint.phone"))),
		optional(BlockValue, w.Say("field.value"), textInput(in.Value, w.Say("hint.money"))),
	}
}

func (w View) zoneField(zone string) slack.Block {
	return hinted(optional(BlockZone, w.Say("field.zone"), textInput(zone, w.Say("hint.zoneName"))), w.Say("hint.theirZone"))
}

// leadChoice reads what a lead field says.
func leadChoice(value string) LeadChoice {
	if name, isNew := strings.CutPrefix(value, newLead); isNew {
		return LeadChoice{New: name}
	}
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil || id <= 0 {
		return LeadChoice{}
	}
	return LeadChoice{ID: followup.LeadID(id)}
}

// addCadence offers to start a cadence with a new lead.
func (w View) addCadence(f AddForm) slack.Block {
	chosen := ""
	if f.Input.Cadence.Key != "" {
		chosen = f.Input.Cadence.Encode()
	}
	return optional(BlockForm, w.Say("field.cadence"), choice(actInput, w.Say("hint.cadence"), chosen, w.formOptions(f.Cadences)))
}
