package main

import (
	"fmt"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slacksim"
)

// cast are the people of the demo.
type cast struct {
	ana, max, priya, diego, sam followup.UserID
	sales                       followup.ChannelID
}

// reps lists those who follow up leads.
func (c cast) reps() []followup.UserID { return []followup.UserID{c.ana, c.max, c.priya, c.diego} }

// keptCast is a cast as it is kept in a file.
type keptCast struct {
	Ana, Max, Priya, Diego, Sam followup.UserID
	Sales                       followup.ChannelID
}

func keep(c cast) keptCast {
	return keptCast{Ana: c.ana, Max: c.max, Priya: c.priya, Diego: c.diego, Sam: c.sam, Sales: c.sales}
}

func (k keptCast) cast() cast {
	return cast{ana: k.Ana, max: k.Max, priya: k.Priya, diego: k.Diego, sam: k.Sam, sales: k.Sales}
}

// homeZone is where the newcomer's person lives, and most of the others.
const homeZone = "Europe/Berlin"

func home() *time.Location { return followup.Person{Zone: homeZone}.Location() }

// addCast fills the workspace: four reps in three time zones, their manager, a guest, and a channel with the bot in it.
func addCast(w *slacksim.Workspace) (cast, error) {
	var c cast
	for _, p := range []struct {
		person slacksim.Person
		id     *followup.UserID
	}{
		{slacksim.Person{Name: "ana", RealName: "Ana Ruiz", Title: "Account executive", TZ: homeZone, Locale: "en-GB"}, &c.ana},
		{slacksim.Person{Name: "max", RealName: "Max Weber", Title: "Account executive", TZ: homeZone, Locale: "de-DE"}, &c.max},
		{slacksim.Person{Name: "priya", RealName: "Priya Nair", Title: "Account executive", TZ: "Asia/Kolkata", Locale: "en-GB"}, &c.priya},
		{slacksim.Person{Name: "diego", RealName: "Diego Torres", Title: "Account executive", TZ: "America/New_York", Locale: "en-US"}, &c.diego},
		{slacksim.Person{Name: "sam", RealName: "Sam Okafor", Title: "Head of sales", TZ: homeZone, Locale: "en-GB", Admin: true}, &c.sam},
		{slacksim.Person{Name: "gus", RealName: "Gus Berg", Title: "Agency guest", TZ: homeZone, Locale: "en-GB", Guest: true}, new(followup.UserID)},
	} {
		id, err := w.AddPerson(p.person)
		if err != nil {
			return c, fmt.Errorf("add %s: %w", p.person.Name, err)
		}
		*p.id = followup.UserID(id)
	}
	members := []string{string(c.sam)}
	for _, id := range c.reps() {
		members = append(members, string(id))
	}
	channel, err := w.AddChannel(slacksim.Channel{Name: "sales", Topic: "Pipeline, wins and what is stuck", Members: members, BotMember: true})
	if err != nil {
		return c, fmt.Errorf("add channel: %w", err)
	}
	c.sales = followup.ChannelID(channel)
	return c, nil
}
