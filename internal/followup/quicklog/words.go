package quicklog

import (
	"strings"

	"github.com/followup-bot/followup/internal/followup"
)

// meaning is what a word of a log says: a channel, an outcome, or both (vm).
type meaning struct {
	channel followup.Channel
	outcome followup.Outcome
	// weak: the outcome gives way to a more exact one behind it ("connected callback").
	weak bool
	// loose: the word also begins ordinary sentences ("no budget this year"), or it ends the lead. It counts only where no
	// free text follows.
	loose bool
}

// channelWords name a channel. One letter counts in lower case only: "Vitamin C" is a name.
var channelWords = map[followup.Channel]string{
	followup.Call:     "call, c, phone, called, anruf, angerufen, telefon, tel",
	followup.Email:    "email, e, mail, e-mail, emailed",
	followup.LinkedIn: "linkedin, li",
	followup.SMS:      "sms, s, text",
	followup.Video:    "video, v, zoom, teams",
	followup.Meeting:  "meeting, m, mtg, treffen",
	followup.Visit:    "visit, besuch",
}

// outcomeWords name an outcome beyond doubt.
var outcomeWords = map[followup.Outcome]string{
	followup.NoAnswer:      "no answer, na, n/a, no reply, nicht erreicht, niemand erreicht",
	followup.Busy:          "busy, engaged, besetzt",
	followup.Voicemail:     "voicemail, voice mail, mailbox, anrufbeantworter",
	followup.LeftMessage:   "left message, left a message, lm, message left, nachricht hinterlassen",
	followup.Interested:    "interested, interessiert, interesse",
	followup.NeedsInfo:     "needs info, need info, braucht infos",
	followup.CallBackLater: "call back, callback, call back later, rückruf, rueckruf, zurückrufen",
	followup.TryAgain:      "try again, try again later, try later, später nochmal",
	followup.Sent:          "sent, gesendet, verschickt, geschickt",
	followup.MeetingSet:    "meeting set, meeting booked, booked, termin, termin vereinbart",
	followup.NoShow:        "no show, nicht erschienen",
	followup.Replied:       "replied, reply, geantwortet, antwort",
	followup.OutOfOffice:   "ooo, out of office, auto reply, autoreply, abwesend, abwesenheit",
	followup.NotNow:        "not now, nicht jetzt, jetzt nicht",
	followup.WrongPerson:   "wrong person, falsche person",
	followup.LeftCompany:   "left company, left the company, nicht mehr dort",
	followup.Bounced:       "bounced, bounce, unzustellbar",
	followup.WrongNumber:   "wrong number, falsche nummer",
	followup.BreakUpSent:   "breakup, break up, breakup sent",
}

// looseWords name an outcome only where no free text follows.
var looseWords = map[followup.Outcome]string{
	followup.NeedsInfo:     "info, infos",
	followup.TryAgain:      "later, später, spaeter",
	followup.Met:           "met, getroffen",
	followup.NotInterested: "no, not interested, nicht interessiert, kein interesse, absage",
	followup.RemoveMe:      "remove, remove me, unsubscribe, dnc, do not contact",
	followup.LeftCompany:   "left",
	followup.Closed:        "won, gewonnen",
}

// weakWords say that there was a conversation and not what came of it: interested, unless more is said.
const weakWords = "connected, reached, spoke, talked, erreicht, gesprochen"

// maxPhrase is the number of words in the longest phrase.
const maxPhrase = 4

// phrases maps every phrase to its meaning: "no answer" also in one word and with a hyphen.
var phrases = makePhrases()

func makePhrases() map[string]meaning {
	all := map[string]meaning{"vm": {channel: followup.Call, outcome: followup.Voicemail}}
	put := func(list string, m meaning) {
		for phrase := range strings.SplitSeq(list, ", ") {
			spaced := strings.ReplaceAll(phrase, "-", " ")
			all[spaced], all[strings.ReplaceAll(spaced, " ", "")] = m, m
		}
	}
	for channel, list := range channelWords {
		put(list, meaning{channel: channel})
	}
	for outcome, list := range outcomeWords {
		put(list, meaning{outcome: outcome})
	}
	for outcome, list := range looseWords {
		put(list, meaning{outcome: outcome, loose: true})
	}
	put(weakWords, meaning{outcome: followup.Interested, weak: true})
	return all
}

// phraseAt reads the longest phrase at the beginning of tokens and returns how many it took. A comma or a colon ends it.
func phraseAt(tokens []token) (meaning, int) {
	var found meaning
	took := 0
	var text strings.Builder
	for i, t := range tokens[:min(len(tokens), maxPhrase)] {
		if !t.plain() {
			break
		}
		bare := strings.TrimRight(t.low, stops)
		if bare == "" { // a sign that stands alone has its own meaning
			break
		}
		text.WriteString(" " + joined.Replace(bare))
		if m, ok := phrases[strings.TrimSpace(text.String())]; ok && !capital(t) {
			found, took = m, i+1
		}
		if t.colon || bare != t.low {
			break
		}
	}
	return found, took
}

// joined has words that are written as one read as those they are: call-back.
var joined = strings.NewReplacer("-", " ", "_", " ")

// capital reports whether t is one letter in upper case.
func capital(t token) bool { return len(t.text) == 1 && t.text != t.low }

// stops are the signs that end a phrase where they stick to a word.
const stops = ",;.!"

// closed reports whether t's punctuation says that a phrase ends with it.
func closed(t token) bool { return t.colon || strings.TrimRight(t.low, stops) != t.low }

// onlyChannel returns the one channel in which o can happen, empty where there are several.
func onlyChannel(o followup.Outcome) followup.Channel {
	var only followup.Channel
	for _, c := range followup.Channels() {
		if !o.Fits(c) {
			continue
		}
		if only != "" {
			return ""
		}
		only = c
	}
	return only
}
