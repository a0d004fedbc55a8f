package view

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Fields of forms: the ids of their blocks. Where a field shows a suggestion, its block's id also carries what the suggestion is
// for, after a dot, because Slack keeps what a block with the same id showed: BlockIn gives the id a form really has.
const (
	BlockLead         = "lead"
	BlockName         = "name"
	BlockCompany      = "company"
	BlockContact      = "contact"
	BlockEmail        = "email"
	BlockPhone        = "phone"
	BlockLinkedIn     = "linkedin"
	BlockRole         = "role"
	BlockZone         = "zone"
	BlockPreferred    = "preferred"
	BlockWindowFrom   = "window_from"
	BlockWindowTo     = "window_to"
	BlockValue        = "value"
	BlockOwner        = "owner"
	BlockSource       = "source"
	BlockTags         = "tags"
	BlockWho          = "who"
	BlockChannel      = "channel"
	BlockOutcome      = "outcome"
	BlockWhen         = "when"
	BlockMinutes      = "minutes"
	BlockNote         = "note"
	BlockPromised     = "promised"
	BlockGave         = "gave"
	BlockNextKind     = "next_kind"
	BlockNextDate     = "next_date"
	BlockNextTime     = "next_time"
	BlockNextChannel  = "next_channel"
	BlockMoveDate     = "move_date"
	BlockMovePromised = "move_promised"
	BlockFirst        = "first_date"
	BlockWake         = "wake"
	BlockWakeDate     = "wake_date"
	BlockParkReason   = "park_reason"
	BlockParkNote     = "park_note"
	BlockFirstLine    = "first_line"
	BlockWakeSignals  = "wake_signals"
	BlockAmount       = "amount"
	BlockReason       = "reason"
	BlockSure         = "sure" // of what can't be undone
	BlockDigestAt     = "digest_at"
	BlockDays         = "days"
	BlockDigestOn     = "digest_on"
	BlockPings        = "pings"
	BlockSignal       = "signal"
	BlockCapacity     = "capacity"
	BlockTeamName     = "team_name"
	BlockManager      = "manager"
	BlockMembers      = "members"
	BlockSummaryOn    = "summary_on"
	BlockSummaryAt    = "summary_at"
	BlockFrom         = "from"
	BlockLeads        = "leads"
	BlockTo           = "to"
	BlockKeep         = "keep"
	BlockKey          = "key"
	BlockSteps        = "steps"
	BlockAccept       = "accept"
	BlockDoing        = "doing"
	BlockForm         = "form"
	BlockDay          = "day"
	BlockUntil        = "until"
	BlockCountry      = "country"
	BlockDaysOff      = "days_off"
	BlockAwayFrom     = "away_from"
	BlockAwayUntil    = "away_until"
	BlockCover        = "cover"
	BlockSubject      = "subject"
	BlockShort        = "short"
	BlockBullets      = "bullets"
	BlockQuestion     = "question"
	BlockPiece        = "piece"
	BlockPieceTitle   = "piece_title"
	BlockPieceKind    = "piece_kind"
	BlockPieceLink    = "piece_link"
	BlockRetired      = "retired"
	BlockHook         = "hook"
	BlockQuestions    = "questions"
	BlockOwes         = "owes"
)

// actInput is the action id of inputs that send nothing while they are shown.
const actInput = "input"

// WakeOnDate is the value of the wake select that asks for a date; the others are followup.WakeChoices.
const WakeOnDate = "date"

// versioned adds to a block's id what its suggestion is for.
func versioned(block string, parts ...string) string {
	return join(".", append([]string{block}, parts...)...)
}

// BlockIn returns the id under which a form shows a field. Where it doesn't show it, the id of the field next to it comes back, so
// that what is wrong always finds a place to stand.
func BlockIn(state *slack.ViewState, field string) string {
	if state == nil {
		return field
	}
	for _, candidate := range slices.Concat([]string{field}, nextTo[field], anywhere) {
		for id := range state.Values {
			if isBlock(id, candidate) {
				return id
			}
		}
	}
	return field
}

// nextTo lists the fields that stand in for one that is not shown.
var nextTo = map[string][]string{
	BlockName:     {BlockLead},
	BlockOwner:    {BlockName},
	BlockWakeDate: {BlockWake},
	BlockNextDate: {BlockWakeDate, BlockWake, BlockNextKind},
	BlockWake:     {BlockWakeDate, BlockNextKind},
	BlockAmount:   {BlockNextKind},
	BlockNextKind: {BlockOutcome},
	BlockLeads:    {BlockFrom},
}

// anywhere lists a field of each form.
var anywhere = []string{BlockNote, BlockParkReason, BlockMoveDate, BlockName, BlockContact, BlockSteps, BlockKey, BlockDoing, BlockForm, BlockMembers, BlockDigestAt, BlockTo, BlockReason, BlockLead, BlockSure, BlockAwayUntil, BlockShort, BlockPieceTitle}

func isBlock(id, field string) bool { return id == field || strings.HasPrefix(id, field+".") }

// input is a field that must be filled in; optional makes it one that may stay empty.
func input(id, label string, element slack.BlockElement) *slack.InputBlock {
	return slack.NewInputBlock(id, text(label, maxHint), nil, element)
}

func optional(id, label string, element slack.BlockElement) *slack.InputBlock {
	return input(id, label, element).WithOptional(true)
}

// hinted adds a line below a field.
func hinted(b *slack.InputBlock, hint string) *slack.InputBlock {
	b.Hint = text(hint, maxHint)
	return b
}

// textInput is a text field. A prefill that is too long is cut; its beginning is shown.
func textInput(value, placeholder string) *slack.PlainTextInputBlockElement {
	e := slack.NewPlainTextInputBlockElement(nil, actInput).WithInitialValue(cut(value, MaxInput))
	if placeholder != "" {
		e.Placeholder = text(placeholder, maxHeader)
	}
	return e
}

// paragraph is a text field of several lines.
func paragraph(value, placeholder string) *slack.PlainTextInputBlockElement {
	return textInput(value, placeholder).WithMultiline(true)
}

// choice is a select with a fixed list and the option of initial chosen, if there is one.
func choice(action, placeholder, initial string, options []*slack.OptionBlockObject) *slack.SelectBlockElement {
	m := menu(action, placeholder, options...)
	if i := slices.IndexFunc(options, func(o *slack.OptionBlockObject) bool { return o.Value == initial }); i >= 0 && initial != "" {
		m.InitialOption = options[i]
	}
	return m
}

// box is a single box to check.
func box(label string, checked bool) *slack.CheckboxGroupsBlockElement {
	yes := option(valueOn, label)
	e := slack.NewCheckboxGroupsBlockElement(actInput, yes)
	if checked {
		e.InitialOptions = []*slack.OptionBlockObject{yes}
	}
	return e
}

// dates is a date picker; the zero date leaves it empty.
func dates(on calendar.Date) *slack.DatePickerBlockElement {
	picker := slack.NewDatePickerBlockElement(actInput)
	picker.InitialDate = on.String()
	return picker
}

// times is a time picker; nil leaves it empty.
func times(at *calendar.TimeOfDay) *slack.TimePickerBlockElement {
	picker := slack.NewTimePickerBlockElement(actInput)
	if at != nil {
		picker.InitialTime = at.String()
	}
	return picker
}

// instant is a picker of a date with its time.
func instant(t time.Time) *slack.DateTimePickerBlockElement {
	picker := slack.NewDateTimePickerBlockElement(actInput)
	picker.InitialDateTime = t.Unix() / 60 * 60
	return picker
}

// people is a select of one person of the workspace.
func (w View) person(id followup.UserID) *slack.SelectBlockElement {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, text(w.Say("hint.choosePerson"), maxHeader), actInput)
	e.InitialUser = string(id)
	return e
}

func (w View) channelOptions() []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, 0, len(followup.Channels()))
	for _, c := range followup.Channels() {
		options = append(options, option(string(c), capital(w.channel(c))))
	}
	return options
}

// outcomeOptions are the outcomes that can happen in a channel.
func (w View) outcomeOptions(c followup.Channel) []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for _, o := range followup.Outcomes(c) {
		label := w.outcomeLabel(o)
		if slices.Contains(talked, o) && !written(c) {
			label = w.Say("choice.talked", "what", w.outcome(o))
		}
		options = append(options, option(string(o), label))
	}
	return options
}

// talked are the outcomes of a talk, where there was one.
var talked = []followup.Outcome{followup.Interested, followup.NeedsInfo, followup.CallBackLater}

// written reports whether what is said in a channel is written: nobody talks there.
func written(c followup.Channel) bool {
	return c == followup.Email || c == followup.LinkedIn || c == followup.SMS
}

// weekdayOptions are the days of the week, Monday first.
func (w View) weekdayOptions() []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, 0, 7)
	for i := range 7 {
		d := time.Weekday((i + 1) % 7)
		options = append(options, option(strconv.Itoa(int(d)), w.WeekdayName(d)))
	}
	return options
}

// notice is a sentence on top of a form; none for an empty one.
func notice(sentence string) []slack.Block {
	if sentence == "" {
		return nil
	}
	return []slack.Block{section("notice", sentence, nil)}
}
