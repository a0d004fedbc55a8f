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
func LeadOptions(found []digest.Match, query string, allowNew bool, now time.Time) slack.OptionsResponse {
	e := eye{now: now}
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
		options = append(options, newLeadOption(name))
	case len(options) == 0 && name != "":
		options = append(options, option(noLead, fill(optionNoLead, "name", cut(name, 40))))
	case len(options) == 0:
		options = append(options, option(noLead, optionTypeAName))
	}
	return slack.OptionsResponse{Options: options}
}

// leadOption tells leads apart in the room of an option: the title is cut, so that owner and last touch stay.
func (e eye) leadOption(m digest.Match) *slack.OptionBlockObject {
	owner := ""
	if !m.Mine {
		owner = cut(firstName(nameOr(m.OwnerName, wordTeammate)), 12)
	}
	last := ""
	if m.Last != nil {
		last = join(" ", channelWords[m.Last.Channel], moment(m.Last.At, e.now, false))
	}
	tail := around(" — ", join(dot, owner, openWords(m.Lead), around(optionLast+" ", last, "")), "")
	label := cut(title(m.Lead), max(30, maxOption-units(tail))) + tail
	return option(strconv.FormatInt(int64(m.Lead.ID), 10), label)
}

// aboutLead says what stands beside a lead's title in a form: " — Ana · last: Fri 8 May call, no answer".
func (e eye) aboutLead(m digest.Match) string {
	owner, last := "", ""
	if !m.Mine {
		owner = nameOr(m.OwnerName, wordTeammate)
	}
	if m.Last != nil {
		last = fill(wordLast, "touch", e.touchWords(*m.Last))
	}
	return around(" — ", join(dot, owner, openWords(m.Lead), last), "")
}

func newLeadOption(name string) *slack.OptionBlockObject {
	name = oneLine(name, maxTitle)
	label := fill(optionNewLead, "name", cut(name, maxOption-units(optionNewLead)))
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
func leadField(lead *digest.Match, meta *Meta, name string, now time.Time) slack.Block {
	meta.Pick = meta.Pick || lead == nil
	e := eye{now: now}
	if !meta.Pick {
		return rich("about", line(bold(title(lead.Lead)), plain(e.aboutLead(*lead))))
	}
	zero := 0
	search := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, text(hintLead, maxHeader), ActLead)
	search.MinQueryLength = &zero
	switch {
	case lead != nil:
		search.InitialOption = e.leadOption(*lead)
	case oneLine(name, maxTitle) != "":
		search.InitialOption = newLeadOption(name)
	}
	return input(BlockLead, labelLead, search).WithDispatchAction(true)
}

// AddModal asks for a new lead. Only its name must be given.
func AddModal(f AddForm) slack.ModalViewRequest {
	in := f.Input
	blocks := notice(f.Notice)
	blocks = append(blocks, known(f.Duplicates, f.Now.In(f.Rep.Location()))...)
	first := in.First
	if first.IsZero() {
		first = todayOf(f.Now, f.Rep.Person)
	}
	blocks = append(blocks, nameFields(in)...)
	blocks = append(blocks,
		hinted(input(BlockFirst, labelFirstTouch, dates(first)), fill(hintZone, "city", city(f.Rep.Location()))),
		optional(BlockNextChannel, labelHow, choice(actInput, hintAnyWay, string(in.FirstChannel), channelOptions())),
		zoneField(in.Zone),
		optional(BlockRole, labelRole, words(in.Role, "")),
		optional(BlockLinkedIn, labelLinkedIn, words(in.LinkedIn, "")),
		optional(BlockPreferred, labelPreferred, choice(actInput, hintAnyWay, string(in.Preferred), channelOptions())),
		optional(BlockWindowFrom, labelHoursFrom, times(in.WindowFrom)),
		optional(BlockWindowTo, labelHoursTo, times(in.WindowTo)),
		optional(BlockSource, labelSource, words(in.Source, hintSource)),
		optional(BlockTags, labelTags, words(in.Tags, hintTags)),
	)
	return modal(FormAdd, titleAdd, labelAddIt, labelCancel, f.Meta, blocks)
}

// nameFields ask who a new lead is and how to reach them.
func nameFields(in NewLeadInput) []slack.Block {
	email := slack.NewEmailTextInputBlockElement(nil, actInput)
	email.InitialValue = cut(in.Email, MaxInput)
	return []slack.Block{
		input(BlockName, labelName, words(in.Name, hintName)),
		optional(BlockCompany, labelCompany, words(in.Company, "")),
		optional(BlockContact, labelContact, words(in.ContactName, hintContact)),
		optional(BlockEmail, labelEmail, email),
		optional(BlockPhone, labelPhone, words(in.Phone, hintPhone)),
		optional(BlockValue, labelValue, words(in.Value, hintMoney)),
	}
}

func zoneField(zone string) slack.Block {
	return hinted(optional(BlockZone, labelZone, words(zone, hintZoneName)), hintTheirZone)
}

// known warns that somebody has the e-mail or phone of a new lead already.
func known(duplicates []digest.Duplicate, now time.Time) []slack.Block {
	if len(duplicates) == 0 {
		return nil
	}
	lines := []slack.RichTextElement{line(bold(wordKnownInForm))}
	for _, d := range duplicates[:min(len(duplicates), maxChoices)] {
		lines = append(lines, line(plain(duplicateLine(d, now))))
	}
	return []slack.Block{rich("known", lines...)}
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
