package soak

import (
	"context"
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// outcomes are what is typed behind a lead. All of them have a next step of their own.
var outcomes = []string{"call noanswer", "call vm", "email sent", "li sent", "call connected next mon", "call busy", "email replied next +2d"}

// typeLog logs a touch in one line.
func (p *person) typeLog(ctx context.Context) {
	lead, outcome := oneOf(p.random, p.leads), oneOf(p.random, outcomes)
	p.wish(ctx, func(word string) string { return fmt.Sprintf("/followup log %s %s %q", lead, outcome, word) })
}

// typeMates logs a touch on a teammate's lead, who is told.
func (p *person) typeMates(ctx context.Context) {
	lead, outcome := oneOf(p.random, p.mates), oneOf(p.random, outcomes)
	p.wish(ctx, func(word string) string { return fmt.Sprintf("/followup log %s %s %q", lead, outcome, word) })
}

// answerPatience is how long a person waits for the answer to a message, which Slack does not wait for.
const answerPatience = 4 * time.Second

// writeLog logs a touch in a message to the bot. Slack may send it to the bot more than once.
func (p *person) writeLog(ctx context.Context) {
	word := p.ledger.word()
	line := fmt.Sprintf("log %s %s %q", oneOf(p.random, p.leads), oneOf(p.random, outcomes), word)
	p.news()
	if _, err := p.stage.ws.Say(ctx, p.id, "", line, ""); err != nil {
		p.book.tell("%s can't write %q: %v", p.name, line, err)
		return
	}
	answer := nothing
	p.stage.waitFor(ctx, answerPatience, func() bool {
		answer = p.readAnswer(errNoWord)
		return answer != nothing
	})
	p.book.tell("%s writes %q: %s", p.name, line, answer)
	p.settleTyped(ctx, word, answer)
	if p.chance(20) {
		_ = p.stage.ws.Redeliver("message") // where there was none yet, nothing comes again
	}
}

// park puts a lead away for a while.
func (p *person) park(ctx context.Context) {
	lead := oneOf(p.random, p.leads)
	p.command(ctx, fmt.Sprintf("/followup park %s %s %q", lead, oneOf(p.random, []string{"3d", "1w", "2w"}), "budget"))
}

// move gives a lead another date.
func (p *person) move(ctx context.Context) {
	p.command(ctx, fmt.Sprintf("/followup move %s %s", oneOf(p.random, p.leads), oneOf(p.random, []string{"today", "tmr", "mon", "+2bd"})))
}

// undo takes back what was done last, where that is a touch: a lead that was added by mistake is deleted with all about it, and could
// not be looked for afterwards.
func (p *person) undo(ctx context.Context) {
	if p.wish(ctx, func(word string) string {
		return fmt.Sprintf("/followup log %s call noanswer %q", oneOf(p.random, p.leads), word)
	}) == saved {
		p.command(ctx, "/followup undo")
	}
}

// add adds a lead whose name is a word of its own.
func (p *person) add(ctx context.Context) {
	word := p.ledger.word()
	if p.settleTyped(ctx, word, p.command(ctx, "/followup add "+word)) == saved {
		p.added = append(p.added, word)
	}
}

// closeAdded closes the oldest lead that was added, so that there are not more and more.
func (p *person) closeAdded(ctx context.Context) {
	if len(p.added) < 2 {
		return
	}
	if p.command(ctx, fmt.Sprintf("/followup lost %s %q", p.added[0], "no budget")) == saved {
		p.added = p.added[1:]
	}
}

func (p *person) list(ctx context.Context) { p.command(ctx, "/followup") }

// openHome looks at the Home tab, which is drawn again a moment later.
func (p *person) openHome(ctx context.Context) {
	if err := p.stage.ws.OpenHome(ctx, p.id); err != nil {
		p.book.tell("%s can't open Home: %v", p.name, err)
		return
	}
	if home := p.stage.ws.Home(p.id); home != nil {
		p.ledger.sees(p.name, home.Blocks)
	}
}

// errNoWord stands for an answer that has not come.
var errNoWord = &slacksim.Refusal{Code: "no_word"}
