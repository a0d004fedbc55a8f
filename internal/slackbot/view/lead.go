package view

import (
	"fmt"
	"strconv"
	"time"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// eye is who looks and when: in whose words and calendar something is said.
type eye struct {
	now   time.Time // in the zone of those dates
	me    followup.UserID
	names map[followup.UserID]string // of others; may be nil
	zone  string                     // whose time dates are in, where that must be said; else empty
}

func eyeOf(p followup.Person, now time.Time) eye { return eye{now: now.In(p.Location()), me: p.ID} }

func (e eye) today() calendar.Date { return calendar.DateOf(e.now) }

// who names somebody: "you", their name, or "a teammate".
func (e eye) who(id string) string {
	switch {
	case id == "":
		return ""
	case followup.UserID(id) == e.me:
		return wordYou
	default:
		return nameOr(e.names[followup.UserID(id)], wordTeammate)
	}
}

// title is how a lead is called in a line.
func title(l followup.Lead) string { return nameOr(l.Title(), wordNoName) }

// why says a reason in words.
func (e eye) why(r followup.Reason) string {
	params := make([]string, 0, 2*len(r.Params))
	for name, value := range r.Params {
		params = append(params, name, e.param(name, value))
	}
	return fill(reasonWords[r.Code], params...)
}

// param turns a parameter of a reason into words.
func (e eye) param(name, value string) string {
	switch name {
	case "on", "from", "to":
		if d, err := calendar.ParseDate(value); err == nil {
			return day(d, e.today())
		}
		return e.who(value)
	case "by":
		return e.who(value)
	case "channel":
		return byChannelWords[followup.Channel(value)]
	case "days":
		n, err := strconv.Atoi(value)
		if err != nil {
			return ""
		}
		return count(n, nounWorkingDay)
	default:
		return oneLine(value, maxShort)
	}
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
		texts = append(texts, e.why(r))
	}
	return join("; ", texts...)
}

// money writes a deal's value; empty where it is unknown.
func money(m *followup.Money) string {
	if m == nil {
		return ""
	}
	return m.String()
}

// recallWords says what is planned: "call Fri 15 May 14:00, promised".
func (e eye) recallWords(r followup.Recall) string {
	words := join(" ", nextChannel(r.Channel), dayAt(r.Due, r.At, e.today())) + e.zone
	if r.Kind == followup.Promised {
		words += wordAndPromised
	}
	return words
}

// nextChannel names what is to be done next by its channel.
func nextChannel(c followup.Channel) string {
	if word := channelWords[c]; word != "" {
		return word
	}
	return wordAnyChannel
}

// touchWords says a touch: "Fri 8 May call, no answer".
func (e eye) touchWords(t followup.Touch) string {
	when := day(calendar.DateOf(t.At.In(e.now.Location())), e.today())
	return when + " " + touchKind(t)
}

// touchKind says channel and outcome: "call, no answer", "email sent".
func touchKind(t followup.Touch) string {
	outcome := outcomeWords[t.Outcome]
	switch {
	case t.Outcome == followup.Voicemail || t.Outcome == followup.Closed:
		return outcome
	case t.Outcome.Class() == followup.Reached:
		return join(" ", channelWords[t.Channel], outcome)
	default:
		return join(", ", channelWords[t.Channel], outcome)
	}
}

// settledKind is touchKind without a call that the outcome says by itself: "no answer".
func settledKind(t followup.Touch) string {
	if t.Channel == followup.Call && t.Outcome.Class() == followup.Attempt {
		return outcomeWords[t.Outcome]
	}
	return touchKind(t)
}

// leadLine tells leads apart: "Acme · Jane — Ana · last: Fri 8 May call, no answer".
func (e eye) leadLine(m digest.Match) string {
	owner := wordYou
	if !m.Mine {
		owner = nameOr(m.OwnerName, wordTeammate)
	}
	last := wordNoTouch
	if m.Last != nil {
		last = fill(wordLast, "touch", e.touchWords(*m.Last))
	}
	return fmt.Sprintf("%s — %s", title(m.Lead), join(dot, owner, openWords(m.Lead), last))
}

// openWords says where a lead stands where it isn't active.
func openWords(l followup.Lead) string {
	if l.State == followup.Active {
		return ""
	}
	return stateWords[l.State]
}
