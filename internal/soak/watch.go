package soak

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/lib/pq"

	"github.com/followup-bot/followup/internal/slacksim"
)

// watch looks at the workspace and the database while the soak goes on.
type watch struct {
	stage  *stage
	book   *book
	ledger *ledger

	lastPost string    // timestamp of the newest message that was looked at
	lastSent time.Time // of the newest envelope that was looked at
	lastRude time.Time // of the newest violation that was looked at
	pings    int       // that were looked at

	mu     sync.Mutex
	stalls []span // when this computer stood still
}

// span is a piece of real time.
type span struct{ from, to time.Time }

// run looks again and again until ctx ends.
func (w *watch) run(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { w.feelStalls(ctx) })
	wg.Go(func() {
		every(ctx, w.stage.real, 500*time.Millisecond, func() {
			w.readPosts()
			w.readManners()
		})
	})
	wg.Go(func() { every(ctx, w.stage.real, 5*time.Second, w.readEnvelopes) })
	wg.Go(func() { every(ctx, w.stage.real, time.Second, func() { w.lookForEvents(ctx) }) })
	wg.Go(func() { every(ctx, w.stage.real, 10*time.Second, func() { w.stage.ws.Forget(messagesKept) }) })
	wg.Wait()
}

// messagesKept is more than the bot looks back for, and than it draws again.
const messagesKept = 300

const (
	tick  = 50 * time.Millisecond
	stall = 500 * time.Millisecond // so much later than a tick should come, this computer was too busy to judge anybody's promptness
)

// feelStalls notes when this process could not run: what was late then was not the bot.
func (w *watch) feelStalls(ctx context.Context) {
	last := w.stage.real.Now()
	every(ctx, w.stage.real, tick, func() {
		now := w.stage.real.Now()
		if now.Sub(last) > tick+stall {
			w.book.count("stalls of this computer", 1)
			w.book.tell("this computer stood still for %s", now.Sub(last).Round(time.Millisecond))
			w.mu.Lock()
			w.stalls = append(w.stalls, span{last, now})
			w.mu.Unlock()
		}
		last = now
	})
}

// stalled reports whether this computer stood still between two moments.
func (w *watch) stalled(from, to time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.stalls {
		if s.from.Before(to) && s.to.After(from) {
			return true
		}
	}
	return false
}

// readPosts sees what the bot has posted by itself: every delivery is to be there once, where it can be looked for.
func (w *watch) readPosts() {
	posts := w.stage.ws.Posts(func(p slacksim.Post) bool { return p.Bot && p.Reader == "" && p.TS > w.lastPost })
	for _, p := range posts {
		w.lastPost = max(w.lastPost, p.TS)
		id := deliveryOf(p)
		if id == 0 {
			continue
		}
		times := w.ledger.posted(id, posting{p.Channel, p.TS})
		switch {
		case p.Name[0] == '#': // at least once
			w.book.count("channel posts", 1)
			if times > 1 {
				w.book.count("channel posts that came again", 1)
			}
		case times == 1:
			w.book.count("direct messages", 1)
		default:
			w.book.breach(Once, "%s has delivery %d for the %dth time: %q", p.Name, id, times, p.Text)
		}
	}
}

// deliveryOf is the number of the delivery that a message is; 0 where it is none.
func deliveryOf(p slacksim.Post) int64 {
	payload, _ := p.Metadata["event_payload"].(object)
	id, err := strconv.ParseInt(fmt.Sprint(payload["delivery"]), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// readManners looks whether the bot broke a rule of Slack's, or pinged somebody.
func (w *watch) readManners() {
	for _, v := range w.stage.ws.Violations() {
		if !v.At.After(w.lastRude) {
			continue
		}
		w.lastRude = v.At
		if v.What == "ack_late" && w.stalled(v.At.Add(-2*ackLimit), v.At) {
			w.book.count("answers that were late with this computer", 1)
			continue
		}
		w.book.breach(Mannered, "%s: %s", v.What, v.Detail)
	}
	all := w.stage.ws.Pings()
	for _, p := range all[min(w.pings, len(all)):] {
		w.book.breach(Mannered, "somebody was pinged: %s in %q", p.What, p.In)
	}
	w.pings = len(all)
}

// ackLimit is how long Slack waits.
const ackLimit = 3 * time.Second

// readEnvelopes looks how soon the bot has answered. Events are sent again where it did not.
func (w *watch) readEnvelopes() {
	ripe := w.stage.real.Now().Add(-ackLimit - time.Second)
	for _, e := range w.stage.ws.Log().Envelopes {
		if !e.At.After(w.lastSent) || e.At.After(ripe) || e.Type == "events_api" {
			continue
		}
		w.lastSent = e.At
		w.book.count("envelopes", 1)
		switch late := e.At.Add(ackLimit + time.Second); {
		case e.Acked && e.After <= ackLimit:
			w.book.answered(e.After)
		case e.Lost != "":
			w.book.count("answers that could not arrive", 1)
		case w.stalled(e.At, late):
			w.book.count("answers that were late with this computer", 1)
		case e.Acked:
			w.book.breach(Prompt, "%s %s was answered after %s", e.Type, e.Kind, e.After)
		default:
			w.book.breach(Prompt, "%s %s (%s) was not answered", e.Type, e.Kind, e.ID)
		}
	}
}

// lookForEvents makes sure that what screens said has happened is in the database.
func (w *watch) lookForEvents(ctx context.Context) {
	if err := w.missing(ctx, w.ledger.takeFresh()); err != nil && ctx.Err() == nil {
		w.book.tell("%v", err)
	}
}

// missing breaches the first invariant for each event that is not in the database.
func (w *watch) missing(ctx context.Context, events []int64) error {
	if len(events) == 0 {
		return nil
	}
	var gone []int64
	const query = `select id from unnest($1::bigint[]) id where not exists (select from events e where e.id = id.id)`
	err := w.stage.patiently(ctx, func(ctx context.Context) error {
		gone = nil
		return w.stage.db.SelectContext(ctx, &gone, query, pq.Array(events))
	})
	if err != nil {
		return err
	}
	w.book.count("receipts that were looked for", len(events))
	for _, id := range gone {
		w.book.breach(Kept, "%s saw a receipt of event %d, which is not there", w.ledger.whoSaw(id), id)
	}
	return nil
}
