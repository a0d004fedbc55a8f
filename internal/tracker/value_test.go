package tracker_test

import (
	"errors"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// piece adds one to the library.
func (d *desk) piece(by followup.UserID, title string, tags ...string) followup.Piece {
	d.Helper()
	all, err := d.SavePiece(d.Context(), d.as(by), followup.Piece{Kind: followup.CaseStudy, Title: title, Tags: tags})
	d.ok(err)
	for _, p := range all.Pieces {
		if p.Title == title {
			return p.Piece
		}
	}
	d.Fatalf("no %q in the library", title)
	return followup.Piece{}
}

// tagged is a lead with tags.
func (d *desk) tagged(name string, tags ...string) followup.Lead {
	d.Helper()
	return d.must(d.Add(d.Context(), d.as(ann), tracker.NewLead{Name: name, Tags: tags, First: recall(today)}, true)).Lead
}

func mail(l followup.Lead) tracker.Log {
	return tracker.Log{Lead: l.ID, Channel: followup.Email, Outcome: followup.Sent}
}

func TestEverybodyAddsToTheLibraryAndChangesTheirOwn(t *testing.T) {
	d := newDesk(t)
	study := d.piece(ann, "Freight case study", "logistics")
	renamed := study
	renamed.Title = "Freight study"
	_, err := d.SavePiece(t.Context(), d.as(bob), renamed)
	not, ok := errors.AsType[tracker.NotYourPieceError](err)
	if !ok || not.By != person(ann).Name {
		t.Errorf("somebody else's: %v", err)
	}
	d.is(err, tracker.ErrManagersOnly)
	for _, who := range []followup.UserID{mia, admin} { // a manager, an admin
		_, err := d.PieceToEdit(t.Context(), d.as(who), study.ID)
		d.ok(err)
	}
	_, err = d.SavePiece(t.Context(), d.as(mia), renamed)
	d.ok(err)
	_, err = d.SavePiece(t.Context(), d.as(ann), renamed)
	d.is(err, tracker.ErrPieceChanged)
	_, err = d.SavePiece(t.Context(), d.as(guest), followup.Piece{Kind: followup.Clip, Title: "Tour"})
	d.is(err, tracker.ErrNotAllowedHere)

	a := d.as(zoe)
	for range 2 { // the same request
		_, err := d.SavePiece(t.Context(), a, followup.Piece{Kind: followup.Clip, Title: "Tour"})
		d.ok(err)
	}
	all, err := d.Library(t.Context(), d.as(bob))
	d.ok(err)
	if len(all.Pieces) != 2 || all.Pieces[1].Title != "Tour" || all.Pieces[1].By != person(zoe).Name || all.Pieces[1].MayEdit {
		t.Errorf("%+v", all.Pieces)
	}
	d.raw.MustExec(`insert into pieces (workspace_id, kind, title, added_by, added_at) select 'T1', 'video', 'Tour ' || n, 'UANN', now() from generate_series(1, 98) n`)
	_, err = d.SavePiece(t.Context(), d.as(ann), followup.Piece{Kind: followup.Clip, Title: "One too many"})
	d.is(err, tracker.ErrLibraryFull)
	renamed.Version, renamed.Retired = 2, true
	_, err = d.SavePiece(t.Context(), d.as(ann), renamed)
	d.ok(err)
	d.piece(ann, "There is room again")
}

func TestWhatWasGivenIsNotOfferedAgain(t *testing.T) {
	d := newDesk(t)
	freight, warehouse := d.piece(ann, "Freight case study", "logistics"), d.piece(ann, "Warehouse case study", "logistics")
	l := d.tagged("Acme", "logistics")
	first := d.must(d.Log(t.Context(), d.as(ann), mail(l)))
	if first.Offer == nil || first.Offer.Piece.ID != freight.ID || first.Offer.Tag != "logistics" || first.Event.Detail.Dry != 0 {
		t.Fatalf("%+v", first.Offer)
	}
	d.clock.Advance(time.Minute)
	a := d.as(ann)
	given := d.must(d.Give(t.Context(), a, first.Event.ID, freight.ID))
	touch := given.Event.Detail.Touch
	if touch.Piece != freight.ID || touch.Gave != freight.Title || given.Offer != nil || given.Lead.Touches != 1 {
		t.Errorf("%+v", touch)
	}
	d.same(unversioned(given.Lead).Recall.Due, first.Lead.Recall.Due)
	if again := d.must(d.Give(t.Context(), a, first.Event.ID, freight.ID)); !again.Repeated {
		t.Error("the same tap twice counts twice")
	}
	if _, err := d.Give(t.Context(), d.as(ann), first.Event.ID, freight.ID); !errors.As(err, new(tracker.StaleError)) {
		t.Errorf("on another screen: %v", err)
	}
	second := d.must(d.Log(t.Context(), d.as(ann), mail(l)))
	if second.Offer == nil || second.Offer.Piece.ID != warehouse.ID {
		t.Errorf("the next one: %+v", second.Offer)
	}
	d.must(d.Undo(t.Context(), d.as(ann), second.Event.ID))
	back := d.must(d.Undo(t.Context(), d.as(ann), given.Event.ID))
	if touch := back.Event.Detail.Touch; back.Event.Kind != followup.Logged || touch.Gave != "" || touch.Piece != 0 || back.Lead.Touches != 1 || back.Offer == nil {
		t.Errorf("the tap is taken back, the touch stays: %+v", back.Event)
	}
	if gone := d.must(d.Undo(t.Context(), d.as(ann), back.Event.ID)); gone.Event.Kind != followup.Undone || gone.Lead.Touches != 0 {
		t.Errorf("then the touch: %+v", gone.Event)
	}
}

// The tap changes the touch alone: a cadence that began with it goes on, and so does the promise it made.
func TestATapLeavesTheLeadWhereTheTouchLeftIt(t *testing.T) {
	d := newDesk(t)
	freight := d.piece(ann, "Freight case study", "logistics")
	l := d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{
		Name: "Acme", Tags: []string{"logistics"}, First: recall(today), Contact: followup.Contact{Email: "jane@acme.example", Phone: "+49301234567"},
	}, true)).Lead
	log := mail(l)
	log.Cadence, log.Note = warm21, "hook: sails"
	first := d.must(d.Log(t.Context(), d.as(ann), log))
	if first.Lead.Enrolment == nil {
		t.Fatal("no cadence began")
	}
	given := d.must(d.Give(t.Context(), d.as(ann), first.Event.ID, freight.ID))
	d.same(unversioned(given.Lead), unversioned(first.Lead))
	d.same(unversioned(d.load(l.ID)), unversioned(first.Lead))
	d.same(given.Event.Detail.Cadence, first.Event.Detail.Cadence)
	back := d.must(d.Undo(t.Context(), d.as(ann), given.Event.ID))
	d.same(unversioned(back.Lead), unversioned(first.Lead))
	gone := d.must(d.Undo(t.Context(), d.as(ann), back.Event.ID))
	d.same(unversioned(gone.Lead), unversioned(l))
}

func TestWordsThatMeanAPieceAreKeptAsThatPiece(t *testing.T) {
	d := newDesk(t)
	freight := d.piece(ann, "Freight case study", "logistics")
	for _, l := range []tracker.Log{mail(d.tagged("Acme", "logistics")), {New: &tracker.NewLead{Name: "Beta"}, Channel: followup.Email, Outcome: followup.Sent}} {
		l.Gave = "case-study"
		r := d.must(d.Log(t.Context(), d.as(ann), l))
		if touch := r.Event.Detail.Touch; touch.Piece != freight.ID || touch.Gave != freight.Title || r.Loose {
			t.Errorf("%+v", touch)
		}
		d.clock.Advance(time.Minute)
		l.New, l.Lead, l.Gave = nil, r.Lead.ID, "an idea of mine"
		r = d.must(d.Log(t.Context(), d.as(ann), l))
		if touch := r.Event.Detail.Touch; touch.Piece != 0 || touch.Gave != "an idea of mine" || !r.Loose {
			t.Errorf("%+v", touch)
		}
		l.Piece, l.Gave = freight.ID, ""
		edited := d.must(d.EditLog(t.Context(), d.as(ann), r.Event.ID, l))
		if touch := edited.Event.Detail.Touch; touch.Piece != freight.ID || touch.Gave != freight.Title {
			t.Errorf("corrected: %+v", touch)
		}
	}
}

func TestHistoryKeepsTheTitleOfWhatIsRetired(t *testing.T) {
	d := newDesk(t)
	freight := d.piece(ann, "Freight case study", "logistics")
	l := d.tagged("Acme", "logistics")
	log := mail(l)
	log.Piece = freight.ID
	r := d.must(d.Log(t.Context(), d.as(ann), log))
	renamed := freight
	renamed.Title, renamed.Retired = "Freight, old", true
	_, err := d.SavePiece(t.Context(), d.as(ann), renamed)
	d.ok(err)
	log.Note = "with a note"
	edited := d.must(d.EditLog(t.Context(), d.as(ann), r.Event.ID, log))
	card, err := d.Card(t.Context(), d.as(ann), l.ID, 0)
	d.ok(err)
	if len(card.Giving.Given) != 1 || card.Giving.Given[0].Gave != freight.Title || edited.Event.Detail.Touch.Piece != freight.ID || card.Giving.Offer != nil {
		t.Errorf("%+v", card.Giving)
	}
	log.Note = ""
	again := d.must(d.Log(t.Context(), d.as(ann), log)) // a form that was open showed it still
	if again.Event.Detail.Touch.Piece != freight.ID || again.Event.Detail.Touch.Gave != renamed.Title {
		t.Errorf("%+v", again.Event.Detail.Touch)
	}
}

func TestTwoTouchesWithoutAnythingForThemAreWarnedOf(t *testing.T) {
	d := newDesk(t)
	l := d.tagged("Acme", "logistics")
	dry := func() int {
		d.clock.Advance(time.Hour)
		return d.must(d.Log(t.Context(), d.as(ann), mail(l))).Event.Detail.Dry
	}
	d.same([]int{dry(), dry()}, []int{0, 0}) // there is nothing to give
	freight := d.piece(ann, "Freight case study", "logistics")
	d.same([]int{dry(), dry()}, []int{3, 4})
	d.must(d.Move(t.Context(), d.as(ann), tracker.Target{Lead: l.ID}, tracker.NewDate{On: today}))
	said, err := d.Say(t.Context(), d.as(ann), l.ID, "")
	d.ok(err)
	d.same(said.Facts.Brings, freight.Title)
	row := d.today(ann).Open[0]
	if row.Dry != 4 || row.Offer == nil || row.Offer.Piece.ID != freight.ID {
		t.Errorf("row: %d, %+v", row.Dry, row.Offer)
	}
	log := mail(l)
	log.Gave = "freight"
	d.clock.Advance(time.Hour)
	d.must(d.Log(t.Context(), d.as(ann), log))
	d.same([]int{dry(), dry()}, []int{0, 2})
}

func TestAMorningWithALibraryAsksTwoQuestionsMore(t *testing.T) {
	d := newDesk(t)
	d.tagged("Acme", "logistics")
	ask := func() int64 {
		before := d.db.RoundTrips()
		d.today(ann)
		return d.db.RoundTrips() - before
	}
	settled := func() int64 {
		for range 3 { // statements are prepared by then
			ask()
		}
		return ask()
	}
	without := settled()
	d.piece(ann, "Freight case study", "logistics")
	if with := settled(); with != without+1 { // the library itself is asked for in any case
		t.Errorf("%d questions with a library, %d without", with, without)
	}
}

func TestANoteFillsTheBriefAndItsUndoEmptiesIt(t *testing.T) {
	d := newDesk(t)
	l := d.tagged("Acme")
	log := mail(l)
	log.Note = "hook: runs marathons; ask: who signs?; owes: the list"
	r := d.must(d.Log(t.Context(), d.as(ann), log))
	want := followup.Brief{Hook: "runs marathons", Questions: "who signs?", Owes: "the list"}
	d.same(r.Lead.Brief, want)
	d.same(d.load(l.ID).Brief, want)
	d.must(d.Undo(t.Context(), d.as(ann), r.Event.ID))
	d.same(d.load(l.ID).Brief, followup.Brief{})

	l = d.load(l.ID)
	details := l.Details()
	details.Brief = want
	edited := d.must(d.EditDetails(t.Context(), d.as(ann), l.ID, l.Details().Version(), details, ""))
	d.same(d.load(l.ID).Brief, want)
	d.same(edited.Event.Detail.Details, &followup.Revision{From: l.Details(), To: details})
	other := d.must(d.Add(t.Context(), d.as(ann), tracker.NewLead{Name: "Acme GmbH", First: recall(today)}, true)).Lead
	d.same(d.must(d.Merge(t.Context(), d.as(ann), other.ID, l.ID)).Lead.Brief, want)
}

// What a press carries comes back from a client: a number that is no piece's gives nothing, and nobody is given anything who is left alone.
func TestNothingIsGivenThatIsNotThereOrToWhoIsLeftAlone(t *testing.T) {
	d := newDesk(t)
	study := d.piece(ann, "Freight case study")
	l := d.lead(ann, "Acme", today)
	log := mail(l)
	log.Piece = study.ID + 100
	if _, err := d.Log(t.Context(), d.as(ann), log); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("logged: %v", err)
	}
	touched := d.must(d.Log(t.Context(), d.as(ann), mail(l)))
	if _, err := d.Give(t.Context(), d.as(ann), touched.Event.ID, study.ID+100); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("given: %v", err)
	}
	if touches := d.load(l.ID).Touches; touches != 1 {
		t.Errorf("%d touches", touches)
	}
	stopped := d.must(d.Log(t.Context(), d.as(ann), tracker.Log{Lead: l.ID, Channel: followup.Call, Outcome: followup.RemoveMe}))
	d.same(stopped.Lead.State, followup.DoNotContact)
	if _, err := d.Give(t.Context(), d.as(ann), stopped.Event.ID, study.ID); !errors.Is(err, tracker.ErrDoNotContact) {
		t.Errorf("given to who asked to be left alone: %v", err)
	}
}
