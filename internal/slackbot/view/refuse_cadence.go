package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// OnCadence refuses to start a cadence for a lead that runs on one.
func (w View) OnCadence(l followup.Lead) string {
	if l.Enrolment == nil || l.Enrolment.Cadence == nil {
		return w.Say("refuse.gone")
	}
	step, all := "", ""
	if n, of, _, _ := cadence.Progress(l.Enrolment); n > 0 {
		step, all = strconv.Itoa(n), strconv.Itoa(of)
	}
	return w.Say("cadence.onOne", "lead", w.title(l), "cadence", cadenceLabel(l.Enrolment.Cadence), "n", step, "of", all)
}

// NotOnCadence refuses what takes a cadence to run on, or one that is paused.
func (w View) NotOnCadence(l followup.Lead) string {
	if l.Enrolment != nil {
		return w.Say("cadence.notPaused", "lead", w.title(l))
	}
	return w.Say("cadence.onNone", "lead", w.title(l))
}

// PausedAlready refuses to pause twice.
func (w View) PausedAlready(l followup.Lead) string {
	return w.Say("cadence.pausedAlready", "lead", w.title(l))
}

// CourseRefused is a refusal about the cadence of a lead, with the way to its form.
func (w View) CourseRefused(sentence string, l followup.Lead) Message {
	label := w.Say("cadence.startOne")
	if l.Enrolment != nil {
		label = w.Say("cadence.changeIt")
	}
	return message(sentence, section("problem", sentence, nil), actions("course", w.onLead(l, button(ActCourse, label, ValueOf(l).Encode()))))
}

// KeyTaken refuses a new cadence that is called like another one.
func (w View) KeyTaken(key string) string {
	return w.Say("cadence.taken", "cadence", w.quoted(key, maxShort))
}

// CadenceChanged refuses to save over what somebody else saved meanwhile.
func (w View) CadenceChanged(c digest.Cadence) string {
	return w.Say("cadence.changedSince", "name", nameOr(c.By, w.Say("who.teammate")), "n", strconv.Itoa(c.Version), "cadence", oneLine(c.Key, maxShort))
}

// BadKey refuses what a cadence can't be called.
func (w View) BadKey() string { return w.Say("cadence.badKey") }

// CadenceTooLong says how a cadence is changed that no field holds.
func (w View) CadenceTooLong() string { return w.Say("cadence.tooLong") }

// BadFile says where a text is no cadence and how to mend it; line is 0 where it is the text as a whole.
func (w View) BadFile(line int, why string) string {
	at := ""
	if line > 0 {
		at = strconv.Itoa(line)
	}
	return w.Say("cadence.fileWrong", "line", at, "why", why)
}

// BadCadenceText is BadFile in a message, which gives the text back.
func (w View) BadCadenceText(sentence, text string, findings []digest.Finding) Message {
	blocks := []slack.Block{section("problem", sentence, nil)}
	blocks = append(blocks, w.findings(findings)...)
	return message(sentence, append(blocks, typedBack(text)...)...)
}
