package view_test

import (
	"github.com/followup-bot/followup/internal/digest"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// pieces has one of each kind, and a retired one.
func (w world) pieces() []followup.Piece {
	var all []followup.Piece
	for i, k := range followup.PieceKinds() {
		p := followup.Piece{ID: followup.PieceID(i + 1), Kind: k, Title: w.note + " " + string(k), Link: "https://acme.example/" + w.short, By: "UANA", At: now, Version: 2}
		if i%2 == 0 {
			p.Tags = []string{w.short, "q3"}
		}
		all = append(all, p)
	}
	all[4].Retired = true
	for i := range w.many {
		all = append(all, followup.Piece{ID: followup.PieceID(10 + i), Kind: followup.Clip, Title: w.note, Tags: []string{"elsewhere"}, By: "UMAX"})
	}
	return all
}

func (w world) library() digest.Library {
	var l digest.Library
	for i, p := range w.pieces() {
		l.Pieces = append(l.Pieces, digest.Piece{Piece: p, By: w.person, MayEdit: i%3 != 2})
	}
	return l
}

// touchesGiven are a lead's touches: two with something for them, and two without since.
func (w world) touchesGiven() []followup.Touch {
	did := func(days int, o followup.Outcome) followup.Touch {
		return followup.Touch{ID: followup.TouchID(days), By: "UANA", At: now.AddDate(0, 0, days-10), Channel: followup.Call, Outcome: o}
	}
	all := []followup.Touch{did(1, followup.Interested), did(2, followup.Interested), did(3, followup.NeedsInfo), did(4, followup.TryAgain)}
	all[0].Gave, all[0].Piece = w.pieces()[0].Title, 1
	all[1].Gave, all[1].Note = w.note, w.note
	all[2].Note, all[2].Promised = w.note, w.short
	all[3].By = "UMAX"
	return all
}

func (w world) giving(l followup.Lead) digest.Giving {
	return digest.GivingOf(l, w.pieces(), w.touchesGiven())
}

func (w world) richPrep() digest.Prep {
	c := w.card()
	c.Lead = w.enrolled(1)
	c.Lead.Brief = followup.Brief{Hook: w.note, Questions: w.note, Owes: w.note}
	c.Names = w.names()
	c.Stand = digest.StandOf(c.Lead, w.rep(), 0, now)
	c.Giving = w.giving(c.Lead)
	touches := w.touchesGiven()
	c.Last = &touches[3]
	return digest.PrepOf(c, touches)
}

func (w world) barePrep() digest.Prep {
	l := followup.Lead{ID: 9, Name: w.lead, Owner: "UANA", State: followup.Active, Recall: &followup.Recall{ID: 7, Kind: followup.Planned, Due: today, Version: 1}}
	return digest.PrepOf(digest.Card{
		Lead: l, Owner: w.rep(), OwnerName: w.person, Mine: true, Viewer: w.rep().Person, Now: now, Stand: digest.StandOf(l, w.rep(), 0, now),
	}, nil)
}

func (w world) valueSurfaces() map[string]any {
	card := w.card()
	card.Giving = w.giving(card.Lead)
	form := w.logForm(followup.Sent, followup.Email)
	form.Giving = w.giving(form.Lead.Lead)
	edited := form
	edited.Meta.Edit, edited.Input.Piece, edited.Input.Gave = 7, 1, ""
	offer := card.Giving.Offer
	sent := w.receipt(w.events()[0])
	touch := *sent.Event.Detail.Touch
	touch.Channel, touch.Outcome, touch.Gave = followup.Email, followup.Sent, ""
	sent.Event.Detail.Touch, sent.Event.Detail.Attempt, sent.Offer = &touch, 0, offer
	dry := sent
	dry.Event.Detail.Dry = 2
	bare := dry
	bare.Offer = nil
	loose := w.receipt(w.events()[0])
	loose.Loose = true
	day := w.day()
	day.Open[1].Offer, day.Open[4].Offer, day.Open[4].Dry = offer, offer, 3
	day.Settled[0].Event, day.Settled[0].Offer = dry.Event, offer
	agreed := w.richPrep()
	agreed.Card.Lead = w.promised(1, calendar.On(2026, 5, 15))
	agreed.Card.Stand, agreed.Good = digest.Stand{Prospect: agreed.Card.Stand.Prospect}, true
	return map[string]any{
		"value_library":        w.view.Library(w.library(), ""),
		"value_library_empty":  w.view.Library(digest.Library{}, ""),
		"value_library_search": w.view.Library(w.library(), "Q3"),
		"value_library_none":   w.view.Library(w.library(), "z"+w.short+"q"),
		"value_saved":          w.view.PieceSaved(w.library(), w.note),
		"value_new":            w.view.PieceModal(view.PieceForm{}),
		"value_edit":           w.view.PieceModal(view.PieceForm{Piece: w.pieces()[4]}),
		"value_form":           w.view.LogModal(form),
		"value_form_edit":      w.view.LogModal(edited),
		"value_card":           w.view.Card(card),
		"value_receipt":        w.view.Receipt(sent, "UANA"),
		"value_receipt_dry":    w.view.Receipt(dry, "UANA"),
		"value_receipt_bare":   w.view.Receipt(bare, "UANA"),
		"value_receipt_loose":  w.view.Receipt(loose, "UANA"),
		"value_digest":         w.view.Digest(day),
		"value_full":           view.Say(w.view.LibraryFull()),
		"value_changed":        view.Say(w.view.PieceChanged()),
		"value_not_yours":      view.Say(w.view.NotYourPiece(w.pieces()[0], w.person)),
		"value_bad_link":       view.Say(w.view.BadLink(w.short)),
		"prep":                 w.view.PrepModal(w.richPrep(), view.Meta{}),
		"prep_agreed":          w.view.PrepModal(agreed, view.Meta{}),
		"prep_bare":            w.view.PrepModal(w.barePrep(), view.Meta{}),
	}
}
