package view

import (
	"encoding/json"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Action ids of buttons, menus and inputs that send something while they are shown. Each has a route; a test walks them.
const (
	ActDone      = "done"       // open the log form for a lead; Value
	ActQuick     = "quick"      // an overflow menu of one-tap outcomes; its options' values say what (QuickValue)
	ActSnooze    = "snooze"     // a menu of snoozes; its options' values say until when (SnoozeValue)
	ActUndo      = "undo"       // take an event back; Value.Event
	ActUndoBatch = "undo_batch" // take an event back, with all that was done together with it; Value.Event
	ActEdit      = "edit"       // open the form that corrects an event; Value.Event
	ActUseNote   = "use_note"   // give a touch the next step that its note asks for; Value.Event
	ActCard      = "card"       // open a lead's card; Value
	ActCardPick  = "card_pick"  // a select of leads; its options' values are lead ids
	ActList      = "list"       // open the whole list as a modal; Value.Page
	ActListPage  = "list_page"  // turn the page of a list modal: on; Value.Page
	ActListBack  = "list_back"  // and back; two buttons of a line can't share an id
	ActCardPage  = "card_page"  // turn the page of a card's history: older; Value.Lead and Value.Page
	ActCardBack  = "card_back"  // newer
	ActLogForm   = "log_form"   // open an empty log form
	ActAddForm   = "add_form"   // open an empty form for a new lead
	ActParkForm  = "park_form"  // open the park form; Value
	ActMoveForm  = "move_form"  // open the form for another date; Value
	ActSettings  = "settings"   // open the settings form
	ActTeamForm  = "team_form"  // open the team form; Value.Team or the channel of the message
	ActHelp      = "help"       // show the help
	ActMore      = "more"       // an overflow menu; its options' values are other action ids: ActSpread, ActSnoozeAll, ActSettings, ActHelp
	ActRerun     = "rerun"      // run a corrected command; the button's value is its text
	ActPickLead  = "pick_lead"  // run a typed command for one of several leads; Value.Lead and Value.Draft
	ActOpenTyped = "open_typed" // run what was written where no form could open; Value.Draft
	ActAddAnyway = "add_anyway" // add a lead although its contact is known; Value.Draft
	ActOverdue   = "overdue"    // open the team's overdue leads; Value.Team
	ActOldPage   = "old_page"   // turn the page of the overdue leads: on; Value.Team and Value.Page
	ActOldBack   = "old_back"   // and back
	ActReassign  = "reassign"   // open the form to hand leads over; Value.Team
	ActNudge     = "nudge"      // open the form that nudges a rep privately; Value.Team
	ActClose     = "close"      // close a lead from its card: a select (CloseValue)
	ActForget    = "forget"     // open the form that erases what is known of a lead's people; Value.Lead

	ActThisOne     = "this_one"     // in the log form: the lead that is known is the one; Value
	ActContact     = "contact"      // an overflow menu at a contact; its options' values say what (ContactValue)
	ActContactForm = "contact_form" // open the form for one more contact; Value
	ActCardMenu    = "merge"        // an overflow menu at a card, called after its first option: to merge (the card's Value), or DetailsOf
	ActKeep        = "keep"         // in the merge form: which of the two stays

	ActCadences      = "cadences"       // list the cadences
	ActCadence       = "cadence"        // show one; Value.Key
	ActCadencePick   = "cadence_pick"   // a select of its forms; its options' values say which (CadenceValue)
	ActCadenceMenu   = "cadence_menu"   // an overflow menu: what else to do with it (CadenceValue)
	ActCadenceNew    = "cadence_new"    // open the form for a new one
	ActCadenceImport = "cadence_import" // open the form for one as text
	ActCadenceAccept = "cadence_accept" // save a written one although it was warned of; Value.Draft
	ActCadenceMove   = "cadence_move"   // open the form that takes leads along to its newest version; Value.Key
	ActCadenceStart  = "cadence_start"  // start it for a lead; Value.Lead, Value.Key and Value.Variant
	ActCourse        = "course"         // open the form for a lead's cadence; Value, or Value.Key alone
	ActDoing         = "doing"          // in that form: what to do, which changes what it asks
	ActForm          = "form"           // in the log form: a cadence to start, which changes the suggested next step
	ActRung          = "rung"           // take what a dark lead is to be tried with; Value
	ActPauseCompany  = "pause_company"  // somebody answered: pause the other leads at their company; Value.Lead
	ActRest          = "rest"           // nobody answered the goodbye: the lead rests; Value
	ActOwed          = "owed_sent"      // say that what is owed went out; Value.Owed
	ActSpread        = "spread"         // show where what is due would go, over more days
	ActSnoozeAll     = "snooze_all"     // open the form that hides all that is planned for today
	ActGoodbye       = "goodbye"        // open the log form for a break-up; Value
	ActHandOne       = "hand_one"       // open the form that hands a lead over; Value
	ActMoveAnyway    = "move_anyway"    // run a typed move that was asked about; Value.Lead and Value.Draft
	ActRebook        = "rebook"         // open the log form for the next meeting after a no-show; Value
	ActAwayForm      = "away_form"      // open the form of the person's absence
	ActBack          = "back"           // end it
	ActOfferTeam     = "offer_team"     // ask the team to keep a promise that waits; Value.Owed
	ActTake          = "take"           // take over the lead whose promise was offered; Value.Owed

	// What to say, and the templates it is made of.
	ActSay          = "say"           // open the text for a lead, ready to copy; Value.Lead
	ActSaySituation = "say_situation" // in that form: for what
	ActSayFormat    = "say_format"    // how it is put
	ActSayLanguage  = "say_language"  // in which language
	ActPage         = "page"          // show a template (PageValue)
	ActPageLanguage = "page_language" // in that form: in another language
	ActPageEdit     = "page_edit"     // open the form that changes it (PageValue)
	ActPageRestore  = "page_restore"  // have it as it was shipped (PageValue)

	ActPieceNew = "piece_new" // open the form for a new piece of value
	ActPiece    = "piece"     // open the form that changes one; Value.Piece
	ActGive     = "give"      // log that a piece was sent on the channel that is next; Value and Value.Piece
	ActGave     = "gave"      // add to a logged touch what was given with it; Value.Event and Value.Piece
	ActPrep     = "prep"      // open what to know before the next touch; Value

	// Inputs of forms that answer while they are filled in.
	ActLead     = "lead"      // external select, typeahead
	ActOutcome  = "outcome"   // changes the suggested next step
	ActChannel  = "channel"   // changes the outcomes on offer
	ActNextKind = "next_kind" // changes what the next step asks
	ActWake     = "wake"      // "on a date…" shows the date picker
	ActNote     = "note"      // may ask for a date, which changes the suggested next step
	ActNudgeRep = "nudge_rep" // whose leads the nudge form lists
	ActRepFrom  = "rep_from"  // whose leads the reassign form lists

	ActSpreadDays = "spread_days" // over how many days the form spreads
)

// Callback ids of forms.
const (
	FormLog      = "log"
	FormPark     = "park"
	FormAdd      = "add"
	FormMove     = "move"
	FormSettings = "settings"
	FormTeam     = "team"
	FormReassign = "reassign"
	FormContact  = "contact"
	FormNudge    = "nudge"
	FormMerge    = "merge"
	FormDetails  = "details"
	FormForget   = "forget"
	FormSnooze   = "snooze"
	FormClose    = "close"
	FormHandOver = "hand_over"
	FormSignal   = "signal"
	FormList     = "list"    // nothing to submit
	FormOverdue  = "overdue" // nothing to submit
	FormCard     = "card"    // nothing to submit
	FormNotice   = "notice"  // nothing to submit

	FormCadence = "cadence" // a cadence's steps
	FormImport  = "import"  // a cadence as text
	FormCopy    = "copy"    // what a copy is to be called
	FormMigrate = "migrate" // take leads along
	FormCourse  = "course"  // a lead's cadence

	FormSpread    = "spread"     // what is due, over more days
	FormSnoozeAll = "snooze_all" // until when
	FormHandOne   = "hand_one"   // whom a lead goes to
	FormAway      = "away"       // when somebody is away, and who covers
	FormSay       = "say"        // what to say; submitted, it comes as a message
	FormPage      = "page"       // a template; nothing to submit
	FormPageEdit  = "page_edit"  // its texts
	FormPiece     = "piece"      // a piece of value
	FormPrep      = "prep"       // nothing to submit
)

// Value is what a button carries: which lead, and the recall it was shown with, so that a stale click is recognised (G4).
type Value struct {
	Lead    followup.LeadID   `json:"l,omitempty"`
	Recall  followup.RecallID `json:"r,omitempty"`
	Version int               `json:"v,omitempty"`
	Event   followup.EventID  `json:"e,omitempty"`
	Team    followup.TeamID   `json:"t,omitempty"`
	Page    int               `json:"p,omitempty"`
	Draft   int64             `json:"d,omitempty"`

	Key     string                `json:"k,omitempty"` // of a cadence
	Variant followup.Variant      `json:"kv,omitempty"`
	Owed    followup.ObligationID `json:"w,omitempty"`
	Piece   followup.PieceID      `json:"g,omitempty"`
}

// ValueOf returns the value for a lead as it is shown.
func ValueOf(l followup.Lead) Value {
	v := Value{Lead: l.ID}
	if l.Recall != nil {
		v.Recall, v.Version = l.Recall.ID, l.Recall.Version
	}
	return v
}

// Encode writes the value as a button carries it.
func (v Value) Encode() string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // numbers only: it can't fail
	}
	return string(text)
}

// ParseValue reads what Encode wrote. Anything else is the zero Value and false.
func ParseValue(s string) (Value, bool) {
	var v Value
	ok := json.Unmarshal([]byte(s), &v) == nil
	v.turnBack()
	return v, ok
}

// turnBack goes to the first page where a client names one that no list has.
func (v *Value) turnBack() {
	const most = 100_000
	if v.Page < 0 || v.Page > most {
		v.Page = 0
	}
}

// Meta is what a form carries in its private metadata.
type Meta struct {
	Value
	Outcome followup.Outcome `json:"o,omitempty"`  // the outcome the suggestion was made for
	Shown   string           `json:"sh,omitempty"` // the next step that is suggested
	Asked   string           `json:"as,omitempty"` // the words of the note that ask for it
	Edit    followup.EventID `json:"ed,omitempty"` // the event that the form corrects; 0: none
	Over    bool             `json:"ov,omitempty"` // the receipt takes the place of the message that led here
	Message *MessageRef      `json:"m,omitempty"`  // the message the form was opened from, to be redrawn
	On      calendar.Date    `json:"on,omitzero"`  // the date of the digest it was opened from
	New     bool             `json:"n,omitempty"`  // the lead is to be added
	Anyway  bool             `json:"a,omitempty"`  // although it may be known; of a move: although it was moved again and again
	Another bool             `json:"an,omitempty"` // it is none of those that were shown by name
	Pick    bool             `json:"pk,omitempty"` // the lead is chosen in the form; the form sets it itself
	From    followup.Source  `json:"f,omitempty"`  // the surface the form began on, where that is more than a button or a command
	Noted   bool             `json:"nt,omitempty"` // what its draft holds is a note, not a line
	Leads   []Value          `json:"ls,omitempty"`

	Contact followup.ContactID `json:"ct,omitempty"` // of the contact form: who is edited; 0: a new one
	Details string             `json:"dv,omitempty"` // of the details form: the version that it shows

	Seen  int    `json:"vn,omitempty"` // the version of the cadence that a form shows
	Doing string `json:"dg,omitempty"` // what the form of a lead's cadence was drawn for

	Say SayChoice `json:"sy,omitzero"` // the text or the template that a form shows

	// Of the team form: the channel it was opened in.
	Channel     followup.ChannelID `json:"ch,omitempty"`
	ChannelName string             `json:"cn,omitempty"`
}

// MessageRef is where a message stands.
type MessageRef struct {
	Channel  followup.ChannelID `json:"c"`
	TS       string             `json:"ts"`
	Delivery int64              `json:"d,omitempty"` // its number in our outbox, where the message tells
}

// Encode writes the metadata as a form carries it.
func (m Meta) Encode() string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings and numbers only: it can't fail
	}
	return string(text)
}

// ParseMeta reads what Encode wrote. Anything else is the zero Meta and false.
func ParseMeta(s string) (Meta, bool) {
	var m Meta
	ok := json.Unmarshal([]byte(s), &m) == nil
	m.turnBack()
	return m, ok
}

// Shortcuts that the manifest offers, by their callback ids.
const (
	ShortcutLog     = "log_touch"   // anywhere
	ShortcutMessage = "log_message" // on a message
)

// BegunOn adds to a form's metadata the surface it began on.
func BegunOn(metadata string, from followup.Source) string {
	m, _ := ParseMeta(metadata)
	m.From = from
	return m.Encode()
}

// AllActions lists every action id that this package emits and that sends something.
func AllActions() []string {
	return []string{
		ActDone, ActQuick, ActSnooze, ActUndo, ActUndoBatch, ActEdit, ActUseNote, ActCard, ActCardPick, ActList, ActListPage, ActListBack, ActCardPage, ActCardBack,
		ActLogForm, ActAddForm, ActParkForm, ActMoveForm, ActSettings, ActTeamForm, ActHelp, ActMore, ActRerun, ActPickLead, ActOpenTyped, ActAddAnyway,
		ActOverdue, ActOldPage, ActOldBack, ActReassign, ActNudge, ActClose, ActForget, ActThisOne, ActContact, ActContactForm, ActCardMenu, ActKeep,
		ActOwed, ActRebook, ActAwayForm, ActBack, ActOfferTeam, ActTake,
		ActLead, ActOutcome, ActChannel, ActNextKind, ActWake, ActNote, ActNudgeRep, ActRepFrom,
		ActCadences, ActCadence, ActCadencePick, ActCadenceMenu, ActCadenceNew, ActCadenceImport, ActCadenceAccept, ActCadenceMove, ActCadenceStart, ActCourse, ActDoing,
		ActForm, ActRung, ActRest, ActPauseCompany,
		ActSpread, ActSpreadDays, ActSnoozeAll, ActGoodbye, ActHandOne, ActMoveAnyway,
		ActSay, ActSaySituation, ActSayFormat, ActSayLanguage, ActPage, ActPageLanguage, ActPageEdit, ActPageRestore,
		ActPieceNew, ActPiece, ActGive, ActGave, ActPrep,
	}
}

// AllShortcuts lists every callback id of a shortcut.
func AllShortcuts() []string { return []string{ShortcutLog, ShortcutMessage} }

// AllForms lists every callback id of a form.
func AllForms() []string {
	return []string{
		FormLog, FormPark, FormAdd, FormMove, FormSettings, FormTeam, FormReassign, FormNudge, FormMerge, FormContact, FormDetails, FormForget,
		FormSnooze, FormClose, FormHandOver, FormList, FormOverdue, FormCard, FormNotice,
		FormCadence, FormImport, FormCopy, FormMigrate, FormCourse, FormSignal, FormAway,
		FormSpread, FormSnoozeAll, FormHandOne, FormSay, FormPage, FormPageEdit,
		FormPiece, FormPrep,
	}
}
