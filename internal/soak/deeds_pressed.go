package soak

import (
	"context"
	"strings"
	"sync"

	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/slacksim"
)

// menu is a menu on a person's screen, with where it is.
type menu struct {
	widget
	at slacksim.Container
}

// menusOf finds the menus with an action in the messages that the person can still use: their lists, the newest last.
func (p *person) menusOf(action string) []menu {
	var found []menu
	for _, post := range p.stage.ws.Posts(func(post slacksim.Post) bool {
		return post.Bot && (post.Reader == p.id || (post.Reader == "" && post.Name == p.name))
	}) {
		for _, w := range those(widgets(post.Blocks), action) {
			found = append(found, menu{w, slacksim.Container{Type: "message", Channel: post.Channel, TS: post.TS}})
		}
	}
	return found
}

// recentMenus is how many of the newest menus people mostly use; the older ones are stale.
const recentMenus = 6

// someMenu picks a menu: mostly a recent one, sometimes one that is long out of date.
func (p *person) someMenu(action string) (menu, bool) {
	all := p.menusOf(action)
	if len(all) == 0 {
		return menu{}, false
	}
	if len(all) > recentMenus && !p.chance(10) {
		all = all[len(all)-recentMenus:]
	}
	return oneOf(p.random, all), true
}

// tapQuick logs an outcome with one tap, now and then with two or three at once.
func (p *person) tapQuick(ctx context.Context) {
	m, ok := p.someMenu(view.ActQuick)
	if !ok || len(m.options) == 0 {
		p.list(ctx)
		return
	}
	value := oneOf(p.random, m.options)
	quick, ok := view.ParseQuickValue(value)
	if !ok {
		p.book.tell("%s sees a menu of unknown values: %q", p.name, value)
		return
	}
	p.ledger.pushed(quick)
	p.press(ctx, m, value)
}

// snooze hides a lead for a while.
func (p *person) snooze(ctx context.Context) {
	m, ok := p.someMenu(view.ActSnooze)
	if !ok || len(m.options) < 2 {
		p.list(ctx)
		return
	}
	p.press(ctx, m, oneOf(p.random, m.options[:len(m.options)-1])) // the last one opens a form
}

// press uses a menu, sometimes several times at once.
func (p *person) press(ctx context.Context, m menu, value string) {
	times := 1
	if p.chance(25) {
		times = 2 + p.random.IntN(2)
	}
	p.news()
	var wg sync.WaitGroup
	outcomes := make([]string, times)
	for i := range times {
		wg.Go(func() {
			err := p.stage.ws.Act(ctx, slacksim.Action{
				As: p.id, Container: m.at, BlockID: m.block, ActionID: m.action, Value: value, Values: slacksim.Values{},
			})
			outcomes[i] = "done" + said(err)
		})
	}
	wg.Wait()
	p.book.tell("%s presses %s %q: %s; %s", p.name, m.action, value, strings.Join(outcomes, ", "), p.readAnswer(nil))
	p.closeForms(ctx)
}

// closeForms closes what a press may have opened.
func (p *person) closeForms(ctx context.Context) {
	for _, v := range p.stage.ws.Modals(p.id) {
		_ = p.stage.ws.CloseView(ctx, p.id, v.ID, true) // it may be gone
	}
}
