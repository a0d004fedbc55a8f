package soak

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/slacksim"
)

// person is one of the crowd. What they do next is decided by their own chance alone; what comes of it is not.
type person struct {
	*crowd

	id, name string
	see      view.View // what the bot says to them
	random   *rand.Rand
	leads    []string // their own, for good
	added    []string // those they added later and may close
	mates    []string // a teammate's leads
	last     string   // timestamp of the newest message they have read
	read     []int64  // events that the last answer said have happened
}

// live does one thing after another until ctx ends. What was begun is ended.
func (p *person) live(ctx context.Context) {
	for {
		pause := time.Duration(p.random.ExpFloat64() * float64(p.think))
		select {
		case <-ctx.Done():
			return
		case <-p.stage.real.After(min(pause, 5*p.think)):
		}
		p.doSomething(context.WithoutCancel(ctx))
	}
}

// deed is something people do, as often as its weight says.
type deed struct {
	weight int
	name   string
	do     func(*person, context.Context)
}

var deeds = []deed{
	{24, "log", (*person).typeLog},
	{8, "write", (*person).writeLog},
	{4, "log on a teammate's lead", (*person).typeMates},
	{10, "form", (*person).logByForm},
	{4, "shortcut", (*person).logByShortcut},
	{18, "tap", (*person).tapQuick},
	{8, "snooze", (*person).snooze},
	{5, "park", (*person).park},
	{5, "move", (*person).move},
	{6, "undo", (*person).undo},
	{4, "add", (*person).add},
	{3, "close", (*person).closeAdded},
	{4, "home", (*person).openHome},
	{5, "list", (*person).list},
}

func (p *person) doSomething(ctx context.Context) {
	all := 0
	for _, d := range deeds {
		all += d.weight
	}
	at := p.random.IntN(all)
	for _, d := range deeds {
		if at -= d.weight; at < 0 {
			p.book.count("acts", 1)
			d.do(p, ctx)
			return
		}
	}
}

// news are the bot's messages that the person has not read yet. Reading them is seeing what they say has happened.
func (p *person) news() []slacksim.Post {
	posts := p.stage.ws.Posts(func(post slacksim.Post) bool {
		mine := post.Reader == p.id || (post.Reader == "" && post.Name == p.name)
		return post.Bot && mine && post.TS > p.last
	})
	for _, post := range posts {
		p.last = max(p.last, post.TS)
		p.ledger.sees(p.name, post.Blocks)
	}
	return posts
}

// command types a line and reads what comes back.
func (p *person) command(ctx context.Context, line string) told {
	p.news()
	err := p.stage.ws.Command(ctx, p.id, "", line)
	answer := p.readAnswer(err)
	p.book.tell("%s types %q: %s%s", p.name, line, answer, said(err))
	return answer
}

// readAnswer is what the newest messages come to. What they say has happened is left for settle to look at: it may be about an earlier
// wish, whose answer comes late.
func (p *person) readAnswer(err error) told {
	answer := nothing
	if err == nil {
		answer = other
	}
	p.read = nil
	for _, post := range p.news() {
		shown := receipts(post.Blocks)
		for _, v := range shown {
			p.read = append(p.read, int64(v.Event))
		}
		switch {
		case len(shown) > 0:
			answer = saved
		case p.saysNotSaved(words(post)):
			answer = notSaved
		}
	}
	return answer
}

// saysNotSaved reports whether a text says that nothing was stored, in the person's language or, from a bot that has lost its
// directory, in English.
func (p *person) saysNotSaved(text string) bool {
	for _, v := range []view.View{p.see, view.For("")} {
		if strings.Contains(text, v.Busy()) {
			return true
		}
	}
	return false
}

// wish does something under a word of its own and remembers what came of it. A second and third try are wishes of their own, so a
// person does not make one here.
func (p *person) wish(ctx context.Context, line func(word string) string) told {
	word := p.ledger.word()
	return p.settleTyped(ctx, word, p.command(ctx, line(word)))
}

// settleTyped is settle for an answer in words, where that is about this wish.
func (p *person) settleTyped(ctx context.Context, word string, answer told) told {
	if answer == saved && !p.stage.about(ctx, p.read, word) {
		answer = other
	}
	p.settle(ctx, word, answer)
	return answer
}

// about reports whether one of some events is about a wish. Whether they are there at all is looked for elsewhere.
func (s *stage) about(ctx context.Context, events []int64, word string) bool {
	const query = `
select count(*)
from events e
join leads l on l.workspace_id = e.workspace_id and l.id = e.lead_id
left join touches t on t.workspace_id = e.workspace_id and t.event_id = e.id
where e.id = any($1) and (t.note = $2 or l.name = $2)`
	var n int
	err := s.patiently(ctx, func(ctx context.Context) error { return s.db.GetContext(ctx, &n, query, pq.Array(events), word) })
	return err == nil && n > 0
}

// settle notes what a person was told about a wish. Where that is that it is saved, they look behind the scenes at once.
func (p *person) settle(ctx context.Context, word string, answer told) {
	p.ledger.note(word, answer)
	p.book.count("wishes: "+answer.String(), 1)
	if answer != saved {
		return
	}
	n, err := p.stage.stored(ctx, word)
	switch {
	case err != nil: // the soak ends
	case n == 0:
		p.book.breach(Kept, "%s was told that %s is saved, and it is not there", p.name, word)
	case n > 1:
		p.book.breach(Once, "%s asked for %s once, and it is there %d times", p.name, word, n)
	}
}

// stored counts what a word made.
func (s *stage) stored(ctx context.Context, word string) (n int, err error) {
	const query = `
select (select count(*) from touches where note = $1) + (select count(*) from leads where name = $1)`
	err = s.patiently(ctx, func(ctx context.Context) error { return s.db.GetContext(ctx, &n, query, word) })
	return n, err
}

// said is an error as the story tells it.
func said(err error) string {
	var refused *slacksim.Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refused):
		return " (Slack: " + refused.Code + ")"
	default:
		return fmt.Sprintf(" (%v)", err)
	}
}

// any is one of some things, by the person's chance.
func oneOf[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// chance reports true so many times in a hundred.
func (p *person) chance(percent int) bool { return p.random.IntN(100) < percent }
