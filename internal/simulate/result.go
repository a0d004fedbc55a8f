package simulate

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

// Report is what a simulation found.
type Report struct {
	Options  Options
	Broken   bool
	Print    uint64        // of the whole story: two runs with the same one told the same
	Took     time.Duration // real time; the caller says it
	From, To calendar.Date // the days that were lived through

	book          *book
	with, without tally
	digests       int
	orphans       int
	loads         []load
	kept, counted int // promises
	decisions     int
	spread        int
	absences      int
	mountain      int
	hot           []time.Duration
	reps          []rep
}

// report sums the simulation up.
func (w *world) report(ctx context.Context) (*Report, error) {
	r := &Report{
		Options: w.Options, Broken: w.book.isBroken(), Print: w.book.print(), From: begins, To: w.date.AddDays(-1), book: w.book,
		with: w.numbers.t, without: without(w.Options), digests: w.numbers.digests, orphans: w.numbers.orphans, loads: w.numbers.loads,
		decisions: w.numbers.decisions, spread: w.numbers.spread, absences: w.numbers.absences, mountain: w.numbers.mountain, hot: w.numbers.hot,
	}
	for _, d := range w.desks {
		r.reps = append(r.reps, d.rep)
	}
	for _, l := range w.leads {
		if l.id != 0 {
			r.with.Reached[l.is.Touches]++
		}
	}
	for _, b := range r.book.breaches {
		if b.Of == Recalls {
			r.with.Lost++
		}
	}
	var err error
	r.kept, r.counted, err = w.promises(ctx)
	return r, err
}

// promises counts those that were kept, of all that count, by the bot's own rule.
func (w *world) promises(ctx context.Context) (kept, counted int, err error) {
	var rows []struct {
		On        time.Time         `db:"for_on"`
		SettledAt *time.Time        `db:"settled_at"`
		SettledOn *time.Time        `db:"settled_on"`
		How       followup.Settling `db:"settled_how"`
	}
	const query = `select for_on, settled_at, settled_on, settled_how from obligations where kind = 'promise'`
	if err := w.stage.db.SelectContext(ctx, &rows, query); err != nil {
		return 0, 0, fmt.Errorf("count promises: %w", err)
	}
	for _, row := range rows {
		o := followup.Obligation{Kind: followup.Promise, On: calendar.DateOf(row.On), How: row.How}
		if row.SettledAt != nil {
			o.SettledAt, o.SettledOn = *row.SettledAt, calendar.DateOf(*row.SettledOn)
		}
		was, counts := o.Kept(w.date)
		if counts {
			counted++
		}
		if was && counts {
			kept++
		}
	}
	return kept, counted, nil
}

// lastTouch is the last bar of curves by touch: what comes later is summed up in it.
const lastTouch = 13

// curve is the part of all deals that was won with each touch, from the first; the last is all beyond.
func (t tally) curve() []float64 {
	all := 0
	for _, n := range t.Closed {
		all += n
	}
	bars := make([]float64, lastTouch)
	for touch, n := range t.Closed {
		bars[min(max(touch, 1), lastTouch)-1] += 100 * part(n, all)
	}
	return bars
}

// sources is the same curve as Follow-up Calls has it, with our spread of the 80 %.
func sources() []float64 {
	bars, all := make([]float64, lastTouch), 0.0
	for _, o := range decidedAt {
		all += o.weight
	}
	for _, o := range decidedAt {
		bars[o.of-1] = 100 * o.weight / all
	}
	return bars
}

// rates are how many of the touches with each number were answered, in percent.
func (t tally) rates() []float64 {
	asked, got := make([]int, lastTouch), make([]int, lastTouch)
	for touch, n := range t.Asked {
		asked[min(touch, lastTouch)-1] += n
	}
	for touch, n := range t.Answered {
		got[min(max(touch, 1), lastTouch)-1] += n
	}
	bars := make([]float64, lastTouch)
	for i := range bars {
		bars[i] = 100 * min(1, part(got[i], asked[i]))
	}
	return bars
}

// spread is how many leads got each number of touches; the last is all beyond.
func (t tally) spread() []float64 {
	bars := make([]float64, lastTouch)
	for touches, n := range t.Reached {
		if touches > 0 {
			bars[min(touches, lastTouch)-1] += float64(n)
		}
	}
	return bars
}

// deals are the deals won up to each working day.
func (t tally) deals(days int) []float64 {
	line, sum := make([]float64, days), 0
	for day := range days {
		sum += t.WonOn[day]
		line[day] = float64(sum)
	}
	return line
}

// perLead is how many touches a lead got on average.
func (t tally) perLead() float64 {
	if t.Leads == 0 {
		return 0
	}
	return float64(t.Touches) / float64(t.Leads)
}

// busiest are the touches and the rows of each rep's days, sorted.
func (r *Report) busiest() (made, listed []int, over, of int) {
	for _, l := range r.loads {
		made, listed = append(made, l.Made), append(listed, l.Listed)
		if l.Capacity == 0 {
			continue
		}
		of++
		if l.Made > l.Capacity {
			over++
		}
	}
	slices.Sort(made)
	slices.Sort(listed)
	return made, listed, over, of
}

// weeks are each rep's average list per week, by rep and week; -1 where the rep wasn't there.
func (r *Report) weeks() [][]float64 {
	weeks := (r.Options.Days + 4) / 5
	sum, days := map[[2]int]int{}, map[[2]int]int{}
	for _, l := range r.loads {
		at := [2]int{l.Rep, l.Day / 5}
		sum[at] += l.Listed
		days[at]++
	}
	grid := make([][]float64, r.Options.Reps)
	for rep := range grid {
		grid[rep] = make([]float64, weeks)
		for week := range grid[rep] {
			grid[rep][week] = -1
			if n := days[[2]int{rep, week}]; n > 0 {
				grid[rep][week] = float64(sum[[2]int{rep, week}]) / float64(n)
			}
		}
	}
	return grid
}

// endings lists how it ended, with both teams, the most frequent first.
func (r *Report) endings() []ending {
	all := map[ending]int{}
	for _, t := range []tally{r.with, r.without} {
		for how, n := range t.Ended {
			all[how] += n
		}
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b ending) int { return all[b] - all[a] })
}
