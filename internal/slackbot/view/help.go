package view

import (
	"strings"

	"github.com/slack-go/slack"
)

// helpLine is something to type, which is the same in every language, and the key of what it does.
type helpLine struct{ typed, means string }

// helpTopics are the examples of /followup help; the empty topic is the overview.
var helpTopics = map[string][]helpLine{
	"": {
		{"/followup", "help.today"},
		{"/followup log acme call noanswer", "help.log"},
		{"/followup log acme call connected \"wants pricing\" next call fri 14:00 !", "help.logNext"},
		{"/followup log acme: wants pricing for ten people", "help.logText"},
		{"/followup park acme 3m \"budget frozen\"", "help.park"},
		{"/followup add \"Beta GmbH\" jane@beta.example €12k", "help.add"},
		{"/followup lead acme", "help.lead"},
		{"/followup prep acme", "help.prep"},
		{"/followup value", "help.value"},
		{"/followup move acme fri", "help.move"},
		{"/followup snooze acme tmr", "help.snooze"},
		{"/followup spread", "help.spread"},
		{"/followup reply acme", "help.reply"},
		{"/followup signal acme pricing-page \"seen twice\"", "help.signal"},
		{"/followup won acme €12k", "help.won"},
		{"/followup cadence warm-21 acme", "help.cadence"},
		{"/followup merge beta into acme", "help.merge"},
		{"/followup playbook", "help.playbook"},
		{"/followup forget acme", "help.forget"},
		{"/followup away until 4 aug cover @max", "help.away"},
		{"/followup next", "help.next"},
		{"/followup undo", "help.undo"},
		{"/followup undo acme", "help.undoLead"},
		{"/followup settings", "help.settings"},
		{"/followup team", "help.team"},
	},
	"log": {
		{"/followup log acme call noanswer", "helpLog.short"},
		{"/followup log \"Acme / Jane\" vm 2m", "helpLog.voicemail"},
		{"/followup log acme email sent val:case-study next +3bd", "helpLog.gave"},
		{"/followup log jane call connected \"board meets 14 May\" next call fri 14:00 !", "helpLog.promised"},
		{"/followup log acme: call back in two weeks", "helpLog.callBack"},
	},
	"park": {
		{"/followup park acme 3m", "helpPark.months"},
		{"/followup park acme 1 sep \"budget frozen until Q4\"", "helpPark.date"},
		{"/followup park acme 3m say:\"new budget year\"", "helpPark.say"},
		{"/followup park acme 6m signal:funding,role-change", "helpPark.signal"},
	},
	"add": {
		{"/followup add \"Beta GmbH\"", "helpAdd.name"},
		{"/followup add \"Beta GmbH / Jane Doe\" jane@beta.example +49 30 1234567", "helpAdd.contact"},
		{"/followup add \"Beta GmbH\" €12k tz:Europe/Berlin src:fair #q2", "helpAdd.value"},
		{"/followup add \"Beta GmbH\" \"met at the fair\"", "helpAdd.note"},
	},
	"cadence": {
		{"/followup cadence", "helpCadence.list"},
		{"/followup cadence show warm-21", "helpCadence.show"},
		{"/followup cadence acme", "helpCadence.suggest"},
		{"/followup cadence warm-21 acme", "helpCadence.start"},
		{"/followup add \"Beta GmbH\" cadence:warm-21 country:DE", "helpCadence.add"},
		{"/followup cadence pause acme until fri \"on holiday\"", "helpCadence.pause"},
		{"/followup cadence resume acme", "helpCadence.resume"},
		{"/followup cadence skip acme \"no LinkedIn\"", "helpCadence.skip"},
		{"/followup cadence switch acme post-call", "helpCadence.switch"},
		{"/followup cadence restart acme", "helpCadence.restart"},
		{"/followup stop acme", "helpCadence.stop"},
		{"/followup breakup acme email", "helpCadence.breakup"},
		{"/followup cadence edit warm-21", "helpCadence.edit"},
		{"/followup cadence copy warm-21 our-21", "helpCadence.copy"},
		{"/followup cadence export warm-21", "helpCadence.export"},
		{"/followup cadence migrate warm-21", "helpCadence.migrate"},
	},
	"dates": {
		{"today  tmr  fri  fri 14:00", "helpDates.days"},
		{"+3d  +3bd  2w  3m", "helpDates.spans"},
		{"14 May  14.5.  2026-05-14", "helpDates.dates"},
	},
	"away": {
		{"/followup away until 4 aug cover @max", "helpAway.until"},
		{"/followup away from mon until 4 aug", "helpAway.from"},
		{"/followup away", "helpAway.form"},
		{"/followup back", "helpAway.back"},
	},
	"team": {
		{"/invite @Followup", "helpTeam.invite"},
		{"/followup team", "helpTeam.team"},
		{"/followup due @ana", "helpTeam.due"},
		{"/followup add \"Beta GmbH\" @ana", "helpTeam.add"},
	},
}

// helpIntros head the topics.
var helpIntros = map[string]string{
	"": "help.intro", "log": "helpLog.intro", "park": "helpPark.intro", "add": "helpAdd.intro", "cadence": "helpCadence.intro", "dates": "helpDates.intro", "away": "helpAway.intro", "team": "helpTeam.intro",
}

// helpMore ends those topics that have more to say.
var helpMore = map[string]string{
	"": "help.more", "log": "helpLog.more", "add": "helpAdd.more", "cadence": "helpCadence.more", "dates": "helpDates.more", "away": "helpAway.more", "team": "helpTeam.more",
}

// helpWords are what else people call a topic, as they may at the beginning of a line.
var helpWords = map[string]string{
	"cadences": "cadence", "kadenz": "cadence", "kadenzen": "cadence", "pause": "cadence", "resume": "cadence", "skip": "cadence", "stop": "cadence",
	"breakup": "cadence", "abwesend": "away", "urlaub": "away", "back": "away", "cover": "away", "date": "dates", "datum": "dates",
}

// Help explains a topic: how to say it and what follows. An unknown topic is the overview, and said to be unknown.
func (w View) Help(topic string) Message {
	unknown := ""
	topic = strings.ToLower(topic)
	if as, ok := helpWords[topic]; ok {
		topic = as
	}
	if _, known := helpTopics[topic]; !known {
		topic, unknown = "", w.Say("help.unknown", "topic", w.quoted(topic, maxShort))
	}
	lines := make([]slack.RichTextElement, 0, len(helpTopics[topic]))
	for _, l := range helpTopics[topic] {
		lines = append(lines, line(code(l.typed), plain("  "+w.Say(l.means))))
	}
	intro := join(" ", unknown, w.Say(helpIntros[topic]))
	blocks := []slack.Block{section("help", intro, nil), rich("examples", lines...)}
	if more, ok := helpMore[topic]; ok {
		blocks = append(blocks, aside("more", w.Say(more)))
	}
	return message(intro, append(blocks, actions("start",
		button(ActLogForm, w.Say("button.logATouch"), Value{}.Encode()),
		button(ActAddForm, w.Say("button.addALead"), Value{}.Encode()),
		button(ActSettings, w.Say("button.settings"), Value{}.Encode()),
	))...)
}
