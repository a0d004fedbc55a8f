package soak

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/followup-bot/followup/internal/slackbot/view"
	"github.com/followup-bot/followup/internal/slacksim"
)

// crowd is what all people share.
type crowd struct {
	stage  *stage
	book   *book
	ledger *ledger
	think  time.Duration
	people []*person
}

// companies are the leads' names: none begins like another one, so that none has to be asked for twice.
var companies = []string{
	"Acorn", "Bison", "Cobalt", "Dahlia", "Ember", "Falcon", "Garnet", "Harbor", "Indigo", "Juniper", "Kestrel", "Lagoon", "Marble",
	"Nectar", "Orchid", "Pepper", "Quartz", "Raven", "Saffron", "Timber", "Umbra", "Velvet", "Walnut", "Xenon", "Yarrow", "Zephyr",
	"Amber", "Birch", "Cedar", "Delta", "Elm", "Fjord", "Glacier", "Hazel", "Ivory", "Jasmine", "Karst", "Lotus", "Mango", "Nimbus",
	"Onyx", "Poppy", "Quill", "Ridge", "Sable", "Tundra", "Urchin", "Vertex", "Willow", "Xylem", "Yucca", "Zinnia",
	"Alpine", "Bamboo", "Cactus", "Drift", "Eclipse", "Fennel", "Granite", "Heron",
}

// leadsEach is how many leads a person has from the beginning.
const leadsEach = 5

// newCrowd gives everybody their own chance and their own leads.
func newCrowd(s *stage, b *book, l *ledger, o Options) *crowd {
	c := &crowd{stage: s, book: b, ledger: l, think: o.Think}
	for i, id := range s.salesIDs {
		c.people = append(c.people, &person{
			crowd: c, id: id, name: cast[i].name, see: view.For(cast[i].locale),
			random: rand.New(rand.NewPCG(o.Seed, uint64(i)+100)), //nolint:gosec // a plan that can be repeated
			leads:  companies[i*leadsEach : (i+1)*leadsEach],
		})
	}
	for i, p := range c.people {
		p.mates = c.people[(i+1)%len(c.people)].leads
	}
	return c
}

// prepare has everybody add their leads and the manager make a team of them, before anything goes wrong.
func (c *crowd) prepare(ctx context.Context) error {
	for _, p := range c.people {
		for _, lead := range p.leads {
			if answer := p.command(ctx, "/followup add "+lead); answer != saved {
				return fmt.Errorf("%s can't add %s although nothing goes wrong yet: %s", p.name, lead, answer)
			}
		}
	}
	return c.team(ctx)
}

// team makes a team of everybody in the channel, as the manager does.
func (c *crowd) team(ctx context.Context) error {
	ws, sam := c.stage.ws, c.stage.manager
	if err := ws.Command(ctx, sam, c.stage.channel, "/followup team"); err != nil {
		return fmt.Errorf("open the team's form: %w", err)
	}
	if !c.stage.waitFor(ctx, formPatience, func() bool { return len(ws.Modals(sam)) > 0 }) {
		return fmt.Errorf("the team's form did not open")
	}
	form := ws.Modals(sam)[0]
	members := []any{}
	for _, id := range c.stage.salesIDs {
		members = append(members, id)
	}
	values := slacksim.Values{}
	for _, w := range widgets(form.Blocks) {
		switch w.block {
		case view.BlockMembers:
			values[w.block] = map[string]any{w.action: members}
		case view.BlockTeamName:
			values[w.block] = map[string]any{w.action: "Soakers"}
		}
	}
	answer, err := ws.SubmitView(ctx, sam, form.ID, values)
	if err != nil || len(answer.Errors) > 0 {
		return fmt.Errorf("make the team: %v %w", answer.Errors, err)
	}
	return nil
}

// work has everybody work until ctx ends.
func (c *crowd) work(ctx context.Context) {
	var wg sync.WaitGroup
	for _, p := range c.people {
		wg.Go(func() { p.live(ctx) })
	}
	wg.Wait()
}

// waitFor waits until something is so, and reports whether it came to be in time.
func (s *stage) waitFor(ctx context.Context, patience time.Duration, is func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.ws.Wait(ctx, is) == nil
}
