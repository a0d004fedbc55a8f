package tracker

import (
	"context"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

// Store keeps everything. Its reads see what has been committed.
type Store interface {
	Reads
	// InTx runs do in one transaction: committed when do returns nil, undone otherwise. Where the database ended it for the sake of
	// another one, do runs again, a few times at most: it keeps nothing from an earlier run. Where the answer to the commit got lost, the error is ErrUnsure.
	InTx(ctx context.Context, do func(Tx) error) error
	// Record stores an entry, all of it or nothing, where its lead is still as it was read and its request was not carried out before:
	// else done is false. Where the answer got lost, the error is ErrUnsure.
	Record(ctx context.Context, e Entry) (stored Recorded, done bool, err error)
}

// Tx is one transaction.
type Tx interface {
	Reads
	Writes
	Sweeps
}

// Reads looks things up. What is not there is ErrNotFound.
type Reads interface {
	Person(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (followup.Person, error)
	Member(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (Member, error)
	People(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) (map[followup.UserID]followup.Person, error)
	Rep(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (followup.Rep, error)
	// RepsOf returns those of these people who are reps, in no order.
	RepsOf(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) ([]followup.Rep, error)
	// Reps lists the active reps by name.
	Reps(ctx context.Context, w followup.WorkspaceID) ([]followup.Rep, error)

	Lead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, error)
	// Fresh is Lead with what is needed to tell a touch from the ones before, and to tell later whether the lead was changed meanwhile.
	Fresh(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (Fresh, error)
	// FindLeads returns leads whose name or company begins with text, then those that contain it, me's own first; last those with such a
	// contact, unless the others fill the list or one is called just so. owners limits whose leads are searched; nil searches all.
	FindLeads(ctx context.Context, w followup.WorkspaceID, text string, me followup.UserID, owners []followup.UserID, limit int) ([]digest.Match, error)
	// NamedLead returns the one lead of me's that is called just so, in any case, as found and as Fresh reads it; ErrNotFound where another
	// is too that is searched.
	NamedLead(ctx context.Context, w followup.WorkspaceID, name string, me followup.UserID, owners []followup.UserID) (digest.Match, Fresh, error)
	// Names returns what leads are called: me's own first, then the newest. owners limits whose leads are read; nil reads all.
	Names(ctx context.Context, w followup.WorkspaceID, me followup.UserID, owners []followup.UserID, limit int) ([]Named, error)
	// Leads returns the leads with the ids, in no order.
	Leads(ctx context.Context, w followup.WorkspaceID, ids []followup.LeadID) ([]followup.Lead, error)
	// NamesNear returns leads whose name or company stands near one of the names in the alphabet, read forwards or backwards: those that
	// differ from it in a letter or two are among them. limit is how many are returned per name and side.
	NamesNear(ctx context.Context, w followup.WorkspaceID, names []string, limit int) ([]Named, error)
	// LeadsAt returns the newest leads that have a contact with an e-mail address at a domain, in small letters.
	LeadsAt(ctx context.Context, w followup.WorkspaceID, domain string, limit int) ([]followup.Lead, error)
	// LeadsWith returns leads with one of the e-mails (any case) or phone keys.
	LeadsWith(ctx context.Context, w followup.WorkspaceID, emails, phones []string) ([]followup.Lead, error)
	// LeadsOnLinkedIn returns leads that have a contact with a LinkedIn address, by its key.
	LeadsOnLinkedIn(ctx context.Context, w followup.WorkspaceID, key string) ([]followup.Lead, error)
	// Forgotten returns when somebody erased who has one of the traits asked not to be contacted: the latest such instant.
	Forgotten(ctx context.Context, w followup.WorkspaceID, traits []string) (time.Time, error)
	// Traces counts what there is about a lead and those that went into it.
	Traces(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (digest.Traces, error)
	// MergedLeads returns the leads that went into one, also by way of others, as they were before.
	MergedLeads(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) ([]followup.Lead, error)
	// ClosedLeads returns a page of all workspaces' closed leads that aren't erased, by key, behind one: with when something happened last.
	ClosedLeads(ctx context.Context, after LeadKey, limit int) ([]ClosedLead, error)
	// DueLeads returns each owner's leads with a recall due on or before that owner's date, in no order.
	DueLeads(ctx context.Context, w followup.WorkspaceID, upTo map[followup.UserID]calendar.Date) ([]followup.Lead, error)
	// DueRecalls is DueLeads for who needs to know of each owner's recalls only their kind, their date, whether an answer is owed and until when they are hidden.
	DueRecalls(ctx context.Context, w followup.WorkspaceID, upTo map[followup.UserID]calendar.Date) (map[followup.UserID][]followup.Recall, error)
	// UpcomingLeads returns a page of the owner's leads due after one date up to another, by date.
	UpcomingLeads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, after, upTo calendar.Date, offset, limit int) ([]followup.Lead, error)
	// CountDue counts an owner's recalls due after one date up to another: all of them, and those that wake a parked lead.
	CountDue(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, after, upTo calendar.Date) (all, waking int, err error)
	// CountAhead is CountDue for several reps, for so many days behind each one's date. Who has none is missing.
	CountAhead(ctx context.Context, w followup.WorkspaceID, days []RepDay, ahead int) (map[followup.UserID]Ahead, error)
	// Loads counts an owner's open recalls by their date, from one to another, but for one lead's and for goodbyes that wait for an answer; a
	// zero date is the beginning.
	Loads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, from, upTo calendar.Date, but followup.LeadID) (map[calendar.Date]followup.Load, error)
	// MovedLeads returns open leads of these owners whose recall was moved so many times or more, most moved first.
	MovedLeads(ctx context.Context, w followup.WorkspaceID, owners []followup.UserID, times, limit int) ([]followup.Lead, error)
	// CountLeads counts the leads a person owns, in any state.
	CountLeads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID) (int, error)
	// Ownerless returns open leads whose owner is deactivated and belongs to the team, or to none.
	Ownerless(ctx context.Context, w followup.WorkspaceID, team followup.TeamID, limit int) ([]followup.Lead, error)

	// LastWords returns what a digest says of each lead's touches, in one question.
	LastWords(ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID) (map[followup.LeadID]LastWord, error)
	LastTouches(ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID) (map[followup.LeadID]followup.Touch, error)
	// TouchesOf returns each lead's touches that stand, oldest first: of many the newest hundred.
	TouchesOf(ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID) (map[followup.LeadID][]followup.Touch, error)
	// Attempts counts, per lead, the newest touches in a row that reached nobody.
	Attempts(ctx context.Context, w followup.WorkspaceID, leads []followup.LeadID) (map[followup.LeadID]int, error)

	Event(ctx context.Context, w followup.WorkspaceID, id followup.EventID) (followup.Event, error)
	// NewestEvent returns the lead's newest event that stands and was made by a person.
	NewestEvent(ctx context.Context, w followup.WorkspaceID, lead followup.LeadID) (followup.Event, error)
	// NewestEventBy returns the newest event that stands and was made by that person.
	NewestEventBy(ctx context.Context, w followup.WorkspaceID, by followup.UserID) (followup.Event, error)
	// Before returns the lead as it was before an event.
	Before(ctx context.Context, w followup.WorkspaceID, id followup.EventID) (followup.Lead, error)
	// History returns a page of a lead's events, newest first, and how many there are.
	History(ctx context.Context, w followup.WorkspaceID, lead followup.LeadID, offset, limit int) ([]followup.Event, int, error)
	// SettledOn returns by rep what was done about the recalls of their digest of a date, the touches since, and what was done last to their
	// leads, in no order; some of it twice. A recall that still waits is among them where it was touched or moved since the date began.
	SettledOn(ctx context.Context, w followup.WorkspaceID, days []RepDay, now time.Time) (map[followup.UserID][]digest.Noted, error)

	// DoneOn is SettledOn, with what no digest showed: in any digest of the date or in none.
	DoneOn(ctx context.Context, w followup.WorkspaceID, days []RepDay, now time.Time) (map[followup.UserID][]digest.Noted, error)
	// WakingLeads returns the owner's parked leads that wake after one date up to another, by date.
	WakingLeads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, after, upTo calendar.Date, limit int) ([]followup.Lead, error)
	// DigestsOf returns a rep's digests of the week up to a date, newest first.
	DigestsOf(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, upTo calendar.Date) ([]digest.Sent, error)
	Team(ctx context.Context, w followup.WorkspaceID, id followup.TeamID) (followup.Team, error)
	TeamIn(ctx context.Context, w followup.WorkspaceID, channel followup.ChannelID) (followup.Team, error)
	// TeamsOf returns the teams a person belongs to or manages.
	TeamsOf(ctx context.Context, w followup.WorkspaceID, id followup.UserID) ([]followup.Team, error)
	// Wins returns deals that people won since an instant, newest first.
	Wins(ctx context.Context, w followup.WorkspaceID, by []followup.UserID, since time.Time) ([]digest.Win, error)
	// CountTouches counts people's touches since an instant, and those that set a meeting.
	CountTouches(ctx context.Context, w followup.WorkspaceID, by []followup.UserID, since time.Time) (all, meetings int, err error)

	// Cadences returns the stored versions of cadences, of a key or of all (empty), by key and version, oldest first.
	Cadences(ctx context.Context, w followup.WorkspaceID, key string) ([]Version, error)
	// Running counts the open leads on each stored version of a cadence.
	Running(ctx context.Context, w followup.WorkspaceID) (map[followup.CadenceID]Running, error)
	// LeadsOn returns the first limit open leads that run on these versions, by id.
	LeadsOn(ctx context.Context, w followup.WorkspaceID, ids []followup.CadenceID, limit int) ([]followup.Lead, error)
	// Templates returns the newest stored version of a situation's templates, or of all (empty), one for each language.
	Templates(ctx context.Context, w followup.WorkspaceID, s playbook.Situation) ([]TemplateVersion, error)
	// Pieces returns a workspace's library, what is retired last, each by the order in which it was added.
	Pieces(ctx context.Context, w followup.WorkspaceID) ([]followup.Piece, error)
	// DaysOff lists the days off that a workspace added, by date.
	DaysOff(ctx context.Context, w followup.WorkspaceID) ([]calendar.DayOff, error)

	// Failed returns what a delivery that was given up was about.
	Failed(ctx context.Context, w followup.WorkspaceID, delivery int64) (Failure, error)
	Draft(ctx context.Context, w followup.WorkspaceID, id DraftID) (Draft, error)
	// Obligations returns what a lead owes, with what was settled of it that is about a moment since an instant, and its newest
	// conversation since then that is owed a recap and that no message followed; nil: none.
	Obligations(ctx context.Context, w followup.WorkspaceID, lead followup.LeadID, since time.Time) ([]followup.Obligation, *followup.Touch, error)
	Obligation(ctx context.Context, w followup.WorkspaceID, id followup.ObligationID) (followup.Obligation, error)
	// OwedBy returns the recaps and reminders that reps owe at now, the oldest first.
	OwedBy(ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, now time.Time) ([]followup.Obligation, error)
	// OwingLeads returns a rep's leads that are owed something, now or later.
	OwingLeads(ctx context.Context, w followup.WorkspaceID, rep followup.UserID) ([]followup.LeadID, error)
	// Promises returns reps' promises for days from one to another, also those that were settled.
	Promises(ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, from, to calendar.Date) ([]followup.Obligation, error)
	// HotTouches returns what hot signals about reps' leads since an instant asked for, settled or not, oldest first.
	HotTouches(ctx context.Context, w followup.WorkspaceID, reps []followup.UserID, since time.Time) ([]followup.Obligation, error)
	// CountNoShows counts the meetings since an instant to which nobody came, of those who noted it.
	CountNoShows(ctx context.Context, w followup.WorkspaceID, by []followup.UserID, since time.Time) (int, error)

	// Rested returns by rep what a rule let rest since the digest that was posted before the date, at most of the week up to it.
	Rested(ctx context.Context, w followup.WorkspaceID, days []RepDay) (map[followup.UserID][]digest.Rested, error)
	// EchoLeads returns an owner's first limit leads whose break-up is waited for, by its day, and counts them.
	EchoLeads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, limit int) ([]followup.Lead, int, error)
	// CountEchoes counts the break-ups of owners' leads whose wait for an answer ended since an instant.
	CountEchoes(ctx context.Context, w followup.WorkspaceID, owners []followup.UserID, since time.Time) (digest.Echoes, error)
	// Colleagues returns the active leads of a lead's owner at its company, by id, without the lead itself.
	Colleagues(ctx context.Context, of followup.Lead, limit int) ([]followup.Lead, error)
	// Offer returns how far a promise has come whose moment has gone by.
	Offer(ctx context.Context, w followup.WorkspaceID, of followup.ObligationID) (Offer, error)
	// OpenLeads returns the first limit open leads of an owner, by date, and how many there are.
	OpenLeads(ctx context.Context, w followup.WorkspaceID, owner followup.UserID, limit int) (leads []followup.Lead, all int, err error)
	// DecidersFor returns the active managers of a person's teams, else the workspace's admins, by id; never the person.
	DecidersFor(ctx context.Context, w followup.WorkspaceID, rep followup.UserID) ([]followup.UserID, error)
	// Covered returns the reps who named one of these people as their cover, in no order, whenever their absence is.
	Covered(ctx context.Context, w followup.WorkspaceID, covers []followup.UserID) ([]followup.Rep, error)

	// Nudge returns a nudge; its day is not needed again.
	Nudge(ctx context.Context, w followup.WorkspaceID, id NudgeID) (Nudge, error)
}

// Ahead counts what is due later.
type Ahead struct {
	All    int
	Waking int // parked leads among them
}

// Writes changes things.
type Writes interface {
	// ClaimRequest notes that a request is being carried out. Where it already was, first is false. A second one at the same moment
	// waits for the first.
	ClaimRequest(ctx context.Context, w followup.WorkspaceID, key string, now time.Time) (first bool, err error)
	// Admit is Member and ClaimRequest in one. Who is not found is refused, which takes the claim back.
	Admit(ctx context.Context, w followup.WorkspaceID, id followup.UserID, key string, now time.Time) (m Member, first bool, err error)
	// RequestEvent returns the last event that a request made, 0 for none.
	RequestEvent(ctx context.Context, w followup.WorkspaceID, key string) (followup.EventID, error)

	// SavePeople returns whose news was stored: neither known already nor older than what is known.
	SavePeople(ctx context.Context, people []followup.Person) (stored []followup.UserID, err error)
	// AddRep makes a rep of a person. Where another transaction did so meanwhile, that one's settings stay and are returned.
	AddRep(ctx context.Context, rep followup.Rep, nextDigest, joined time.Time) (followup.Rep, error)
	// SaveRep stores a rep's settings and the time of the next digest. A digest that is due at now and that no sweep has picked yet
	// stays due: the sweep decides by the new settings.
	SaveRep(ctx context.Context, rep followup.Rep, nextDigest, now time.Time) error

	// LockLead returns a lead that nobody else can change until the transaction ends.
	LockLead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, error)
	// LockOwing is LockLead for who changes what a lead owes and nothing of the lead itself: it is another row from then on, so that Record
	// stores nothing by what was owed before.
	LockOwing(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (followup.Lead, error)
	// LockToLog is Fresh of a lead that nobody else can change until the transaction ends.
	LockToLog(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) (Fresh, error)
	// InsertLead stores a new lead with its contacts and its first recall, and returns it with its ids.
	InsertLead(ctx context.Context, l followup.Lead) (followup.Lead, error)
	// DeleteLead removes a lead that was added by mistake, with everything about it.
	DeleteLead(ctx context.Context, w followup.WorkspaceID, id followup.LeadID) error
	// UpdateLead stores after. Its recall replaces the one of before: the same id is changed in place, no id opens a new one,
	// another id opens that one again, and nil leaves none. It returns after with the recall's id and version.
	UpdateLead(ctx context.Context, before, after followup.Lead) (followup.Lead, error)
	// UpdateDetails stores after's details and contacts and leaves everything else alone, also the recall and its version.
	UpdateDetails(ctx context.Context, before, after followup.Lead) (followup.Lead, error)
	// MoveTouches has a lead's touches count with the one it goes into, and name the contacts that its own are folded into.
	MoveTouches(ctx context.Context, w followup.WorkspaceID, from, to followup.LeadID, folded map[followup.ContactID]followup.ContactID) error
	// MoveTouchesBack undoes MoveTouches: what from, and what went into it before, brought along.
	MoveTouchesBack(ctx context.Context, w followup.WorkspaceID, from, to followup.LeadID, folded map[followup.ContactID]followup.ContactID) error
	// InsertEvent adds to a lead's history, with the lead as it was before (nil: not undoable) and its touch, if any, and notes it as
	// what a claimed request made (empty: none). Where before's contacts are nil, the event leaves them alone, and so does its undo.
	InsertEvent(ctx context.Context, e followup.Event, w followup.WorkspaceID, before *followup.Lead, request string) (followup.Event, error)
	// TakeBack marks an event and its touch as undone by another; by itself while it is being edited, until the other one is known.
	TakeBack(ctx context.Context, w followup.WorkspaceID, id, by followup.EventID) error
	// NoteSettled remembers that a recall was dealt with on a rep's date, for that date and in the digests of the week up to it that
	// showed the recall, and has the newest of them and the rep's Home redrawn.
	NoteSettled(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date, recall followup.Recall) error
	// Redraw has the rep's newest digest of the week up to a date drawn again, if there is one: on a day off it is an older one. So is
	// their Home.
	Redraw(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, on calendar.Date) error
	// RedrawKey has a message drawn again that was sent for a delivery's key, if it was.
	RedrawKey(ctx context.Context, w followup.WorkspaceID, key string) error
	// RedrawMessage has a message we sent drawn again; false where the outbox has none there.
	RedrawMessage(ctx context.Context, w followup.WorkspaceID, m Posted) (bool, error)

	// RedrawAbout has drawn again what was said, or is to be said, to people about one lead: nudges, pings and a teammate's touches.
	RedrawAbout(ctx context.Context, w followup.WorkspaceID, lead followup.LeadID) error
	// Erase takes all words away from a closed lead, from those that went into it, from its history and from what people typed about it,
	// keeps its traits' marks, and has every message drawn again that may show it. Erasing twice is harmless.
	Erase(ctx context.Context, e Erasing) error

	// KeepHome has a person's Home tab drawn, now and after every change of what it shows, and by itself at another instant.
	KeepHome(ctx context.Context, w followup.WorkspaceID, id followup.UserID, now, again time.Time) error
	// RedrawHomes has the Home tabs of these people drawn again who ever opened it.
	RedrawHomes(ctx context.Context, w followup.WorkspaceID, ids []followup.UserID) error
	// SaveTeam stores a team with its members; without an id it makes one. A summary that is due at now and that no sweep has picked
	// yet stays due. Where another transaction made a team of the channel meanwhile, this one runs again and sees it.
	SaveTeam(ctx context.Context, t followup.Team, nextSummary, now time.Time) (followup.Team, error)
	// Enqueue adds a delivery; one with the same key is left as it is.
	Enqueue(ctx context.Context, d Delivery) error
	EnqueueAll(ctx context.Context, all []Delivery) error
	// InsertCadence stores a version of a cadence for good; made is false where there is one of its key, number and variant.
	InsertCadence(ctx context.Context, w followup.WorkspaceID, v Version) (id followup.CadenceID, made bool, err error)
	// InsertTemplate stores a version of a template for good; made is false where there is one of its situation, language and number.
	InsertTemplate(ctx context.Context, w followup.WorkspaceID, v TemplateVersion) (made bool, err error)
	// InsertPiece adds to the library and returns it with its number.
	InsertPiece(ctx context.Context, p followup.Piece) (followup.Piece, error)
	// UpdatePiece stores a piece that was read with its version; where somebody changed it since, it is ErrNotFound.
	UpdatePiece(ctx context.Context, p followup.Piece) error
	// SaveDaysOff makes these days the workspace's days off, each once.
	SaveDaysOff(ctx context.Context, w followup.WorkspaceID, days []calendar.DayOff) error
	// InsertNudge stores a nudge; made is false where that rep has one of that manager on that day.
	InsertNudge(ctx context.Context, n Nudge) (id NudgeID, made bool, err error)
	// SaveObligation stores what is owed under its lead, kind and moment: the same one again is changed. It returns it with its id.
	SaveObligation(ctx context.Context, o followup.Obligation) (followup.Obligation, error)
	InsertDraft(ctx context.Context, d Draft, now time.Time) (DraftID, error)
	// SaveOffer stores how far a promise has come; the same again changes nothing.
	SaveOffer(ctx context.Context, o Offer) error
	// SaveAbsence stores a rep's absence and when it is looked at next (zero: never again): without a number as a new one that takes the place of
	// the one before. It returns it with its number.
	SaveAbsence(ctx context.Context, w followup.WorkspaceID, rep followup.UserID, a followup.Absence, next time.Time) (followup.Absence, error)
}

// Sweeps picks what time has made due. Rows that another replica works on are skipped.
type Sweeps interface {
	// BringBackStrayed has those reps and teams looked at now whose next time is more than a day away: a clock that was ahead put it there.
	BringBackStrayed(ctx context.Context, now time.Time) error
	// DigestsDue locks reps whose next digest time has come.
	DigestsDue(ctx context.Context, now time.Time, limit int) ([]DueDigest, error)
	SetNextDigests(ctx context.Context, w followup.WorkspaceID, at map[followup.UserID]time.Time) error
	// SummariesDue locks teams whose next summary time has come.
	SummariesDue(ctx context.Context, now time.Time, limit int) ([]DueSummary, error)
	// WatchLists has rep's digests with these keys looked at from an instant on, whether their order is another one by then.
	WatchLists(ctx context.Context, w followup.WorkspaceID, keys []string, from time.Time) error
	// ListsToSort locks digests that are to be looked at.
	ListsToSort(ctx context.Context, now time.Time, limit int) ([]List, error)
	// SetNextSort plans when digests are looked at again; a zero time is never.
	SetNextSort(ctx context.Context, w followup.WorkspaceID, at map[int64]time.Time) error
	SetNextSummary(ctx context.Context, w followup.WorkspaceID, id followup.TeamID, at time.Time) error
	// HomesDue locks Home tabs that are to be drawn again by themselves and returns whose they are.
	HomesDue(ctx context.Context, now time.Time, limit int) ([]followup.Rep, error)
	// EndSnoozes ends snoozes that are over and returns their recalls' owners.
	EndSnoozes(ctx context.Context, now time.Time, limit int) ([]Ended, error)
	// ObligationsDue locks open obligations that are to be looked at.
	ObligationsDue(ctx context.Context, now time.Time, limit int) ([]DueObligation, error)
	// EchoesDue returns leads whose break-up is waited for until a date or an earlier one, the earliest first.
	EchoesDue(ctx context.Context, on calendar.Date, limit int) ([]LeadKey, error)
	// Unobliged returns leads whose promise for about now or the days to come has no obligation.
	Unobliged(ctx context.Context, on calendar.Date, limit int) ([]LeadKey, error)
	// LatePromises locks open promises whose moment lies between two instants and that are not offered yet.
	LatePromises(ctx context.Context, now, since time.Time, limit int) ([]followup.Obligation, error)
	// OffersDue locks offers that are to be looked at.
	OffersDue(ctx context.Context, now time.Time, limit int) ([]Offer, error)
	// AbsencesDue locks absences that are to be looked at and returns whose they are.
	AbsencesDue(ctx context.Context, now time.Time, limit int) ([]followup.Rep, error)
	// TakeUpAgain has deliveries of these kinds sent after all that a program which doesn't know the kind gave up, unless it was told already.
	TakeUpAgain(ctx context.Context, kinds ...string) error
	// UnreportedFailures marks deliveries that were given up as reported and returns those nobody was told of before.
	UnreportedFailures(ctx context.Context, limit int) ([]Failure, error)
	// Orphans counts open leads without an open recall, per workspace: the database forbids them, the audit makes sure.
	Orphans(ctx context.Context) (int, error)
	// Purge deletes requests and drafts older than before and settled deliveries and nudges older than longBefore.
	Purge(ctx context.Context, before, longBefore time.Time) error
}

// Fresh is a lead as it was read.
type Fresh struct {
	Lead   followup.Lead
	Recent Recent
	Owed   []followup.ObligationKind // what is open of it; it grows only by what writes the lead's row anew, too
	Row    string                    // another one once anything has changed the lead
	Giving Giving
}

// Entry is what a use case does to a lead of the person's own: an event, with what follows from it.
type Entry struct {
	Of      Fresh         // what it was decided on
	After   followup.Lead // UpdateLead's; its owner and contacts are as before
	Event   followup.Event
	Before  *followup.Lead        // what the event keeps for its undo
	Request string                // which it carries out
	On      calendar.Date         // the owner's, for which digests are kept true
	Settles bool                  // the recall it had was due by then: NoteSettled, else Redraw
	Owed    []followup.Obligation // SaveObligation's; ThisEvent stands for the entry's own
}

// ThisEvent numbers the event that an entry is about to store.
const ThisEvent followup.EventID = -1

// Recorded is an entry with the numbers it was stored under.
type Recorded struct {
	Event  followup.Event
	Lead   followup.Lead
	Pinged []followup.ObligationID // of what it owes: somebody was told, by now
}

// Recent is what was done to a lead lately.
type Recent struct {
	Touch     *followup.Touch // of its newest event that stands and was made by a person; nil where that is no touch
	LoggedAt  time.Time       // when that touch was logged
	Attempts  int             // the newest touches in a row that reached nobody
	ReachedAt time.Time       // of the newest touch that is none of them; zero: there is none
}

// List is a digest whose order may have become another one.
type List struct {
	Delivery int64
	Rep      followup.Rep
	On       calendar.Date
	Looked   time.Time // when it was to be looked at
}

// Version is a version of a cadence as a workspace stored it.
type Version struct {
	Cadence *followup.Cadence
	By      followup.UserID // who made it; empty: it is as it was shipped
	At      time.Time
}

// Running counts leads on a version of a cadence.
type Running struct {
	Leads  int
	Paused int // of them
}

// LastWord is the last that was said to a lead.
type LastWord struct {
	Touch    *followup.Touch // nil: none yet
	By       string          // name
	Attempts int             // the newest touches in a row that reached nobody
}

// LeadKey names a lead of any workspace.
type LeadKey struct {
	Workspace followup.WorkspaceID
	Lead      followup.LeadID
}

// ClosedLead is a lead that is closed, and when something happened to it last.
type ClosedLead struct {
	LeadKey

	Last time.Time
}
