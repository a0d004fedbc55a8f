package view

import (
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/slackbot/words"
)

// View makes what one person sees, in their language.
type View struct{ *words.Words }

// For is the view in the language of a Slack locale, such as "de-DE".
func For(locale string) View { return View{words.For(locale)} }

// some counts with a message, and says nothing of none.
func (w View) some(n int, key string) string {
	if n == 0 {
		return ""
	}
	return w.Count(key, n)
}

// member says a word of a family such as "channel."; nothing for nothing.
func (w View) member(family, name string) string {
	if name == "" {
		return ""
	}
	return w.Say(family + name)
}

// channel names a channel within a line.
func (w View) channel(c followup.Channel) string { return w.member("channel.", string(c)) }

// byChannel says by which way something was agreed: "by phone".
func (w View) byChannel(c followup.Channel) string { return w.member("byChannel.", string(c)) }

// outcome names an outcome within a line.
func (w View) outcome(o followup.Outcome) string { return w.member("outcome.", string(o)) }

// outcomeLabel names an outcome where it is chosen.
func (w View) outcomeLabel(o followup.Outcome) string { return w.member("outcomeLabel.", string(o)) }

// state says where a lead stands.
func (w View) state(s followup.State) string { return w.member("state.", string(s)) }

// happened names what happened, as in "taken back: the park".
func (w View) happened(k followup.EventKind) string { return w.member("happened.", string(k)) }

// sectionKeys head the parts of a day.
var sectionKeys = map[digest.Section]string{
	digest.PromisedToday: "section.promised", digest.TheyAnswered: "section.answered", digest.OverduePromise: "section.overdue",
	digest.SignalWaits: "section.signal",
	digest.RecapOwed:   "section.owed", digest.Overdue: "section.overdue", digest.DueToday: "section.today", digest.WakingUp: "section.waking",
}

// bucketKeys name the ages of overdue leads.
var bucketKeys = [...]string{"bucket.first", "bucket.second", "bucket.third", "bucket.longer"}
