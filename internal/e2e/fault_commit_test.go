package e2e

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/tracker"
)

// deaf is a store that commits, and loses the answer of as many commits as it is told to. Then it may be out of reach.
type deaf struct {
	tracker.Store

	loses *atomic.Int32
	away  *atomic.Bool
}

func (d deaf) InTx(ctx context.Context, do func(tracker.Tx) error) error {
	if d.away.Load() && d.loses.Load() <= 0 {
		return errors.New("out of reach")
	}
	err := d.Store.InTx(ctx, do)
	if err == nil && d.loses.Add(-1) >= 0 {
		return tracker.ErrUnsure
	}
	return err
}

func (d deaf) Record(ctx context.Context, e tracker.Entry) (tracker.Recorded, bool, error) {
	if d.away.Load() && d.loses.Load() <= 0 {
		return tracker.Recorded{}, false, errors.New("out of reach")
	}
	stored, done, err := d.Store.Record(ctx, e)
	if done && d.loses.Add(-1) >= 0 {
		return tracker.Recorded{}, false, tracker.ErrUnsure
	}
	return stored, done, err
}

// A commit whose answer got lost may have been one: nobody is told that nothing was stored, and it counts once.
func TestACommitWhoseAnswerIsLostIsToldAsItIs(t *testing.T) {
	var loses atomic.Int32
	var away atomic.Bool
	w := begin(t, options{between: app.Between{Store: func(s tracker.Store) tracker.Store { return deaf{s, &loses, &away} }}})
	w.ana.Command("/followup add Acme").Expect("Acme")

	loses.Store(1)
	w.ana.Command("/followup log Acme call noanswer").Expect("no answer")
	w.wantNumber(1, touchesMade)

	w.ana.Command("/followup log Acme call")
	form := w.ana.ExpectModal("Log a touch").Choose("What came of it", "No answer")
	loses.Store(1)
	form.Submit().ExpectClosed()
	w.ana.ExpectEphemeral("no answer")
	w.wantNumber(2, touchesMade)

	away.Store(true)
	loses.Store(1)
	w.ana.Command("/followup log Acme call noanswer").Expect("don't know whether this is stored")
	w.wantNumber(3, touchesMade)
	loses.Store(0)
	w.ana.Command("/followup log Acme call noanswer").Expect("Nothing was changed")
	w.wantNumber(3, touchesMade)
	w.wantManners()
}

// stuck is a store whose answers don't arrive until it is let go: those of what was stored, or of who somebody is.
type stuck struct {
	tracker.Store

	stores, knows *atomic.Bool
	letGo         chan struct{}
}

func (s stuck) Record(ctx context.Context, e tracker.Entry) (tracker.Recorded, bool, error) {
	stored, done, err := s.Store.Record(ctx, e)
	if s.stores.Load() {
		<-s.letGo
	}
	return stored, done, err
}

func (s stuck) Member(ctx context.Context, w followup.WorkspaceID, id followup.UserID) (tracker.Member, error) {
	m, err := s.Store.Member(ctx, w, id)
	if s.knows.Load() {
		<-s.letGo
	}
	return m, err
}

// Who gives a request up at the last moment says that nothing was stored only where nothing was on its way to be.
func TestWhatIsGivenUpIsToldAsItIs(t *testing.T) {
	var stores, knows atomic.Bool
	letGo := make(chan struct{})
	w := begin(t, options{between: app.Between{Store: func(s tracker.Store) tracker.Store { return stuck{s, &stores, &knows, letGo} }}})
	w.ana.Command("/followup add Acme").Expect("Acme")
	stores.Store(true)
	w.ana.Command("/followup log Acme call noanswer").Expect("don't know whether this is stored")
	w.wantNumber(1, touchesMade)
	stores.Store(false)
	knows.Store(true)
	w.ana.Command("/followup log Acme call busy").Expect("Nothing was changed")
	w.wantNumber(1, touchesMade)
	knows.Store(false)
	close(letGo)
	w.ana.Command("/followup log Acme call busy").Expect("busy")
	w.wantQuickAcks()
	w.wantManners()
}
