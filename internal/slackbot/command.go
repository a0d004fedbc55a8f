package slackbot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/tracker"
)

type verb = quicklog.Verb

// commandHandler carries out one typed command of a rep.
type commandHandler func(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error)

// commandRoutes says who serves which verb.
func (b *Bot) commandRoutes() map[verb]commandHandler {
	return map[verb]commandHandler{
		quicklog.Today:        b.today,
		quicklog.Due:          b.today,
		quicklog.Next:         b.next,
		quicklog.Lead:         b.onLead(b.showCard),
		quicklog.Log:          b.logTyped,
		quicklog.Park:         b.parkTyped,
		quicklog.Add:          b.addTyped,
		quicklog.Snooze:       b.snoozeLine,
		quicklog.Move:         b.onLead(b.moveTyped),
		quicklog.Reply:        b.onLead(b.replyTyped),
		quicklog.Signal:       b.signalTyped,
		quicklog.Won:          b.onLead(b.closeTyped),
		quicklog.Lost:         b.onLead(b.closeTyped),
		quicklog.DoNotContact: b.onLead(b.closeTyped),
		quicklog.Merge:        b.onLead(b.mergeTyped),
		quicklog.Cadence:      b.cadenceTyped,
		quicklog.Forget:       b.onLead(b.forgetTyped),
		quicklog.Away:         b.awayTyped,
		quicklog.Back:         b.backTyped,
		quicklog.Playbook:     b.playbookTyped,
		quicklog.Undo:         b.undoTyped,
		quicklog.Spread:       b.spreadTyped,
		quicklog.Settings:     b.settingsTyped,
		quicklog.Team:         b.teamTyped,
		quicklog.Help:         b.help,
		quicklog.Prep:         b.onLead(b.prepTyped),
		quicklog.Library:      b.libraryTyped,
	}
}

// command serves `/followup …`.
func (b *Bot) command(ctx context.Context, r *request) (answer, error) {
	actor, rep, err := b.Tracker.Enter(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
	r.Actor = actor
	c, err := quicklog.Parse(r.typed, b.typing(rep))
	if err != nil {
		return answer{}, err
	}
	serve, ok := b.commands[c.Verb]
	if !ok {
		return answer{}, fmt.Errorf("no route for verb %q", c.Verb)
	}
	return serve(ctx, r, rep, c)
}

// typing is what the words of a rep are read by.
func (b *Bot) typing(rep followup.Rep) quicklog.Context {
	return quicklog.Context{Now: b.Clock.Now(), Zone: rep.Location(), Workdays: rep.Workdays()}
}

// leadHandler carries out a typed command about one lead.
type leadHandler func(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command, lead digest.Match) (answer, error)

// onLead finds the lead a command names before it is carried out; where several fit, the person picks.
func (b *Bot) onLead(handle leadHandler) commandHandler {
	return func(ctx context.Context, r *request, rep followup.Rep, c quicklog.Command) (answer, error) {
		lead, ask, err := b.find(ctx, r, c)
		if err != nil {
			return answer{}, err
		}
		if ask != nil {
			return *ask, nil
		}
		return handle(ctx, r, rep, c, lead)
	}
}

// manyMatches is how many leads are looked at to see whether a name fits several, and countedMatches how many to say how many more.
const (
	manyMatches    = 6
	countedMatches = 200
)

// find returns the one lead that a command means, or the question to ask instead.
func (b *Bot) find(ctx context.Context, r *request, c quicklog.Command) (digest.Match, *answer, error) {
	if c.Lead == "" && r.pressed.Lead == 0 {
		ask := view.Problem(r.view.NameLead(spoken(c)), r.said(), nil)
		return digest.Match{}, &answer{tell: &ask}, nil
	}
	lead, ask, err := b.theLead(ctx, r, c)
	if err != nil || ask != nil {
		return digest.Match{}, ask, err
	}
	if lead == nil {
		none := view.Problem(r.view.NotFound(c.Lead), r.said(), nil)
		return digest.Match{}, &answer{tell: &none}, nil
	}
	return *lead, nil, nil
}

// spoken is what a line begins with that does what a command does.
func spoken(c quicklog.Command) string {
	return strings.TrimSpace(string(c.Verb) + " " + string(c.Doing))
}

// theLead returns the one lead that a command may go on with, or the question to ask instead; neither where nothing has that name.
func (b *Bot) theLead(ctx context.Context, r *request, c quicklog.Command) (*digest.Match, *answer, error) {
	if r.pressed.Lead != 0 { // picked from the question below
		m, err := b.match(ctx, r, r.pressed.Lead)
		if err == nil {
			err = reachable(c, m)
		}
		return &m, nil, err
	}
	found, err := b.Tracker.Named(ctx, r.Actor, c.Lead, manyMatches)
	if err != nil {
		return nil, nil, err
	}
	if len(found) == 0 {
		ask, err := b.askMeant(ctx, r, c)
		return nil, ask, err
	}
	if one, ok := theOne(found, c.Lead); ok {
		if err := b.mayGoOn(ctx, r, c, one); err != nil {
			return nil, nil, err
		}
		if one.Mine || !changes(c.Verb) || b.Tracker.Covers(ctx, r.Actor, one.Lead.Owner) {
			return &one, nil, nil
		}
	}
	ask, err := b.askWhich(ctx, r, c, found)
	return nil, &ask, err
}

// changes reports whether a verb writes to the lead it names. A lead that isn't theirs is shown to people before they do.
func changes(v verb) bool { return logs(v) || decides(v) || v == quicklog.Signal }

func logs(v verb) bool { return v == quicklog.Log || v == quicklog.Reply }

// decides reports whether a verb does more than log a touch: that takes a right to the lead.
func decides(v verb) bool {
	return slices.Contains([]verb{
		quicklog.Park, quicklog.Snooze, quicklog.Move, quicklog.Won, quicklog.Lost, quicklog.DoNotContact, quicklog.Merge,
		quicklog.Cadence, quicklog.Forget,
	}, v)
}

// mayGoOn refuses, before anything is asked, what would be refused after the answer.
func (b *Bot) mayGoOn(ctx context.Context, r *request, c quicklog.Command, m digest.Match) error {
	if !m.Mine && decides(c.Verb) {
		if err := b.Tracker.MayChange(ctx, r.Actor, m.Lead); err != nil {
			return err
		}
	}
	return reachable(c, m)
}

// reachable refuses to change a lead that asked not to be contacted, also where a form would be opened first.
func reachable(c quicklog.Command, m digest.Match) error {
	if changes(c.Verb) && c.Verb != quicklog.Merge && c.Verb != quicklog.Forget && m.Lead.State == followup.DoNotContact {
		return tracker.Refused{Why: tracker.ErrDoNotContact, Lead: m.Lead}
	}
	return nil
}

// askWhich offers the leads a name fits; what was typed waits in a draft.
func (b *Bot) askWhich(ctx context.Context, r *request, c quicklog.Command, found []digest.Match) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if len(found) == manyMatches { // there may be more
		if found, err = b.Tracker.Find(ctx, r.Actor, c.Lead, countedMatches); err != nil {
			return answer{}, err
		}
	}
	ask := r.view.Matches(found, len(found) == countedMatches, c.Lead, int64(draft), b.nowOf(ctx, r))
	return answer{tell: &ask}, nil
}

// similarLeads is how many leads are offered for a name that fits none.
const similarLeads = 5

// askMeant offers the leads that are called nearly so; nil where there are none.
func (b *Bot) askMeant(ctx context.Context, r *request, c quicklog.Command) (*answer, error) {
	found, err := b.Tracker.Similar(ctx, r.Actor, c.Lead, similarLeads)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	draft, err := b.draft(ctx, r)
	if err != nil {
		return nil, err
	}
	ask := r.view.DidYouMean(found, c.Lead, int64(draft), b.nowOf(ctx, r))
	return &answer{tell: &ask}, nil
}

// theOne picks the lead a name means: the only hit, or the only one that is called exactly so.
func theOne(found []digest.Match, name string) (digest.Match, bool) {
	if len(found) == 1 {
		return found[0], true
	}
	var exact []digest.Match
	for _, m := range found {
		if called(m.Lead, name) {
			exact = append(exact, m)
		}
	}
	if len(exact) == 1 {
		return exact[0], true
	}
	return digest.Match{}, false
}

// called reports whether a lead has exactly that name, in any case.
func called(l followup.Lead, name string) bool {
	for _, own := range []string{l.Name, l.Company, l.Title(), l.Company + " / " + l.Name} {
		if strings.EqualFold(strings.TrimSpace(name), own) {
			return true
		}
	}
	return false
}

// match loads one lead as a search would show it.
func (b *Bot) match(ctx context.Context, r *request, id followup.LeadID) (digest.Match, error) {
	return b.Tracker.Match(ctx, r.Actor, id)
}

// draft keeps what was typed and where the receipt goes while a form or a question is open.
func (b *Bot) draft(ctx context.Context, r *request) (tracker.DraftID, error) {
	if r.meta.Draft != 0 {
		return tracker.DraftID(r.meta.Draft), nil
	}
	return b.Tracker.SaveDraft(ctx, tracker.Draft{
		Workspace: r.Workspace, User: r.User, ResponseURL: r.responseURL, Typed: r.typed,
	})
}

// rerun carries out a command that was corrected by a button. However often the buttons of a message are pressed, one of its readings
// is carried out, once.
func (b *Bot) rerun(ctx context.Context, r *request) (answer, error) {
	r.typed = r.value
	if r.message != nil {
		r.Request = fmt.Sprintf("reading/%s/%s/%s", r.User, r.message.Channel, r.message.TS)
	}
	return b.instead(b.command(ctx, r))
}

// pickLead carries out what was typed, for the lead that was picked, or now that a form can open.
func (b *Bot) pickLead(ctx context.Context, r *request) (answer, error) {
	draft, err := b.Tracker.Draft(ctx, r.Actor, tracker.DraftID(r.pressed.Draft))
	if errors.Is(err, tracker.ErrNotFound) || err == nil && draft.Typed == "" { // what it said was about somebody erased
		gone := view.Say(r.view.Gone())
		return answer{replace: &gone}, nil
	}
	if err != nil {
		return answer{}, err
	}
	r.typed, r.Request = draft.Typed, answered(draft.ID)
	return b.instead(b.command(ctx, r))
}

// answered is the request that carries out what was typed before a question: however often and wherever its buttons are pressed, it
// is carried out once.
func answered(draft tracker.DraftID) string { return fmt.Sprintf("draft/%d", draft) }

// instead shows an answer in place of the question it settles.
func (b *Bot) instead(a answer, err error) (answer, error) {
	if a.tell != nil {
		a.replace, a.tell = a.tell, nil
	}
	return a, err
}

// todayOf is the date it is for a rep.
func (b *Bot) todayOf(rep followup.Rep) calendar.Date {
	return calendar.Today(b.Clock.Now(), rep.Location())
}
