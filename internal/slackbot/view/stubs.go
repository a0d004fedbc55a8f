package view

import (
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
)

// Digest is a rep's morning message, redrawn through the day.
func Digest(day digest.Day) Message { return Say("digest") }

// Today answers /followup and /followup due.
func Today(day digest.Day) Message { return Say("today") }

// Welcome greets somebody without leads.
func Welcome(rep followup.Rep) Message { return Say("welcome") }

// Receipt says what was stored.
func Receipt(r digest.Receipt, viewer followup.UserID) Message { return Say("receipt") }

// TeammateLogged tells an owner that somebody else logged a touch on their lead.
func TeammateLogged(r digest.Receipt) Message { return Say("teammate") }

// Card shows a lead as a message.
func Card(c digest.Card) Message { return Say("card") }

// CardModal shows a lead as a modal, with a page of its history.
func CardModal(c digest.Card) slack.ModalViewRequest { return NoticeModal("Lead", "card") }

// Summary is what a team's channel is told.
func Summary(s digest.Summary) Message { return Say("summary") }

// Failure tells a manager that a message could not be delivered.
func Failure(name, kind, code string) Message { return Say("failure") }

// Help explains a topic.
func Help(topic string) Message { return Say("help") }

// Matches asks which lead was meant. now is in the viewer's zone.
func Matches(found []digest.Match, typed string, draft int64, now time.Time) Message {
	return Say("matches")
}

// Duplicates asks whether to add a lead although its contact is known.
func Duplicates(known []digest.Duplicate, draft int64, now time.Time) Message {
	return Say("duplicates")
}

// Choice is one reading of what was typed.
type Choice struct {
	Label string
	Text  string // the corrected text
}

// Problem says what could not be read, and gives it back.
func Problem(sentence, typed string, choices []Choice) Message { return Say(sentence) }

// Misread is Problem for what quicklog refused.
func Misread(p quicklog.Problem, now time.Time) Message { return Say(p.Error()) }

// NotSaved says that nothing was stored, and gives back what was typed.
func NotSaved(typed string) Message { return Say("not saved") }

// Stale says that a click came too late, and what happened before. now is in the viewer's zone.
func Stale(lead followup.Lead, event followup.Event, by string, now time.Time) Message {
	return Say("stale")
}

// OpenForm offers to open the log form for a draft.
func OpenForm(sentence string, draft int64) Message { return Say(sentence) }

// Say is a message of one sentence.
func Say(sentence string) Message {
	return Message{Text: sentence, Blocks: []slack.Block{slack.NewSectionBlock(slack.NewTextBlockObject("plain_text", sentence, false, false), nil, nil)}}
}

// NotYours refuses a change of somebody else's lead.
func NotYours(lead followup.Lead, owner string) string { return "not yours" }

// ManagersOnly refuses what a manager decides.
func ManagersOnly(manager string) string { return "managers only" }

// Closed refuses a change of a closed lead.
func Closed(lead followup.Lead) string { return "closed" }

// DoNotContact refuses anything for a lead that asked not to be contacted.
func DoNotContact(lead followup.Lead) string { return "dnc" }

// NothingToUndo says that there is nothing to take back.
func NothingToUndo() string { return "nothing to undo" }

// NotAllowedHere refuses guests.
func NotAllowedHere() string { return "not allowed" }

// NotFound says that no lead has that name.
func NotFound(typed string) string { return "not found" }

// Invite asks to be invited to a channel.
func Invite(channel string) string { return "invite" }

// InactiveOwner refuses to hand leads to somebody who can't work on them.
func InactiveOwner(name string) string { return "inactive" }

// FutureTouch refuses a touch that has not happened.
func FutureTouch() string { return "future" }

// NoNextStep asks for what follows.
func NoNextStep() string { return "next step" }

// PastDate refuses a date that has gone by.
func PastDate(on, today calendar.Date) string { return "past" }

// BadMoney refuses an amount.
func BadMoney(typed string) string { return "money" }

// ChooseLead asks for a lead.
func ChooseLead() string { return "lead" }

// Broken says that something went wrong that is our fault.
func Broken() string { return "broken" }

// LogModal asks for a touch.
func LogModal(f LogForm) slack.ModalViewRequest { return NoticeModal("Log", "log") }

// ParkModal asks how long a lead sleeps.
func ParkModal(f ParkForm) slack.ModalViewRequest { return NoticeModal("Park", "park") }

// MoveModal asks for another date.
func MoveModal(f MoveForm) slack.ModalViewRequest { return NoticeModal("Move", "move") }

// AddModal asks for a new lead.
func AddModal(f AddForm) slack.ModalViewRequest { return NoticeModal("Add", "add") }

// SettingsModal asks when the digest comes.
func SettingsModal(f SettingsForm) slack.ModalViewRequest { return NoticeModal("Settings", "settings") }

// TeamModal asks who belongs to the team.
func TeamModal(f TeamForm) slack.ModalViewRequest { return NoticeModal("Team", "team") }

// ReassignModal asks which leads go to whom.
func ReassignModal(f ReassignForm) slack.ModalViewRequest { return NoticeModal("Reassign", "reassign") }

// ListModal shows a page of the whole list.
func ListModal(day digest.Day, page int) slack.ModalViewRequest { return NoticeModal("List", "list") }

// OverdueModal shows a page of a team's overdue leads.
func OverdueModal(s digest.Summary, page int) slack.ModalViewRequest {
	return NoticeModal("Overdue", "overdue")
}

// NoticeModal says one sentence where a form could not be opened.
func NoticeModal(title, sentence string) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: slack.NewTextBlockObject("plain_text", title, false, false),
		Blocks: slack.Blocks{BlockSet: Say(sentence).Blocks},
	}
}

// LeadChoice is the lead a form was filled in for: an id, or the name of a new one.
type LeadChoice struct {
	ID  followup.LeadID
	New string
}

// ReadLog reads a log form.
func ReadLog(state *slack.ViewState, now time.Time, loc *time.Location) (LeadChoice, LogInput) {
	return LeadChoice{}, LogInput{}
}

// ReadPark reads a park form.
func ReadPark(state *slack.ViewState, now time.Time, loc *time.Location) (LeadChoice, ParkInput) {
	return LeadChoice{}, ParkInput{}
}

// MoveInput is what the move form asks for.
type MoveInput struct {
	On      calendar.Date
	At      *calendar.TimeOfDay
	Channel followup.Channel
}

// ReadMove reads a move form.
func ReadMove(state *slack.ViewState) MoveInput { return MoveInput{} }

// ReadAdd reads a form for a new lead.
func ReadAdd(state *slack.ViewState) NewLeadInput { return NewLeadInput{} }

// SettingsInput is what the settings form asks for.
type SettingsInput struct {
	DigestAt calendar.TimeOfDay
	Week     calendar.Week
	Off      bool
}

// ReadSettings reads a settings form.
func ReadSettings(state *slack.ViewState) SettingsInput { return SettingsInput{} }

// TeamInput is what the team form asks for.
type TeamInput struct {
	Name      string
	Manager   followup.UserID
	Members   []followup.UserID
	Zone      string
	SummaryOn time.Weekday
	SummaryAt calendar.TimeOfDay
}

// ReadTeam reads a team form.
func ReadTeam(state *slack.ViewState) TeamInput { return TeamInput{} }

// ReassignInput is what the reassign form asks for. From is empty for leads without an active owner.
type ReassignInput struct {
	From  followup.UserID
	Leads []Value
	To    followup.UserID
}

// ReadReassign reads a reassign form.
func ReadReassign(state *slack.ViewState) ReassignInput { return ReassignInput{} }

// LeadOptions answers the typeahead of ActLead. now is in the viewer's zone.
func LeadOptions(found []digest.Match, query string, allowNew bool, now time.Time) slack.OptionsResponse {
	return slack.OptionsResponse{}
}

// BlockIn returns the id under which a form shows a field: some ids carry a version.
func BlockIn(state *slack.ViewState, field string) string { return field }
