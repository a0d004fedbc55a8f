package main

import (
	"fmt"
	"strings"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// stories are the demo's leads: some told by hand, the rest by pattern, about sixty in all.
func stories(c cast) []story {
	return append(append(anas(c), others(c)...), patterned(c)...)
}

// anas are the leads of the rep whom the newcomer plays: one of every kind, so that the first digest shows them all.
func anas(c cast) []story {
	const call, email, linkedin = followup.Call, followup.Email, followup.LinkedIn
	return []story{
		{company: "Acme Robotics", name: "Jane Doe", owner: c.ana, euros: 42_000, email: "jane@acme.example", phone: "+44 20 7946 0321", zone: "Europe/London", source: "trade fair", steps: []step{
			called(-12, followup.NoAnswer, next{}),
			called(-10, followup.Voicemail, next{}),
			mailed(-8, "case study: robotics", again(-5, call)),
			talked(-5, 14, followup.Interested, "wants pricing for 40 seats, board meets next week", "pricing for 40 seats", promise(0, calendar.Clock(9, 30), call)),
		}},
		{company: "Beta GmbH", name: "Jonas Keller", owner: c.ana, euros: 12_000, email: "keller@beta.example", phone: "+49 30 5550 0142", zone: "Europe/Berlin", source: "website", steps: []step{
			called(-9, followup.NoAnswer, next{}), mailed(-7, "checklist", again(-4, email)), mailed(-4, "", again(0, call)),
			replied(-1, "asks whether we integrate with their ERP"),
		}},
		{company: "Cobalt Health", name: "Dr. Amira Haddad", owner: c.ana, euros: 86_000, email: "amira@cobalt.example", phone: "+971 4 555 0107", zone: "Asia/Dubai", source: "referral", steps: []step{
			talked(-15, 22, followup.NeedsInfo, "needs a data-protection summary for legal", "data-protection summary", promise(-3, 0, email)),
		}},
		{company: "Delta Logistics", name: "Piet de Vries", owner: c.ana, euros: 9_500, email: "piet@delta.example", phone: "+31 20 555 0188", zone: "Europe/Amsterdam", source: "cold list", steps: []step{
			called(-18, followup.NoAnswer, next{}), called(-15, followup.Busy, next{}), called(-6, followup.NoAnswer, again(-4, call)), // gone quiet
		}},
		{company: "Evergreen Foods", name: "Laura Chen", owner: c.ana, euros: 31_000, email: "laura@evergreen.example", phone: "+1 212 555 0119", zone: "America/New_York", source: "webinar", cadence: "warm-21", steps: []step{
			called(-6, followup.NoAnswer, next{}), mailed(-6, "webinar recording", next{}), called(-4, followup.Voicemail, next{}),
			mailed(-2, "case study: food retail", next{}), // its next call would be on a Monday
		}},
		{company: "Meridian Yachts", name: "Paolo Conti", owner: c.ana, euros: 38_000, email: "paolo@meridian.example", phone: "+39 010 555 0144", zone: "Europe/Rome", source: "trade fair", cadence: "warm-21", steps: []step{
			called(-5, followup.NoAnswer, next{}), mailed(-5, "a look at the new deck plan", next{}), paused(-3, 6, "at the boat show until then"),
		}},
		{company: "Fjord Energy", name: "Ingrid Solberg", owner: c.ana, euros: 120_000, email: "ingrid@fjord.example", phone: "+47 22 55 01 77", zone: "Europe/Oslo", source: "partner", steps: []step{
			talked(-30, 18, followup.NotNow, "budget is frozen until the new year plan", "", park(0, "budget frozen", "New budget is signed this week; she wants to start with two plants.", "You said the plan would be signed by now: shall we look at the two plants first?")),
		}},
		{company: "Glasswing Studio", name: "Tom Baker", owner: c.ana, euros: 6_000, email: "tom@glasswing.example", source: "website", steps: []step{added(-1)}},
		{company: "Harbor Insurance", name: "Nadia Rossi", owner: c.ana, euros: 54_000, email: "nadia@harbor.example", phone: "+39 06 555 0133", zone: "Europe/Rome", source: "referral", steps: []step{
			talked(-6, 25, followup.MeetingSet, "demo with her two team leads", "", promise(3, calendar.Clock(11, 0), followup.Meeting)),
		}},
		{company: "Iris Optics", name: "Ben Novak", owner: c.ana, euros: 18_500, email: "ben@iris.example", phone: "+420 2 5550 0199", zone: "Europe/Prague", source: "trade fair", steps: []step{
			called(-8, followup.NoAnswer, next{}), mailed(-6, "article on lens tracking", again(-2, linkedin)),
			{day: -2, channel: linkedin, outcome: followup.Sent, note: "commented on his post first", next: again(0, call)},
		}},
		{company: "Juniper Schools", name: "Emily Clark", owner: c.ana, euros: 15_000, email: "emily@juniper.example", source: "webinar", steps: []step{
			talked(-20, 9, followup.NotNow, "decides with the school year", "", park(20, "school year", "Decides with the head of IT.", "How did the start of the school year go?")),
		}},
		{company: "Kestrel Air", name: "Omar Said", owner: c.ana, euros: 27_000, email: "omar@kestrel.example", phone: "+44 161 555 0155", zone: "Europe/London", source: "referral", steps: []step{
			called(-7, followup.NoAnswer, next{}), talked(-3, 12, followup.Interested, "compare with current tool, short list of three", "comparison sheet", promise(1, calendar.Clock(15, 0), call)),
		}},
		{company: "Lumen Labs", name: "Sofia Marin", owner: c.ana, euros: 33_000, email: "sofia@lumen.example", source: "partner", steps: []step{
			talked(-14, 16, followup.Interested, "pilot with one team", "", promise(-9, 0, call)), mailed(-9, "pilot plan", again(-5, call)),
			{day: -3, channel: call, outcome: followup.Closed, note: "signed for a year", next: won(33_000)},
		}},
	}
}

// others make the manager's summary worth reading: an old promise, a big deal that waits, a win.
func others(c cast) []story {
	const call, email = followup.Call, followup.Email
	return []story{
		{company: "Maple Bank", name: "Greta Lind", owner: c.max, euros: 95_000, email: "greta@maple.example", phone: "+46 8 555 0111", zone: "Europe/Stockholm", source: "partner", steps: []step{
			talked(-18, 31, followup.Interested, "security review is the last step", "answers to the security questions", promise(-8, calendar.Clock(10, 0), call)),
		}},
		{company: "Nimbus Cloud", name: "Raj Patel", owner: c.max, euros: 48_000, email: "raj@nimbus.example", source: "website", steps: []step{
			called(-20, followup.NoAnswer, next{}), called(-18, followup.Voicemail, next{}), mailed(-16, "benchmark", again(-13, call)),
		}},
		{company: "Orchard Homes", name: "Kim Lee", owner: c.diego, euros: 22_000, email: "kim@orchard.example", phone: "+1 415 555 0166", zone: "America/Los_Angeles", source: "cold list", cadence: "b2b-21", steps: []step{
			mailed(-6, "a figure of his market", next{}),
			{day: -6, channel: followup.LinkedIn, outcome: followup.Sent, note: "commented on his post first"},
			mailed(-4, "", again(-2, call)),
		}},
		{company: "Pinnacle Sports", name: "Marco Diaz", owner: c.diego, euros: 64_000, email: "marco@pinnacle.example", zone: "America/Mexico_City", source: "trade fair", steps: []step{
			talked(-10, 20, followup.Interested, "wants a season pass for five clubs", "", promise(-4, 0, call)),
			{day: -2, channel: call, outcome: followup.Closed, note: "five clubs, starts next month", next: won(64_000)},
		}},
		{company: "Quartz Media", name: "Anjali Rao", owner: c.priya, euros: 17_000, email: "anjali@quartz.example", phone: "+91 22 5550 0123", zone: "Asia/Kolkata", source: "webinar", steps: []step{
			mailed(-5, "media kit benchmark", again(-1, call)), called(-1, followup.LeftMessage, again(0, call)),
		}},
	}
}

// companies and people name the leads that are told by pattern.
var (
	companies = strings.Fields("Ravel Sable Tundra Umbra Vertex Willow Xenon Yarrow Zephyr Alder Birch Cedar Dune Ember Flint Grove Heron Indigo Jasper Kite Larch Mesa Noble Opal Prism Quill Ridge Slate Terra Upland Vale Wren Yew Zinc Aster Basil Clover Drift Elm Fable Garnet Hazel Ivory")
	kinds     = []string{"Systems", "Group", "AG", "Partners", "Ltd", "Works"}
	firsts    = strings.Fields("Alex Bea Carl Dina Erik Fay Gina Hugo Ida Jon Kai Lea Mia Nils Olga Paul")
	lasts     = strings.Fields("Adler Brandt Costa Dahl Evans Fischer Green Hansen Ito Jensen Kaya Lopez Moreau")
	patterns  = []func(i int) []step{quiet, chasing, waiting, sleeping, talking, lost}
)

// patterned fills the teams' lists with ordinary leads.
func patterned(c cast) []story {
	told := make([]story, 0, len(companies))
	owners := []followup.UserID{c.max, c.priya, c.diego, c.ana}
	for i, company := range companies {
		name := firsts[i%len(firsts)] + " " + lasts[i%len(lasts)]
		told = append(told, story{
			company: company + " " + kinds[i%len(kinds)], name: name, owner: owners[i%len(owners)],
			euros: int64(4+i*7%60) * 1000, source: "cold list",
			email: fmt.Sprintf("%s@%s.example", strings.ToLower(strings.Fields(name)[0]), strings.ToLower(company)),
			steps: patterns[(i/len(owners))%len(patterns)](i),
		})
	}
	return told
}

func quiet(i int) []step {
	return []step{added(-6 + i%3), mailed(-2, "introduction", again(1+i%5, followup.Call))}
}

func chasing(i int) []step {
	return []step{called(-9, followup.NoAnswer, next{}), called(-6, followup.Voicemail, again(-3, followup.Email)), mailed(-3, "case study", again(i%4, followup.Call))}
}

func waiting(i int) []step {
	return []step{mailed(-8, "price list", again(-5, followup.Call)), called(-5, followup.NoAnswer, again(-i%3, followup.Call))}
}

func sleeping(i int) []step {
	return []step{talked(-12, 7, followup.NotNow, "not this quarter", "", park(8+i*3, "not this quarter", "Friendly, no budget owner yet.", "Has the new quarter changed anything?"))}
}

func talking(i int) []step {
	return []step{called(-10, followup.Busy, next{}), talked(-4, 11, followup.NeedsInfo, "wants references from the same industry", "two references", promise(i%6, 0, followup.Email))}
}

func lost(int) []step {
	return []step{called(-14, followup.NoAnswer, next{}), called(-11, followup.NotInterested, next{})}
}
