package view

import (
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/cadence"
)

// CadenceForm asks for the steps of one form of a cadence, as lines, or for the whole of it as text.
type CadenceForm struct {
	Meta     Meta // Meta.Key: the cadence that is changed; empty: a new one. Meta.Seen: the version it was read at
	Input    CadenceInput
	Behind   int              // who runs on it: they keep theirs
	Findings []digest.Finding // what the linter says of what was typed
	Notice   string           // what else is wrong with it
	Whole    bool             // as text with all its variants
}

// CadenceInput is what a cadence form says.
type CadenceInput struct {
	Key      string // of a new one
	Name     string
	Steps    string // one a line, or the text
	Accepted bool   // its warnings were read
}

// CadenceModal asks for a cadence, or shows what is wrong with the one that was typed and stays open.
func (w View) CadenceModal(f CadenceForm) slack.ModalViewRequest {
	in := f.Input
	blocks := notice(f.Notice)
	blocks = append(blocks, w.findings(f.Findings)...)
	if f.Meta.Key != "" {
		label := (&followup.Cadence{Key: f.Meta.Key, Variant: f.Meta.Variant}).Label()
		blocks = append(blocks, rich("about", line(bold(oneLine(label, maxTitle)), plain(around(dot, w.some(f.Behind, "cadence.keepRunning"), "")))))
	} else {
		blocks = append(blocks, hinted(input(BlockKey, w.Say("cadence.fieldKey"), textInput(in.Key, "our-21")), w.Say("cadence.hintKey")))
	}
	blocks = append(blocks, optional(BlockName, w.Say("cadence.fieldName"), textInput(in.Name, w.Say("cadence.hintName"))))
	blocks = append(blocks, hinted(input(BlockSteps, w.Say("cadence.fieldSteps"), paragraph(in.Steps, w.Say("cadence.stepsExample"))), w.Say("cadence.hintSteps")))
	return w.cadenceModal(f, FormCadence, "cadence.editTitle", blocks)
}

// ImportModal asks for a cadence as text.
func (w View) ImportModal(f CadenceForm) slack.ModalViewRequest {
	in := f.Input
	blocks := notice(f.Notice)
	blocks = append(blocks, w.findings(f.Findings)...)
	blocks = append(blocks,
		hinted(input(BlockSteps, w.Say("cadence.fieldText"), paragraph(in.Steps, "")), w.Say("cadence.hintText")),
		hinted(optional(BlockKey, w.Say("cadence.fieldKey"), textInput(in.Key, "")), w.Say("cadence.hintAs")))
	return w.cadenceModal(f, FormImport, "cadence.importTitle", blocks)
}

// cadenceModal ends a form with the box that accepts warnings, where nothing worse was found.
func (w View) cadenceModal(f CadenceForm, callback, title string, blocks []slack.Block) slack.ModalViewRequest {
	if len(f.Findings) > 0 && !anyError(f.Findings) {
		blocks = append(blocks, optional(versioned(BlockAccept, strconv.Itoa(len(f.Findings))), w.Say("cadence.fieldAccept"),
			box(w.Say("cadence.accept"), f.Input.Accepted)))
	}
	return modal(callback, w.Say(title), w.Say("button.save"), w.Say("button.cancel"), f.Meta, blocks)
}

func anyError(all []digest.Finding) bool { return errorsIn(all) > 0 }

func errorsIn(all []digest.Finding) int {
	n := 0
	for _, f := range all {
		if f.Level == cadence.Error {
			n++
		}
	}
	return n
}

// findingsHead counts what must be mended, or where nothing must, what is warned of.
func (w View) findingsHead(all []digest.Finding) string {
	if n := errorsIn(all); n > 0 {
		return w.Count("lint.errors", n)
	}
	return w.Count("lint.warnings", len(all))
}

// maxFindings is how many findings a form shows.
const maxFindings = 8

// findings say which rules a cadence breaks, where, and how to mend it; what must be mended first.
func (w View) findings(all []digest.Finding) []slack.Block {
	if len(all) == 0 {
		return nil
	}
	lines := []slack.RichTextElement{line(bold(w.findingsHead(all)))}
	for _, f := range all[:min(len(all), maxFindings)] {
		lines = append(lines, line(plain(w.findingSign(f)+" "+join(": ", w.findingPlace(f), w.findingWords(f)))))
	}
	if more := len(all) - maxFindings; more > 0 {
		lines = append(lines, line(plain(w.Count("lint.more", more))))
	}
	return []slack.Block{rich("findings", lines...)}
}

func (w View) findingSign(f digest.Finding) string {
	if f.Level == cadence.Error {
		return "⛔"
	}
	return "⚠️"
}

// findingPlace says of which step a finding is, and of which form.
func (w View) findingPlace(f digest.Finding) string {
	variant, step := "", ""
	if f.Variant != followup.Standard {
		variant = w.variantName(f.Variant)
	}
	if f.Step >= 0 {
		step = w.Say("lint.step", "n", strconv.Itoa(f.Step+1))
	}
	return join(", ", variant, step)
}

// findingWords name the rule that is broken and how to mend it.
func (w View) findingWords(f digest.Finding) string {
	params := make([]string, 0, 2*len(f.Params))
	for name, value := range f.Params {
		params = append(params, name, oneLine(value, maxShort))
	}
	return w.Say("lintRule."+string(f.Rule), params...)
}

// ReadCadence reads a cadence form or an import.
func ReadCadence(state *slack.ViewState) CadenceInput {
	f := fields{state}
	return CadenceInput{
		Key: f.text(BlockKey), Name: f.text(BlockName), Steps: f.text(BlockSteps), Accepted: len(f.get(BlockAccept).SelectedOptions) > 0,
	}
}

// CopyModal asks what a copy is to be called.
func (w View) CopyModal(meta Meta, as string) slack.ModalViewRequest {
	return modal(FormCopy, w.Say("cadence.copyTitle"), w.Say("cadence.copyIt"), w.Say("button.cancel"), meta, []slack.Block{
		section("about", w.Say("cadence.copyOf", "cadence", oneLine(meta.Key, maxShort)), nil),
		hinted(input(BlockKey, w.Say("cadence.fieldKey"), textInput(as, "our-21")), w.Say("cadence.hintKey")),
	})
}

// maxMoving is how many leads a migration names; the rest are counted.
const maxMoving = 30

// MigrateModal says who would be affected by a migration, from which step to which, before anything moves. now is in the viewer's zone.
func (w View) MigrateModal(m digest.Migration, meta Meta, now time.Time) slack.ModalViewRequest {
	meta.Key, meta.Seen = m.Key, m.Version
	e := eye{View: w, now: now}
	if len(m.Leads) == 0 {
		return modal(FormMigrate, w.Say("cadence.migrateTitle"), "", w.Say("button.close"), meta, []slack.Block{
			section("none", w.Say("cadence.nobodyBehind", "cadence", oneLine(m.Key, maxShort)), nil),
		})
	}
	lines := make([]slack.RichTextElement, 0, maxMoving)
	for _, l := range m.Leads[:min(len(m.Leads), maxMoving)] {
		lines = append(lines, line(bold(cut(w.title(l.Lead), maxShort)), plain(" — "+e.movingWords(l))))
	}
	blocks := []slack.Block{
		section("about", w.Count("cadence.migrateAbout", len(m.Leads), "cadence", oneLine(m.Key, maxShort), "version", strconv.Itoa(m.Version)), nil),
		rich("moving", lines...),
	}
	if more := len(m.Leads) - maxMoving; more > 0 {
		blocks = append(blocks, aside("more", w.Count("cadence.movingMore", more)))
	}
	blocks = append(blocks, aside("stays", w.Say("cadence.promisesStay")))
	return modal(FormMigrate, w.Say("cadence.migrateTitle"), w.Count("cadence.migrateDo", len(m.Leads)), w.Say("button.cancel"), meta, blocks)
}

// movingWords are "step 4 → 5 · Fri 15 May · Ana Ruiz".
func (e eye) movingWords(m digest.Moving) string {
	step := e.Say("cadence.movingStep", "from", strconv.Itoa(m.From), "to", strconv.Itoa(m.To))
	if m.To == 0 {
		step = e.Say("cadence.movingEnds", "from", strconv.Itoa(m.From))
	}
	on := ""
	if !m.On.IsZero() {
		on = e.day(m.On, e.today())
	}
	return join(dot, step, on, cut(nameOr(m.Owner, ""), 40))
}
