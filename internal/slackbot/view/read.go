package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Readers take what a form says as it stands, also while it is being filled in: what is missing is the zero value.

// LeadChoice is the lead a form was filled in for: the id of one, or the name of a new one. Both are empty where the form shows a
// fixed lead (then its metadata says which) or none was chosen.
type LeadChoice struct {
	ID  followup.LeadID
	New string
}

// MoveInput is what the move form asks for.
type MoveInput struct {
	On       calendar.Date
	At       *calendar.TimeOfDay
	Channel  followup.Channel
	Promised bool
	Note     string
}

// SettingsInput is what the settings form asks for.
type SettingsInput struct {
	DigestAt calendar.TimeOfDay
	Week     calendar.Week
	Off      bool
	Country  string // as followup.Rep has it
	DaysOff  string // one a line; asked of admins alone
	AskedOff bool   // it was
	PingsOff []followup.ObligationKind
}

// TeamInput is what the team form asks for.
type TeamInput struct {
	Name      string
	Manager   followup.UserID
	Members   []followup.UserID
	Zone      string
	SummaryOn time.Weekday
	SummaryAt calendar.TimeOfDay
}

// ReassignInput is what the reassign form asks for. From is empty for leads without an active owner.
type ReassignInput struct {
	From  followup.UserID
	Leads []Value // with the recalls they were listed with
	To    followup.UserID
}

// ReadLog reads a log form. now and loc say in whose calendar wake presets are counted.
func ReadLog(state *slack.ViewState, now time.Time, loc *time.Location) (LeadChoice, LogInput) {
	f := fields{state}
	in := LogInput{
		Channel: followup.Channel(f.chosen(BlockChannel)), Outcome: followup.Outcome(f.chosen(BlockOutcome)),
		Minutes: f.number(BlockMinutes), Note: f.text(BlockNote), Promised: f.text(BlockPromised), Gave: f.text(BlockGave),
		Next: f.next(now, loc), New: f.newLead(), Contact: f.who(), Cadence: f.cadence(),
	}
	if id, err := strconv.ParseInt(f.chosen(BlockPiece), 10, 64); err == nil {
		in.Piece = followup.PieceID(id)
	}
	if at := f.get(BlockWhen).SelectedDateTime; at > 0 {
		in.At = time.Unix(at, 0).UTC()
	}
	in.Value = cmp.Or(f.text(BlockValue), in.Next.Value)
	lead := leadChoice(f.chosen(BlockLead))
	if in.New.Name == "" {
		in.New.Name = lead.New // its field is not shown yet
	} else if lead.New != "" {
		lead.New = in.New.Name // the field holds the whole of it
	}
	if in.New.Name == "" {
		in.New.Value = "" // it is the known lead's
	}
	return lead, in
}

// ReadPark reads a park form. now and loc say in whose calendar wake presets are counted.
func ReadPark(state *slack.ViewState, now time.Time, loc *time.Location) (LeadChoice, ParkInput) {
	f := fields{state}
	wake := f.chosen(BlockWake)
	return leadChoice(f.chosen(BlockLead)), ParkInput{Park: f.park(), Wake: wake, On: parkUntil(wake, f.date(BlockWakeDate), now, loc)}
}

// ReadMove reads a move form.
func ReadMove(state *slack.ViewState) MoveInput {
	f := fields{state}
	return MoveInput{
		On: f.date(BlockMoveDate), At: f.time(BlockNextTime), Channel: followup.Channel(f.chosen(BlockNextChannel)),
		Promised: len(f.get(BlockMovePromised).SelectedOptions) > 0, Note: f.text(BlockNote),
	}
}

// ReadAdd reads a form for a new lead.
func ReadAdd(state *slack.ViewState) NewLeadInput {
	f := fields{state}
	in := f.newLead()
	in.First, in.FirstChannel = f.date(BlockFirst), followup.Channel(f.chosen(BlockNextChannel))
	in.Note, in.Owner = f.text(BlockNote), followup.UserID(f.get(BlockOwner).SelectedUser)
	in.Country, in.Cadence = f.text(BlockCountry), f.cadence()
	return in
}

// ReadSettings reads a settings form.
func ReadSettings(state *slack.ViewState) SettingsInput {
	f := fields{state}
	in := SettingsInput{Off: len(f.get(BlockDigestOn).SelectedOptions) == 0, DaysOff: f.get(BlockDaysOff).Value, AskedOff: f.shows(BlockDaysOff)}
	if country := f.chosen(BlockCountry); country != countryOfZone {
		in.Country = country
	}
	if at := f.time(BlockDigestAt); at != nil {
		in.DigestAt = *at
	}
	var days []time.Weekday
	for _, o := range f.get(BlockDays).SelectedOptions {
		if n, err := strconv.Atoi(o.Value); err == nil {
			days = append(days, weekday(n))
		}
	}
	in.Week = calendar.WeekOf(days...)
	wanted := f.get(BlockPings).SelectedOptions
	for _, kind := range followup.ObligationKinds() {
		if !slices.ContainsFunc(wanted, func(o slack.OptionBlockObject) bool { return o.Value == string(kind) }) {
			in.PingsOff = append(in.PingsOff, kind)
		}
	}
	return in
}

// ReadTeam reads a team form.
func ReadTeam(state *slack.ViewState) TeamInput {
	f := fields{state}
	in := TeamInput{
		Name: f.text(BlockTeamName), Manager: followup.UserID(f.get(BlockManager).SelectedUser), Zone: f.text(BlockZone),
	}
	for _, id := range f.get(BlockMembers).SelectedUsers {
		in.Members = append(in.Members, followup.UserID(id))
	}
	if n, err := strconv.Atoi(f.chosen(BlockSummaryOn)); err == nil {
		in.SummaryOn = weekday(n)
	}
	if at := f.time(BlockSummaryAt); at != nil {
		in.SummaryAt = *at
	}
	return in
}

// ReadReassign reads a reassign form.
func ReadReassign(state *slack.ViewState) ReassignInput {
	f := fields{state}
	in := ReassignInput{To: followup.UserID(f.get(BlockTo).SelectedUser)}
	if from := f.chosen(BlockFrom); from != fromNobody {
		in.From = followup.UserID(from)
	}
	for _, o := range f.get(BlockLeads).SelectedOptions {
		if v, ok := parseCompact(o.Value); ok {
			in.Leads = append(in.Leads, v)
		}
	}
	return in
}

// fields gives access to a form's state by the ids of its fields.
type fields struct{ state *slack.ViewState }

// get returns what a field says, whatever version its block's id carries.
func (f fields) get(field string) slack.BlockAction {
	if f.state == nil {
		return slack.BlockAction{}
	}
	for id, inputs := range f.state.Values {
		if !isBlock(id, field) {
			continue
		}
		for _, in := range inputs {
			return in
		}
	}
	return slack.BlockAction{}
}

func (f fields) chosen(field string) string { return f.get(field).SelectedOption.Value }

func (f fields) text(field string) string { return strings.TrimSpace(f.get(field).Value) }

func (f fields) number(field string) int {
	n, err := strconv.Atoi(f.text(field))
	if err != nil {
		return 0
	}
	return n
}

func (f fields) date(field string) calendar.Date {
	d, err := calendar.ParseDate(f.get(field).SelectedDate)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

func (f fields) time(field string) *calendar.TimeOfDay {
	at, err := calendar.ParseTimeOfDay(f.get(field).SelectedTime)
	if err != nil {
		return nil
	}
	return &at
}

// next reads what follows; the zero NextInput where the form doesn't ask yet.
func (f fields) next(now time.Time, loc *time.Location) NextInput {
	switch kind := f.chosen(BlockNextKind); kind {
	case nextPlanned, nextPromised:
		return NextInput{
			Kind: followup.NextRecall, Promised: kind == nextPromised, On: f.date(BlockNextDate), At: f.time(BlockNextTime),
			Channel: followup.Channel(f.chosen(BlockNextChannel)),
		}
	case string(followup.NextPark):
		wake := f.chosen(BlockWake)
		return NextInput{Kind: followup.NextPark, Wake: wake, On: parkUntil(wake, f.date(BlockWakeDate), now, loc), Park: f.park()}
	default:
		return NextInput{Kind: followup.NextKind(kind), Value: f.text(BlockAmount), Reason: f.text(BlockReason)}
	}
}

func (f fields) park() followup.Park {
	return followup.Park{
		Reason: f.text(BlockParkReason), Note: f.text(BlockParkNote), FirstLine: f.text(BlockFirstLine), Signals: f.wakeSignals(),
	}
}

func (f fields) newLead() NewLeadInput {
	return NewLeadInput{
		Name: f.text(BlockName), Company: f.text(BlockCompany), ContactName: f.text(BlockContact), Email: f.text(BlockEmail),
		Phone: f.text(BlockPhone), LinkedIn: f.text(BlockLinkedIn), Role: f.text(BlockRole), Zone: f.text(BlockZone),
		Preferred: followup.Channel(f.chosen(BlockPreferred)), WindowFrom: f.time(BlockWindowFrom), WindowTo: f.time(BlockWindowTo),
		Value: f.text(BlockValue), Source: f.text(BlockSource), Tags: f.text(BlockTags),
	}
}

// weekday turns an option's number into a day; a number out of range wraps around.
func weekday(n int) time.Weekday { return time.Weekday(((n % 7) + 7) % 7) }

// cadence is the form of a cadence that was chosen; zero: none.
func (f fields) cadence() CadenceValue {
	v, _ := ParseCadenceValue(f.chosen(BlockForm))
	return v
}

// shows reports whether the form has a field.
func (f fields) shows(field string) bool {
	if f.state == nil {
		return false
	}
	for id := range f.state.Values {
		if isBlock(id, field) {
			return true
		}
	}
	return false
}
