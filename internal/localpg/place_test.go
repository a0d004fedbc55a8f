//go:build linux || darwin

package localpg

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jonboulle/clockwork"
)

// emptyBase is a temporary place for clusters that no other test uses.
func emptyBase(t *testing.T) string {
	t.Helper()
	return filepath.Join(enterable(t), "followup-pg")
}

func TestTidy_leaves_nothing_behind(t *testing.T) {
	t.Parallel()
	p := &place{base: emptyBase(t), temporary: true}
	if err := p.openTemporary(t.Context(), clockwork.NewRealClock()); err != nil {
		t.Fatal(err)
	}
	p.tidy()
	if !exists(p.root) {
		t.Fatal("a cluster in use was tidied away")
	}
	if err := os.RemoveAll(p.root); err != nil {
		t.Fatal(err)
	}
	if err := p.lock.Close(); err != nil {
		t.Fatal(err)
	}
	p.tidy()
	if exists(p.base) {
		t.Errorf("%s is still there", p.base)
	}
}

func TestTidy_disturbs_no_cluster_that_starts_meanwhile(t *testing.T) {
	t.Parallel()
	base := emptyBase(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if err := comeAndGo(t.Context(), base); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	if exists(base) {
		t.Errorf("%s is still there", base)
	}
}

// comeAndGo is the life of a temporary and of a kept place, as far as the base
// folder is concerned.
func comeAndGo(ctx context.Context, base string) error {
	p := &place{base: base, temporary: true}
	if err := p.openTemporary(ctx, clockwork.NewRealClock()); err != nil {
		return err
	}
	if err := p.makeSocketDir(account{}); err != nil {
		return err
	}
	if err := os.RemoveAll(p.root); err != nil {
		return err
	}
	if err := p.lock.Close(); err != nil {
		return err
	}
	p.tidy()
	kept := &place{base: base, socket: filepath.Join(base, filepath.Base(p.root)+"-kept")}
	if err := kept.makeSocketDir(account{}); err != nil {
		return err
	}
	if err := os.RemoveAll(kept.socket); err != nil {
		return err
	}
	kept.tidy()
	return nil
}
