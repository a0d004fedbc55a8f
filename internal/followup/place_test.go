package followup_test

import (
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func TestWhereALeadIs(t *testing.T) {
	berlin := rep("Europe/Berlin")
	one := func(c followup.Contact) followup.Lead { return followup.Lead{Contacts: []followup.Contact{c}} }
	for _, c := range []struct {
		name    string
		lead    followup.Lead
		country string
		zone    string
		assumed bool
	}{
		{"nothing is known: the owner's zone, and nobody's holidays", followup.Lead{}, "", "Europe/Berlin", true},
		{"the contact's own zone", one(followup.Contact{Zone: "America/Denver", Phone: "+1 415 5550123"}), "US", "America/Denver", false},
		{"a zone that is none", one(followup.Contact{Zone: "Mars/Base", Email: "jane@acme.fr"}), "FR", "Europe/Paris", true},
		{"the lead's country", followup.Lead{Country: "JP", Contacts: []followup.Contact{{Phone: "+49 30 7654321"}}}, "JP", "Asia/Tokyo", true},
		{"a part of a country", followup.Lead{Country: "de-by"}, "DE-BY", "Europe/Berlin", true},
		{"a phone number with its country", one(followup.Contact{Phone: "+44 20 7946 0000", Email: "jane@acme.de"}), "GB", "Europe/London", true},
		{"00 for +", one(followup.Contact{Phone: "0033 1 42 68 53 00"}), "FR", "Europe/Paris", true},
		{"Canada shares its code with the US", one(followup.Contact{Phone: "+1 416 555 0123"}), "CA", "America/Toronto", true},
		{"a number without its country", one(followup.Contact{Phone: "030 7654321"}), "", "Europe/Berlin", true},
		{"an e-mail address of a country", one(followup.Contact{Email: "jane@acme.co.uk"}), "GB", "Europe/London", true},
		{"in capitals", one(followup.Contact{Email: " Jane@ACME.DE "}), "DE", "Europe/Berlin", true},
		{"an e-mail address of anybody", one(followup.Contact{Email: "jane@acme.com"}), "", "Europe/Berlin", true},
		{"a domain that spells something", one(followup.Contact{Email: "jane@acme.io"}), "", "Europe/Berlin", true},
		{"the union is no country", one(followup.Contact{Email: "jane@acme.eu"}), "", "Europe/Berlin", true},
		{"no address at all", one(followup.Contact{Email: "de"}), "", "Europe/Berlin", true},
		{
			"who has left is not asked",
			followup.Lead{Contacts: []followup.Contact{{Phone: "+49 30 7654321", Left: true}, {Email: "max@acme.at"}}},
			"AT", "Europe/Vienna", true,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := followup.ProspectOf(c.lead, berlin)
			if p.Country != c.country || p.Zone.String() != c.zone || p.Assumed != c.assumed || p.Own {
				t.Errorf("in %q, %s, assumed %t", p.Country, p.Zone, p.Assumed)
			}
			if len(p.Windows) != 2 || p.Windows[0] != followup.Morning || p.Windows[1] != followup.Afternoon {
				t.Errorf("called at %v", p.Windows)
			}
		})
	}
}

func TestAPersonsOwnHoursWinAlone(t *testing.T) {
	berlin := rep("Europe/Berlin")
	p := own("Europe/Berlin", berlin, calendar.Clock(7, 30), calendar.Clock(9, 0))
	if !p.Own || len(p.Windows) != 1 || p.Windows[0].String() != "07:30–09:00" {
		t.Errorf("%+v", p)
	}
	for _, w := range [][2]calendar.TimeOfDay{{600, 600}, {720, 600}} {
		if p := own("Europe/Berlin", berlin, w[0], w[1]); p.Own || len(p.Windows) != 2 {
			t.Errorf("%v are hours: %v", w, p.Windows)
		}
	}
}

func TestHoursOfADay(t *testing.T) {
	berlin := rep("Europe/Berlin")
	for _, c := range []struct {
		name     string
		prospect followup.Prospect
		on       string
		want     string
	}{
		{"the same zone", in("Europe/Berlin", berlin), "2026-05-12", "10:00-12:00 14:00-16:00"},
		{"an hour behind", in("Europe/London", berlin), "2026-05-12", "11:00-13:00 15:00-17:00"},
		{"Friday has no afternoon", in("Europe/London", berlin), "2026-05-15", "11:00-13:00"},
		{"Monday has nothing", in("Europe/London", berlin), "2026-05-18", ""},
		{"a holiday has nothing", in("Europe/Berlin", berlin), "2026-05-14", ""},
		{"New York's afternoon is Berlin's evening", in("America/New_York", berlin), "2026-05-12", "16:00-18:00 20:00-22:00"},
		{"two weeks a year it is an hour nearer", in("America/New_York", berlin), "2026-03-10", "15:00-17:00 19:00-21:00"},
		{"Los Angeles goes on after midnight, as it did the day before", in("America/Los_Angeles", berlin), "2026-05-13", "00:00-01:00 19:00-21:00 23:00-00:00"},
		{"own hours over midnight are cut there", own("America/Los_Angeles", berlin, calendar.Clock(14, 0), calendar.Clock(16, 0)), "2026-05-13", "00:00-01:00 23:00-00:00"},
		{"own hours until midnight", own("Europe/Berlin", berlin, calendar.Clock(22, 0), 24*60), "2026-05-12", "22:00-00:00"},
		{"own hours that the clocks jump over", own("Asia/Jerusalem", berlin, calendar.Clock(2, 0), calendar.Clock(3, 0)), "2026-03-27", ""},
		{"nothing is known", followup.Prospect{}, "2026-05-12", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for _, h := range c.prospect.On(day(c.on), berlin.Location()) {
				if got != "" {
					got += " "
				}
				got += h.From.In(berlin.Location()).Format("15:04") + "-" + h.To.In(berlin.Location()).Format("15:04")
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// nextOpening is when a window of the prospect opens next after now; zero where none does within a month.
func nextOpening(p followup.Prospect, now time.Time) time.Time {
	if p.Zone == nil {
		return time.Time{}
	}
	today := calendar.Today(now, p.Zone)
	for n := range 30 {
		for _, h := range p.On(today.AddDays(n), p.Zone) {
			if h.From.After(now) {
				return h.From
			}
		}
	}
	return time.Time{}
}

func TestWhoCanBeCalledNow(t *testing.T) {
	berlin := rep("Europe/Berlin")
	p := in("Europe/Berlin", berlin)
	at := func(on string, hour, minute int) (until string, open bool, next string) {
		now := calendar.At(day(on), calendar.Clock(hour, minute), berlin.Location())
		u, open := p.Open(now)
		if open {
			until = u.In(berlin.Location()).Format("15:04")
		}
		return until, open, nextOpening(p, now).In(berlin.Location()).Format("Mon 02 15:04")
	}
	for _, c := range []struct {
		on           string
		hour, minute int
		until, next  string
	}{
		{"2026-05-12", 9, 59, "", "Tue 12 10:00"},
		{"2026-05-12", 10, 0, "12:00", "Tue 12 14:00"},
		{"2026-05-12", 12, 0, "", "Tue 12 14:00"},
		{"2026-05-12", 15, 59, "16:00", "Wed 13 10:00"},
		{"2026-05-13", 16, 0, "", "Fri 15 10:00"},  // over Ascension Day
		{"2026-05-15", 14, 30, "", "Tue 19 10:00"}, // over the weekend and Monday
		{"2026-05-18", 10, 30, "", "Tue 19 10:00"},
	} {
		if until, _, next := at(c.on, c.hour, c.minute); until != c.until || next != c.next {
			t.Errorf("%s %02d:%02d: open until %q, next on %s", c.on, c.hour, c.minute, until, next)
		}
	}
	var nobody followup.Prospect
	if _, open := nobody.Open(calendar.At(day("2026-05-12"), 600, berlin.Location())); open || !nextOpening(nobody, calendar.At(day("2026-05-12"), 600, berlin.Location())).IsZero() {
		t.Error("somebody of whom nothing is known can be called")
	}
}
