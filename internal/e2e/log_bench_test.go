package e2e

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// perSecond is the pace of BenchmarkLogCommand.
const perSecond = 200

// BenchmarkLogCommand measures how long somebody waits who logs a touch in one line, from the envelope that goes out to the ack that
// comes back, commit included, while 200 a second do so. The first seconds are not measured: the pool opens its connections and
// prepares its statements then, and the tables become large enough for the database to look at what is in them, as it does by itself
// within a minute. Where the server is pgtest's own, it commits (synchronous_commit) but leaves the disk to the system (no fsync). It
// reports, and asserts nothing: machines differ.
func BenchmarkLogCommand(b *testing.B) {
	w := found(b, options{})
	w.join(options{})
	const leads = 100
	for i := range leads {
		check(b, w.ws.Command(b.Context(), w.ana.ID(), "", fmt.Sprintf("/followup add Lead-%03d", i)))
	}
	line := func(i int) string {
		return fmt.Sprintf(`/followup log Lead-%03d call noanswer "number %d"`, i%leads, i)
	}
	pace := real.NewTicker(time.Second / perSecond)
	defer pace.Stop()
	log := func(n int) {
		var all sync.WaitGroup
		for i := range n {
			<-pace.Chan()
			all.Go(func() {
				if err := w.ws.Command(b.Context(), w.ana.ID(), "", line(i)); err != nil {
					b.Error(err)
				}
			})
		}
		all.Wait()
	}
	log(perSecond)
	_, err := w.db.ExecContext(b.Context(), `analyze`)
	check(b, err)
	log(perSecond)
	before := len(w.ws.Log().Envelopes)
	b.ResetTimer()
	log(b.N)
	b.StopTimer()
	if n := w.number(touchesMade); n != 2*perSecond+b.N {
		b.Errorf("%d touches, want %d", n, 2*perSecond+b.N)
	}
	var took []time.Duration
	for _, e := range w.ws.Log().Envelopes[before:] {
		took = append(took, e.After)
	}
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
