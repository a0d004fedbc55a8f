package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// previousDir is where the release before was built; empty: nobody needed it.
var previousDir string

// previous builds the release before this version, once, from its sources in testdata: a clone need not reach back that far.
var previous = sync.OnceValues(func() (path string, err error) {
	if previousDir, err = os.MkdirTemp("", "followup-previous-"); err != nil {
		return "", err
	}
	path = filepath.Join(previousDir, "followup")
	for _, step := range [][]string{
		{"tar", "-x", "-z", "-f", "testdata/previous.tar.gz", "-C", previousDir},
		{"go", "build", "-C", previousDir, "-buildvcs=false", "-o", path, "./cmd/followup"},
	} {
		if said, err := run(step[0], step[1:]...); err != nil {
			return "", fmt.Errorf("build the previous release: %w: %s", err, said)
		}
	}
	return path, nil
})

func run(name string, args ...string) (said string, err error) {
	cmd := exec.Command(name, args...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		err = errors.Join(fmt.Errorf("%s %s", name, args[0]), err)
	}
	return string(out), err
}

// Old and new side by side, on the schema of the new: whichever is asked serves, and in the morning nobody has two lists.
func TestThePreviousReleaseServesBesideThisOne(t *testing.T) {
	old, err := previous()
	check(t, err)
	w := begin(t, options{})
	w.ana.Command("/followup add Acme").Expect("Acme")
	w.max.Command("/followup add Beta").Expect("Beta")
	w.run(old, "2026-05-12 08:29")
	for i := range 12 { // to one and the other in turn
		name := fmt.Sprintf("Lead-%d", i)
		w.sam.Command("/followup add " + name).Expect(name)
		w.sam.Command("/followup log " + name + " call noanswer").Expect("no answer").Button("Undo").Click()
		w.sam.Command("/followup lead " + name).Expect(name)
	}
	w.wantNumber(12, leadsOf, w.sam.ID())
	w.wantNumber(0, touchesMade)
	w.run(old, "2026-05-12 08:31")
	w.berlin("2026-05-12 08:31")
	w.ana.ExpectDM("Acme")
	w.max.ExpectDM("Beta")
	w.until("nothing waits", func() bool {
		w.turn()
		return w.number(deliveriesLeft) == 0
	})
	w.wantDigests(w.ana, 1)
	w.wantDigests(w.max, 1)
	w.wantNoOrphans()
	w.wantQuickAcks()
	w.wantManners()
}

// What one version has begun when it is killed, the other one finishes: the list that Slack has is found, whoever sent it.
func TestAVersionFinishesWhatTheOtherBegan(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]bool{"the new after the old": false, "the old after the new": true} {
		t.Run(name, func(t *testing.T) {
			first, err := previous()
			check(t, err)
			then, err := program()
			check(t, err)
			if back {
				first, then = then, first
			}
			w := prepared(t)
			w.fault(slacksim.Fault{Kind: slacksim.FaultLate, Method: "chat.postMessage", Delay: time.Minute})
			bot := w.run(first, "2026-05-12 08:31")
			w.until("a list is posted", func() bool { return len(w.digests(w.ana))+len(w.digests(w.max))+len(w.digests(w.sam)) > 0 })
			bot.kill()
			w.wantNumber(0, digestsPosted)
			w.db.MustExec(`update deliveries set leased_until = clock_timestamp() where leased_until is not null`) // in a while
			w.db.MustExec(`update lanes set taken_until = clock_timestamp() where taken_until is not null`)
			w.run(then, "2026-05-12 08:32")
			w.oneDigestEach()
			w.ExpectQuiet()
		})
	}
}
