package slackbot

import (
	"context"
	"errors"
	"fmt"
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
		quicklog.Snooze:       b.onLead(b.snoozeTyped),
		quicklog.Move:         b.onLead(b.moveTyped),
		quicklog.Reply:        b.onLead(b.replyTyped),
		quicklog.Won:          b.onLead(b.closeTyped),
		quicklog.Lost:         b.onLead(b.closeTyped),
		quicklog.DoNotContact: b.onLead(b.closeTyped),
		quicklog.Undo:         b.undoTyped,
		quicklog.Settings:     b.settingsTyped,
		quicklog.Team:         b.teamTyped,
		quicklog.Help:         b.help,
	}
}

// command serves `/followup …`.
func (b *Bot) command(ctx context.Context, r *request) (answer, error) {
	rep, err := b.Tracker.Settings(ctx, r.Actor)
	if err != nil {
		return answer{}, err
	}
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
	return quicklog.Context{Now: b.Clock.Now(), Zone: rep.Location(), Week: rep.Week}
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

// manyMatches is how many leads are offered when a name fits several.
const manyMatches = 6

// find returns the one lead that a command means, or the question to ask instead.
func (b *Bot) find(ctx context.Context, r *request, c quicklog.Command) (digest.Match, *answer, error) {
	if r.pressed.Lead != 0 { // picked from the question below
		m, err := b.match(ctx, r, r.pressed.Lead)
		return m, nil, err
	}
	if c.Lead == "" {
		ask := view.Problem(view.ChooseLead(), r.said(), nil)
		return digest.Match{}, &answer{tell: &ask}, nil
	}
	found, err := b.Tracker.Find(ctx, r.Actor, c.Lead, manyMatches)
	if err != nil {
		return digest.Match{}, nil, err
	}
	if one, ok := theOne(found, c.Lead); ok {
		return one, nil, nil
	}
	if len(found) == 0 {
		none := view.Problem(view.NotFound(c.Lead), r.said(), nil)
		return digest.Match{}, &answer{tell: &none}, nil
	}
	ask, err := b.askWhich(ctx, r, c, found)
	return digest.Match{}, &ask, err
}

// askWhich offers the leads a name fits; what was typed waits in a draft.
func (b *Bot) askWhich(ctx context.Context, r *request, c quicklog.Command, found []digest.Match) (answer, error) {
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	ask := view.Matches(found, c.Lead, int64(draft), b.nowOf(ctx, r))
	return answer{tell: &ask}, nil
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

// rerun carries out a command that was corrected by a button.
func (b *Bot) rerun(ctx context.Context, r *request) (answer, error) {
	r.typed = r.value
	return b.instead(b.command(ctx, r))
}

// pickLead carries out a typed command for the lead that was picked.
func (b *Bot) pickLead(ctx context.Context, r *request) (answer, error) {
	draft, err := b.Tracker.Draft(ctx, r.Actor, tracker.DraftID(r.pressed.Draft))
	if errors.Is(err, tracker.ErrNotFound) {
		gone := view.Say(view.Gone())
		return answer{replace: &gone}, nil
	}
	if err != nil {
		return answer{}, err
	}
	r.typed = draft.Typed
	return b.instead(b.command(ctx, r))
}

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
