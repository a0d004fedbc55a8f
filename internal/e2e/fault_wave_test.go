package e2e

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slacksim"
	"github.com/followup-bot/followup/internal/tracker"
)

// How many people a story of a wave has. More say nothing else, and take Slack's own time.
var (
	crowdSize = flag.Int("crowd", 120, "how many morning lists are on their way when a bot is killed; a thousand take a minute")
	stormSize = flag.Int("storm", 60, "how many morning lists meet Slack's limits; a thousand take over three minutes")
)

// crowd is a world without a bot, in which n people have something due on Tuesday at 08:30, and the people.
func crowd(t *testing.T, n int, o options) (*world, []string) {
	t.Helper()
	t.Parallel()
	w := found(t, o)
	ids := make([]string, 0, n)
	for i := range n {
		id, err := w.ws.AddPerson(slacksim.Person{Name: fmt.Sprintf("rep%04d", i)})
		check(t, err)
		ids = append(ids, id)
	}
	bot := w.join(o)
	use := bot.TrackerAt(w.clock)
	var adding errgroup.Group
	adding.SetLimit(8)
	for _, id := range ids {
		adding.Go(func() error {
			who := tracker.Actor{Workspace: bot.Workspace(), User: followup.UserID(id), Source: followup.FromCommand, Request: "add/" + id}
			_, err := use.Add(t.Context(), who, tracker.NewLead{Name: "Lead of " + id}, false)
			return err
		})
	}
	check(t, adding.Wait())
	w.quit(bot)
	return w, ids
}

// wantOneListEach fails unless each of the people has one direct message.
func (w *world) wantOneListEach(people []string) {
	w.t.Helper()
	handles, lists := map[string]string{}, map[string]int{}
	for _, p := range w.ws.People() {
		handles[p.Name] = p.ID
	}
	for _, post := range w.ws.Posts(func(p slacksim.Post) bool { return p.Bot && p.Reader == "" && p.Channel[0] == 'D' }) {
		lists[handles[post.Name]]++
	}
	for _, id := range people {
		if lists[id] != 1 {
			w.t.Errorf("%s has %d lists", id, lists[id])
		}
	}
}

// Half of the morning's lists are posted when the bot is killed: everybody gets one, and nobody two.
func TestKilledInTheMiddleOfAWave(t *testing.T) {
	t.Parallel()
	bySuccessors(t, func(t *testing.T, next successor) {
		w, people := crowd(t, *crowdSize, options{})
		bot := w.serve("2026-05-12 08:31")
		w.within(2*time.Minute, "half of the lists are posted", func() bool { return w.calls("chat.postMessage") >= len(people)/2 })
		died := w.killed(bot, next, "2026-05-12 08:32")
		before := w.number(digestsPosted)
		if before == len(people) {
			t.Fatal("the wave was over before the bot was killed")
		}
		w.within(takeover+soon, "the wave goes on", func() bool { return w.number(digestsPosted) > before })
		if took := real.Since(died); took > takeover {
			t.Errorf("the wave went on %s after the crash", took)
		}
		w.within(2*time.Minute, "all have their list", func() bool { return w.number(deliveriesLeft) == 0 })
		w.wantNumber(len(people), digestsPosted)
		w.wantOneListEach(people)
		w.wantManners()
	})
}
