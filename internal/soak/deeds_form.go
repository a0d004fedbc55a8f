package soak

import (
	"context"
	"sync"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/slacksim"
)

// formPatience is how long a person waits for a form to open or to change.
const formPatience = 2 * time.Second

// logByForm opens the form of a lead and fills it in.
func (p *person) logByForm(ctx context.Context) {
	p.command(ctx, "/followup log "+oneOf(p.random, p.leads))
	p.fillForm(ctx, "")
}

// logByShortcut opens the empty form and finds the lead in it.
func (p *person) logByShortcut(ctx context.Context) {
	if err := p.stage.ws.UseShortcut(ctx, p.id, view.ShortcutLog, "", ""); err != nil {
		p.book.tell("%s uses a shortcut%s", p.name, said(err))
	}
	p.fillForm(ctx, oneOf(p.random, p.leads))
}

// form is an open form and what the person has put in.
type form struct {
	id     string
	values slacksim.Values
}

// fillForm fills in the log form that should be open, submits it, sometimes twice at once, and closes what is left.
func (p *person) fillForm(ctx context.Context, lead string) {
	defer p.closeForms(ctx)
	opened := p.stage.waitFor(ctx, formPatience, func() bool { return len(p.stage.ws.Modals(p.id)) > 0 })
	if !opened {
		p.book.count("forms that did not open", 1)
		return
	}
	f := form{values: slacksim.Values{}}
	f.id = p.top().ID
	word := p.ledger.word()
	ready := (lead == "" || p.find(ctx, f, lead)) &&
		p.choose(ctx, f, view.ActChannel, string(followup.Call)) && p.choose(ctx, f, view.ActOutcome, string(followup.NoAnswer))
	if !ready {
		p.book.tell("%s gives a form up", p.name)
		p.ledger.note(word, other)
		return
	}
	p.put(f, view.ActNote, word)
	p.submit(ctx, f, word)
}

// top is the topmost form, empty where none is open.
func (p *person) top() slacksim.StateView {
	stack := p.stage.ws.Modals(p.id)
	if len(stack) == 0 {
		return slacksim.StateView{}
	}
	return stack[len(stack)-1]
}

// put types into a field, which the bot does not hear yet.
func (p *person) put(f form, action string, value any) {
	for _, w := range those(widgets(p.top().Blocks), action) {
		f.values[w.block] = map[string]any{action: value}
	}
}

// find looks a lead up by what it is called.
func (p *person) find(ctx context.Context, f form, lead string) bool {
	fields := those(widgets(p.top().Blocks), view.ActLead)
	if len(fields) == 0 {
		return false
	}
	at := slacksim.Action{
		As: p.id, Container: slacksim.Container{Type: "view", ViewID: f.id}, BlockID: fields[0].block, ActionID: view.ActLead, Values: f.values,
	}
	offered, err := p.stage.ws.Suggest(ctx, at, lead)
	if err != nil || len(offered.Options) == 0 {
		return false
	}
	option, _ := offered.Options[0].(object)
	at.Value = option
	f.values[fields[0].block] = map[string]any{view.ActLead: option}
	before := p.top().Hash
	return p.stage.ws.Act(ctx, at) == nil && p.redrawn(ctx, f, before)
}

// choose picks an option, and waits for what the form makes of it.
func (p *person) choose(ctx context.Context, f form, action, value string) bool {
	fields := those(widgets(p.top().Blocks), action)
	if len(fields) == 0 {
		return false
	}
	f.values[fields[0].block] = map[string]any{action: value}
	before := p.top().Hash
	err := p.stage.ws.Act(ctx, slacksim.Action{
		As: p.id, Container: slacksim.Container{Type: "view", ViewID: f.id}, BlockID: fields[0].block, ActionID: action,
		Value: value, Values: f.values,
	})
	return err == nil && p.redrawn(ctx, f, before)
}

// redrawn waits until the form is drawn again. Where the bot fails to, the person goes on with what they see.
func (p *person) redrawn(ctx context.Context, f form, before string) bool {
	p.stage.waitFor(ctx, formPatience/4, func() bool { return p.top().Hash != before })
	return p.top().ID == f.id
}

// submit presses the button, sometimes twice at once. Where the form closes, it says that all of it is saved.
func (p *person) submit(ctx context.Context, f form, word string) {
	times := 1
	if p.chance(25) {
		times = 2
	}
	var wg sync.WaitGroup
	answers, errs := make([]slacksim.Submitted, times), make([]error, times)
	for i := range times {
		wg.Go(func() { answers[i], errs[i] = p.stage.ws.SubmitView(ctx, p.id, f.id, f.values) })
	}
	wg.Wait()
	answer := nothing
	for i, a := range answers {
		p.book.tell("%s submits %s: %s %v%s", p.name, word, a.Response, a.Errors, said(errs[i]))
		switch {
		case a.Response == "closed" || a.Response == "cleared":
			answer = saved
		case answer != saved && len(a.Errors) > 0 && p.refusedBySlip(a.Errors):
			answer = notSaved
		case answer == nothing && errs[i] == nil:
			answer = other
		}
	}
	p.settle(ctx, word, answer)
}

func (p *person) refusedBySlip(errs map[string]string) bool {
	for _, sentence := range errs {
		if p.saysNotSaved(sentence) {
			return true
		}
	}
	return false
}
