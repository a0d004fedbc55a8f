package view

import (
	"strconv"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
	"github.com/followup-bot/followup/internal/followup/quicklog"
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

// BadFile says where a text is no cadence, and how to mend it.
func (w View) BadFile(e cadence.FileError) string {
	at := ""
	if e.Line > 0 {
		at = strconv.Itoa(e.Line)
	}
	params := make([]string, 0, 2*len(e.Params))
	for name, value := range e.Params {
		params = append(params, name, oneLine(value, maxQuote))
	}
	return w.Say("cadence.fileWrong", "line", at, "why", w.Say("fileProblem."+string(e.Code), params...))
}

// BadStep says what is wrong with a line of steps.
func (w View) BadStep(p quicklog.Problem) string {
	return w.Say("cadence.fileWrong", "line", p.Params["n"], "why", w.misread(p))
}

// maxGivenBack is how much of a cadence that was refused is given back; the whole of it stands where it was written.
const maxGivenBack = 8000

// CadenceRefused says what must be mended in a written cadence, and gives it back.
func (w View) CadenceRefused(findings []digest.Finding, text string) Message {
	head := w.findingsHead(findings)
	return message(head, append(w.findings(findings), typedBack(cut(text, maxGivenBack))...)...)
}

// AcceptCadence says what a written cadence is warned of, and offers to save it all the same.
func (w View) AcceptCadence(findings []digest.Finding, draft int64) Message {
	head := w.findingsHead(findings)
	return message(head, append(w.findings(findings), actions("accept",
		button(ActCadenceAccept, w.Say("cadence.saveAnyway"), Value{Draft: draft}.Encode())))...)
}
