package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// signal names a signal within a line: "pricing page seen".
func (w View) signal(k followup.SignalKind) string { return w.member("signal.", string(k)) }

// signalTip says in one sentence what to do about a signal.
func (w View) signalTip(k followup.SignalKind) string { return w.member("signalDo.", string(k)) }

// signalWords is a signal with what was seen: "pricing page seen · “twice”".
func (w View) signalWords(s *followup.Signal) string {
	if s == nil {
		return w.Say("signals.any")
	}
	return join(dot, w.signal(s.Kind), w.quoted(s.Note, maxQuote))
}

// span is how long something took: "12 minutes", "3 h 5 min".
func (w View) span(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	if minutes < 120 {
		return w.Count("event.minutes", max(minutes, 1))
	}
	rest := ""
	if minutes%60 > 0 {
		rest = strconv.Itoa(minutes % 60)
	}
	return w.Say("signals.hours", "h", strconv.Itoa(minutes/60), "n", rest)
}

// hotWords says by when a hot signal wants its touch, or since when it waits.
func (e eye) hotWords(o followup.Obligation) string {
	if o.Late(e.now) == followup.InTime {
		return e.Say("owed.hot", "when", e.moment(o.Due, e.now, true))
	}
	return e.Say("owed.hotLate", "when", e.moment(o.For, e.now, true))
}

// hotPing is the sentence of a ping about a hot signal: "⚡ Acme · Jane Doe · pricing page seen (Sam: “twice”) · act by 11:02".
func (e eye) hotPing(p digest.Ping) string {
	by := ""
	if p.Signal.By != "" && p.Signal.By != e.me {
		by = e.who(string(p.Signal.By))
	}
	seen := join(": ", by, e.quoted(p.Signal.Note, maxQuote))
	what := e.Say("signals.any") // which one was taken back since
	if p.Signal.Kind != "" {
		what = e.signal(p.Signal.Kind) + around(" (", seen, ")")
	}
	soon := ""
	if p.Owed.Open() {
		soon = e.hotWords(p.Owed)
	}
	return join(dot, "⚡ "+e.title(p.Lead), what, soon)
}

// hotDone says that a hot signal was acted upon, and how fast; empty where something else settled it.
func (e eye) hotDone(p digest.Ping) string {
	if p.Owed.Kind != followup.HotTouch || p.Owed.How != followup.Done {
		return ""
	}
	return e.Say("ping.acted", "time", e.span(p.Owed.ActedAfter(p.Owner, e.now)))
}

// actedWords tell on a card how fast the last hot signal was acted upon.
func (e eye) actedWords(c digest.Card) string {
	if c.Acted == nil {
		return ""
	}
	return e.Say("card.acted", "when", e.moment(c.Acted.For, e.now, true), "time", e.span(c.Acted.ActedAfter(c.Owner, c.Now)))
}

// sleptAs is what a lead is or was parked for: one that a signal woke keeps what was to be said on its day.
func sleptAs(l followup.Lead) *followup.Park {
	if l.Park != nil || l.Recall == nil {
		return l.Park
	}
	for _, r := range l.Recall.Reasons {
		if r.Code == followup.WokenEarly {
			return &followup.Park{Reason: r.Params["what"], Note: r.Params["note"], FirstLine: r.Params["say"]}
		}
	}
	return nil
}

// afterSignal says what to do about a signal, how soon, and offers the cadence to start where none runs.
func (w View) afterSignal(r digest.Receipt, viewer followup.UserID) []slack.Block {
	s := r.Event.Detail.Signal
	if r.Event.Kind != followup.Signalled || s == nil || r.Event.UndoneBy != 0 {
		return nil
	}
	e := w.receiptEye(r, viewer)
	var blocks []slack.Block
	var buttons []slack.BlockElement
	if r.Lead.Owner == viewer {
		soon := ""
		if s.Kind.Hot() {
			soon = w.Say("signals.soon", "time", w.span(s.Kind.ActWithin()), "when", e.moment(s.At.Add(s.Kind.ActWithin()), e.now, true))
		}
		blocks = append(blocks, section("suggestion", join(" ", soon, w.signalTip(s.Kind)), nil))
		buttons = append(buttons, w.onLead(r.Lead, primary(ActDone, w.Say("button.logATouch"), ValueOf(r.Lead).Encode())))
	}
	if c := r.Begin; c != nil {
		v := ValueOf(r.Lead)
		v.Key, v.Variant = c.Key, c.Variant
		buttons = append(buttons, w.onLead(r.Lead, button(ActCadenceStart, w.Say("signals.start", "cadence", cadenceLabel(c)), v.Encode())))
	}
	if len(buttons) > 0 {
		blocks = append(blocks, actions("signal", buttons...))
	}
	return blocks
}

// SignalOnClosed says that a signal alone doesn't open a closed lead again, and offers the touch that does.
func (w View) SignalOnClosed(l followup.Lead, typed string) Message {
	m := Problem(w.Closed(l), typed, nil)
	return message(w.Closed(l), append(m.Blocks, actions("reopen",
		w.onLead(l, button(ActLogForm, w.Say("button.logATouch"), Value{Lead: l.ID}.Encode()))))...)
}

// SignalForm asks what happened about a lead.
type SignalForm struct {
	Meta Meta
	Lead followup.Lead
	Kind followup.SignalKind // empty: to be chosen
	Note string
}

// SignalModal asks for the kind of signal and for what was seen.
func (w View) SignalModal(f SignalForm) slack.ModalViewRequest {
	options := make([]*slack.OptionBlockObject, 0, len(followup.Signals()))
	for _, k := range followup.Signals() {
		options = append(options, option(string(k), w.member("signalLabel.", string(k))))
	}
	return modal(FormSignal, w.Say("signals.title"), w.Say("button.save"), w.Say("button.cancel"), f.Meta, []slack.Block{
		section("about", w.title(f.Lead), nil),
		input(BlockSignal, w.Say("signals.what"), choice(actInput, w.Say("signals.what"), string(f.Kind), options)),
		optional(BlockNote, w.Say("signals.seen"), paragraph(f.Note, w.Say("signals.seenHint"))),
	})
}

// ReadSignal reads a signal form.
func ReadSignal(state *slack.ViewState) (kind followup.SignalKind, note string) {
	f := fields{state}
	return followup.SignalKind(f.chosen(BlockSignal)), f.text(BlockNote)
}

// cardSignal starts the value of the option of ActCardMenu that opens the signal form; the lead's id follows.
const cardSignal = "signal|"

// signalOption opens the signal form from the menu of a card.
func (w View) signalOption(l followup.Lead) *slack.OptionBlockObject {
	return option(cardSignal+strconv.FormatInt(int64(l.ID), 10), w.Say("signals.option"))
}

// SignalOf returns the lead about which an option of ActCardMenu notes a signal; false where the option is another one.
func SignalOf(value string) (followup.LeadID, bool) {
	id, ok := strings.CutPrefix(value, cardSignal)
	n, err := strconv.ParseInt(id, 10, 64)
	return followup.LeadID(n), ok && err == nil && n > 0
}

// hotSummary says how fast the team acted on the week's hot signals: "5 hot signals: median 12 minutes, 2 waited over an hour".
func (w View) hotSummary(h digest.Hot) string {
	if h.Of == 0 {
		return w.Say("summary.noHot")
	}
	median, long := "", ""
	if h.Touched > 0 {
		median = w.Say("summary.hotMedian", "time", w.span(h.Median))
	}
	if h.Long > 0 {
		long = w.Count("summary.hotLong", h.Long)
	}
	return w.Count("summary.hot", h.Of) + around(": ", join(", ", median, long), "")
}
