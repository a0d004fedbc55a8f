package view

import (
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
)

// ForgetForm asks whether a lead's data is really to be erased.
type ForgetForm struct {
	Meta    Meta
	Erasure digest.Erasure
	Now     time.Time // in the viewer's zone
	Me      followup.UserID
}

// ForgetModal says before it happens what goes, what stays, and that there is no way back.
func (w View) ForgetModal(f ForgetForm) slack.ModalViewRequest {
	e := f.Erasure
	whose := w.Say("ask.yours")
	if e.Owner.ID != f.Me {
		whose = w.Say("ask.someones", "name", nameOr(e.Owner.Name, w.Say("who.teammate")))
	}
	goes := join(", ",
		w.some(e.Goes.Contacts, "forget.contacts"), w.some(e.Goes.Notes, "forget.notes"), w.some(e.Goes.Merged, "forget.merged"))
	stays := w.Say("forget.staysBare")
	if e.Goes.Touches > 0 {
		stays = w.Say("forget.stays", "touches", w.Count("forget.touches", e.Goes.Touches))
	}
	blocks := []slack.Block{
		rich("about", line(bold(w.title(e.Lead)), plain(dot+whose))),
		section("goes", join("\n", w.Say("forget.goes", "what", goes), w.cancels(e.Lead)), nil),
		section("stays", join("\n", stays, w.knownAgain(e, f.Now)), nil),
		section("slack", join("\n", w.Say("forget.slack"), w.alsoAt(e.Also)), nil),
		input(BlockSure, w.Say("forget.final"), box(w.Say("forget.understood"), false)),
	}
	return modal(FormForget, w.Say("forget.title"), w.Say("forget.do"), w.Say("button.cancel"), f.Meta, blocks)
}

// cancels says that an open lead leaves the lists.
func (w View) cancels(l followup.Lead) string {
	if !l.State.Open() {
		return ""
	}
	return w.Say("forget.cancels")
}

// knownAgain says by what these people are known again, and what is said then.
func (w View) knownAgain(e digest.Erasure, now time.Time) string {
	if e.Known == 0 {
		return ""
	}
	asked := e.Asked
	if asked.IsZero() {
		asked = now
	}
	return w.Count("forget.known", e.Known, "day", w.moment(asked, now, false))
}

// maxAlso is how many other leads are named.
const maxAlso = 5

// alsoAt warns that other leads have the same addresses.
func (w View) alsoAt(also []digest.Match) string {
	names := ""
	for _, m := range also[:min(len(also), maxAlso)] {
		owner := w.Say("ask.yours")
		if !m.Mine {
			owner = w.Say("ask.someones", "name", nameOr(m.OwnerName, w.Say("who.teammate")))
		}
		names = join(", ", names, w.title(m.Lead)+" ("+owner+")")
	}
	if len(also) > maxAlso {
		names += " …"
	}
	if names == "" {
		return ""
	}
	return w.Count("forget.also", len(also), "leads", names)
}

// forgetButton opens the form that erases a lead's data.
func (w View) forgetButton(l followup.Lead) slack.BlockElement {
	return w.onLead(l, button(ActForget, w.Say("forget.option"), Value{Lead: l.ID}.Encode()).WithStyle(slack.StyleDanger))
}

// offerForget adds the button where the lead asked not to be contacted and the viewer may erase it.
func (w View) offerForget(r digest.Receipt, blocks []slack.Block) []slack.Block {
	if !r.MayForget || r.Event.Kind == followup.Undone {
		return blocks
	}
	return append(blocks, actions("forget", w.forgetButton(r.Lead)))
}

// Erased says that a lead's data is gone: since when and by whom. now is in the viewer's zone; by is empty where a rule did it.
func (w View) Erased(on time.Time, by string, now time.Time) string {
	switch {
	case on.IsZero():
		return w.Say("forget.gone")
	case by == "":
		return w.Say("forget.goneByRule", "day", w.moment(on, now, false))
	default:
		return w.Say("forget.already", "day", w.moment(on, now, false), "name", by)
	}
}

// ErasedMessage is what becomes of a message about a lead whose data is gone.
func (w View) ErasedMessage() Message { return Say(w.Say("forget.gone")) }

// StoppedErased refuses to add somebody whose data was erased. now is in the viewer's zone.
func (w View) StoppedErased(on, now time.Time) string {
	return w.Say("forget.stopped", "day", w.moment(on, now, false))
}

// ReadForget reports whether the form says that its sender knows what it does.
func ReadForget(state *slack.ViewState) bool {
	return len(fields{state}.get(BlockSure).SelectedOptions) > 0
}
