package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// eye is who looks and when: in whose words and calendar something is said.
type eye struct {
	View
	now   time.Time // in the zone of those dates
	me    followup.UserID
	names map[followup.UserID]string // of others; may be nil
	zone  string                     // whose time dates are in, where that must be said; else empty
	kept  string                     // the promise that stands, where what follows is that one does; may be empty
}

func (w View) eyeOf(p followup.Person, now time.Time) eye {
	return eye{View: w, now: now.In(p.Location()), me: p.ID}
}

func (e eye) today() calendar.Date { return calendar.DateOf(e.now) }

// who names somebody: "you", their name, or "a teammate".
func (e eye) who(id string) string {
	switch {
	case id == "":
		return ""
	case followup.UserID(id) == e.me:
		return e.Say("who.you")
	default:
		return nameOr(e.names[followup.UserID(id)], e.Say("who.teammate"))
	}
}

// title is how a lead is called in a line.
func (w View) title(l followup.Lead) string {
	if l.Erased {
		return w.Say("who.erased")
	}
	return nameOr(l.Title(), w.Say("who.noName"))
}

// why says a reason in words.
func (e eye) why(r followup.Reason) string {
	params := make([]string, 0, 2*len(r.Params)+2)
	if r.Code == followup.SignalCame && r.Params["kind"] == "" {
		params = append(params, "kind", e.Say("signals.any"))
	}
	for name, value := range r.Params {
		if r.Code == followup.CadenceStep && name != "cadence" {
			continue // what comes next is called by its number
		}
		if r.Code == followup.SignalCame && name == "by" && value == string(e.me) {
			continue
		}
		params = append(params, name, e.param(name, value))
	}
	return e.Say("reason."+string(r.Code), params...)
}

// param turns a parameter of a reason into words.
func (e eye) param(name, value string) string {
	switch name {
	case "on", "from", "to", "until":
		if d, err := calendar.ParseDate(value); err == nil {
			return e.day(d, e.today())
		}
		return e.who(value)
	case "by":
		return e.who(value)
	case "awaited":
		return e.Say("signals.awaited")
	case "kind":
		return e.signal(followup.SignalKind(value))
	case "channel":
		return e.byChannel(followup.Channel(value))
	case "country":
		return e.Country(value)
	case "name":
		return e.feast(value)
	case "over":
		return e.member("over.", value)
	case "days":
		n, err := strconv.Atoi(value)
		if err != nil {
			return ""
		}
		return e.Count("count.workingDay", n)
	default:
		return oneLine(value, maxShort)
	}
}

// feast names a holiday: in the viewer's language where it is one of many countries, else as it is called there.
func (w View) feast(name string) string {
	if slices.Contains(calendar.Feasts(), name) {
		return w.Say(feastKey(name))
	}
	return oneLine(name, maxShort)
}

// feastKey is the message of a holiday that many countries have: "feast.new_years_day".
func feastKey(name string) string {
	return "feast." + strings.NewReplacer(" ", "_", "'", "").Replace(strings.ToLower(name))
}

// maxReasons is how many of a recall's reasons are told: the newest.
const maxReasons = 2

// reasons says the newest reasons in words.
func (e eye) reasons(all []followup.Reason) string {
	if len(all) > maxReasons {
		all = all[len(all)-maxReasons:]
	}
	texts := make([]string, 0, len(all))
	for _, r := range all {
		if words := e.why(r); !slices.Contains(texts, words) { // the same signal twice in a day is one reason
			texts = append(texts, words)
		}
	}
	return join("; ", texts...)
}

// money writes a deal's value; empty where it is unknown.
func (w View) money(m *followup.Money) string {
	if m == nil {
		return ""
	}
	return w.Money(m.Minor, m.Symbol())
}

// recallWords says what comes next: "call Fri 15 May 14:00, promised", "call Fri 15 May, planned".
func (e eye) recallWords(r followup.Recall) string {
	if r.AwaitsEcho() {
		return e.echoUntil(r.Due)
	}
	return e.recallDate(r) + e.kindMark(r)
}

// recallDate is recallWords where another word says what kind it is of: "call Fri 15 May 14:00".
func (e eye) recallDate(r followup.Recall) string {
	return join(" ", e.nextChannel(r.Channel), e.dayAt(r.Due, r.At, e.today())) + e.zone
}

// nextChannel names what is to be done next by its channel.
func (w View) nextChannel(c followup.Channel) string {
	if c == "" {
		return w.Say("line.anyChannel")
	}
	return w.channel(c)
}

// touchWords says a touch: "Fri 8 May call, no answer".
func (e eye) touchWords(t followup.Touch) string {
	when := e.day(calendar.DateOf(t.At.In(e.now.Location())), e.today())
	return when + " " + e.touchKind(t)
}

// touchKind says channel and outcome: "call, no answer", "email sent".
func (w View) touchKind(t followup.Touch) string {
	outcome := w.outcome(t.Outcome)
	switch {
	case t.Outcome == followup.Voicemail || t.Outcome == followup.Closed:
		return outcome
	case t.Outcome.Class() == followup.Reached:
		return join(" ", w.channel(t.Channel), outcome)
	default:
		return join(", ", w.channel(t.Channel), outcome)
	}
}

// settledKind is touchKind without a call that the outcome says by itself: "no answer".
func (w View) settledKind(t followup.Touch) string {
	if t.Channel == followup.Call && t.Outcome.Class() == followup.Attempt {
		return w.outcome(t.Outcome)
	}
	return w.touchKind(t)
}

// leadLine tells leads apart: "Acme · Jane — Ana · last: Fri 8 May call, no answer".
func (e eye) leadLine(m digest.Match) string {
	owner := e.Say("who.you")
	if !m.Mine {
		owner = nameOr(m.OwnerName, e.Say("who.teammate"))
	}
	last := e.Say("card.noTouch")
	if m.Last != nil {
		last = e.Say("line.last", "touch", e.touchWords(*m.Last))
	}
	return fmt.Sprintf("%s — %s", e.title(m.Lead), join(dot, owner, e.openWords(m.Lead), last))
}

// openWords says where a lead stands where it isn't active.
func (w View) openWords(l followup.Lead) string {
	if l.State == followup.Active {
		return ""
	}
	return w.state(l.State)
}
