package view

import (
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// LogInput is what the log form asks for: what it is prefilled with, and what was read back.
type LogInput struct {
	Channel  followup.Channel
	Outcome  followup.Outcome
	At       time.Time // zero: now
	Minutes  int
	Note     string
	Promised string           // what we promised to send or do
	Gave     string           // in their own words
	Piece    followup.PieceID // of the library; 0: none
	Value    string           // what the deal is worth, as typed; empty: not said
	Next     NextInput
	New      NewLeadInput       // only where the lead is new
	Contact  followup.ContactID // whom the touch was about; 0: the form doesn't ask
	Cadence  CadenceValue       // the one to start with it; zero: none
}

// NextInput is the part of the log form about what follows.
type NextInput struct {
	Kind     followup.NextKind
	Promised bool // of a recall: agreed with the prospect
	On       calendar.Date
	At       *calendar.TimeOfDay
	Channel  followup.Channel
	Park     followup.Park
	Wake     string // one of the wake presets, or WakeOnDate
	Value    string // amount as typed, for won
	Reason   string // for lost and do-not-contact
}

// NewLeadInput is what the forms for a new lead ask for. Money is kept as typed until it is checked.
type NewLeadInput struct {
	Name, Company, ContactName, Email, Phone, LinkedIn, Role, Zone string
	Preferred                                                      followup.Channel
	WindowFrom, WindowTo                                           *calendar.TimeOfDay
	Value, Source, Tags                                            string
	First                                                          calendar.Date // zero: today
	FirstChannel                                                   followup.Channel
	Note                                                           string
	Owner                                                          followup.UserID // asked only where one was typed
	Country                                                        string          // as typed
	Cadence                                                        CadenceValue    // the one to start; zero: none
}

// LogForm is everything the log form shows.
type LogForm struct {
	Meta       Meta
	Lead       *digest.Match // nil: to be chosen in the form
	Rep        followup.Rep  // the lead's owner, or the person: in whose calendar the dates are
	Now        time.Time
	Input      LogInput
	Suggested  followup.NextStep // for Input.Outcome, on the day on which it would be stored
	Shifts     []followup.Reason // why it is on that day, beside Why
	Why        followup.Reason   // why it is suggested
	Notice     string            // a sentence on top: what was cut, or what is missing
	Duplicates []digest.Duplicate
	Cadences   []digest.Cadence // those that can be started; none are offered to a lead that runs on one
	Giving     digest.Giving    // what can be given to the lead, and what it was
}

// ParkInput is what the park form asks for.
type ParkInput struct {
	Park followup.Park
	Wake string // one of the wake presets, or WakeOnDate
	On   calendar.Date
}

// ParkForm is everything the park form shows.
type ParkForm struct {
	Meta   Meta
	Lead   *digest.Match // nil: to be chosen in the form
	Rep    followup.Rep
	Now    time.Time
	Input  ParkInput
	Notice string
}

// MoveForm asks for another date of a lead's recall.
type MoveForm struct {
	Meta     Meta
	Lead     followup.Lead
	Rep      followup.Rep
	Now      time.Time
	On       calendar.Date
	At       *calendar.TimeOfDay
	Channel  followup.Channel
	Promised bool // agreed with the prospect; not asked where it is a promise already
	Note     string
	Notice   string
}

// AddForm asks for a new lead.
type AddForm struct {
	Meta       Meta
	Rep        followup.Rep
	Now        time.Time
	Input      NewLeadInput
	Duplicates []digest.Duplicate
	Notice     string
	Cadences   []digest.Cadence
}

// SettingsForm asks when the digest comes, and which days are off.
type SettingsForm struct {
	Meta    Meta
	Rep     followup.Rep
	Cover   string // name of who covers them
	Now     time.Time
	Admin   bool              // may say which days the whole workspace has off
	DaysOff []calendar.DayOff // those
}

// TeamForm asks who belongs to the channel's team.
type TeamForm struct {
	Meta        Meta
	Team        followup.Team // zero id: a new one
	ChannelName string
	MayEdit     bool
	Manager     string // name, where the viewer may not edit
	Names       []string
	NotInside   bool // the bot is not in the channel yet
}

// ReassignForm asks which leads go to whom.
type ReassignForm struct {
	Meta    Meta
	Summary digest.Summary
	From    followup.UserID // whose leads are listed; empty: those without an active owner, else the worst rep
	Leads   []digest.OverdueLead
}
