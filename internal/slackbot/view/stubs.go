package view

import (
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

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
