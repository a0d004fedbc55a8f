// Package followup holds the rules of following up leads: what a lead, a touch and a recall are, what an outcome means,
// and which next step it calls for. It is pure: values in, values out, time as an argument.
package followup

// WorkspaceID is Slack's team id (T…). Every stored row belongs to one workspace.
type WorkspaceID string

// UserID is Slack's user id (U… or W…) of a person in the workspace: a rep, a manager, or somebody else.
type UserID string

// ChannelID is Slack's id of a channel (C…, G…) or of a direct message (D…).
type ChannelID string

// LeadID numbers a lead.
type LeadID int64

// RecallID numbers a recall.
type RecallID int64

// ContactID numbers a contact.
type ContactID int64

// TouchID numbers a touch.
type TouchID int64

// EventID numbers one entry of a lead's history. Later events have larger ids.
type EventID int64

// TeamID numbers a team.
type TeamID int64

// CadenceID numbers one version and variant of a cadence.
type CadenceID int64
