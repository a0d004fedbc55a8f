package simulate

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/followup-bot/followup/internal/followup"
)

// Write prints the report in plain English.
func (r *Report) Write(to io.Writer) {
	say := func(format string, args ...any) { fmt.Fprintf(to, format+"\n", args...) }
	o := r.Options
	say("\nA year in a minute: %d reps, %d leads, %d working days from %s to %s, seed %d, in %s of real time",
		o.Reps, r.with.Leads, o.Days, r.From.Format("Mon 2 Jan 2006"), r.To.Format("Mon 2 Jan 2006"), o.Seed, r.Took.Round(time.Second))
	say("The story's print is %016x: the same seed gives the same one.", r.Print)

	say("\nWhat must hold, looked at on every day. This is no model: it is read from the database and from the messages.")
	for _, g := range guarantees {
		say("  %-6s %-5s %s (%d looks)", r.verdict(g.Of), string(g.Of), g.Says, r.book.looked[g.Of])
	}
	say("  leads lost %d · orphans %d · digests sent %d, missed or doubled %d · promises kept %s of %d",
		r.with.Lost, r.orphans, r.digests, r.book.broken[Digests], percent(part(r.kept, r.counted)), r.counted)
	for n, b := range r.book.breaches {
		say("\n%s did not hold (%d): %s\n  what led there:\n    %s", b.Of, n+1, b.What, strings.Join(b.Story, "\n    "))
	}
	if r.Broken {
		say("\nBROKEN. The same story again: %s", o.command())
		return
	}
	r.writeModel(say)
}

// writeModel prints what came of the leads.
func (r *Report) writeModel(say func(string, ...any)) {
	say("\nWhat came of the leads. This is a model: its figures are the sources' or ours, and are listed below.")
	say("  %-34s %12s %12s", "", "with the bot", "without")
	row := func(what string, of func(tally) string) { say("  %-34s %12s %12s", what, of(r.with), of(r.without)) }
	number := func(of func(tally) int) func(tally) string {
		return func(t tally) string { return fmt.Sprint(of(t)) }
	}
	row("touches per lead", func(t tally) string { return fmt.Sprintf("%.1f", t.perLead()) })
	row("deals won", number(func(t tally) int { return t.Ended[won] }))
	row("… of all leads", func(t tally) string { return percent(part(t.Ended[won], t.Leads)) })
	row("worth", func(t tally) string { return euros(t.Revenue) })
	row("leads forgotten or without next step", number(func(t tally) int { return t.Lost }))
	row("give-up index (before touch 5)", func(t tally) string { return percent(t.givenUpEarly()) })
	row("half of all answers waited at most", func(t tally) string { return hours(middle(t.Waits, .5)) })
	say("  break-ups answered, with the bot: %s of %d (Five Strategies: 20 to 30 %%)", percent(part(r.with.Echoes, r.with.Goodbyes)), r.with.Goodbyes)
	made, listed, over, of := r.busiest()
	say("  a rep's day, with the bot: %d touches on half of the days, %d on the fullest; lists of %d leads on half of the days, %d on the longest; days over a capacity that a rep has set: %d of %d, by promises, answers and signals, or by what was left over",
		middle(made, .5), middle(made, 1), middle(listed, .5), middle(listed, 1), over, of)
	say("  hot signals: %d, half of them touched within %s · third moves that asked for a decision: %d · leads spread out of a backlog: %d",
		len(r.hot), minutes(middle(r.hot, .5)), r.decisions, r.spread)
	say("  absences: %d, each with a cover where one was free · plans overdue on the first morning back: %d", r.absences, r.mountain)

	say("\nDeals by the touch they were won with, in %% of all deals (Follow-up Calls: 2, 3, 5, 10, then 80 from the fifth to the twelfth)")
	say("  %-6s %8s %8s %8s   %s", "touch", "sources", "with", "without", "answered, with the bot")
	from, with, lone, rates := sources(), r.with.curve(), r.without.curve(), r.with.rates()
	for i := range from {
		name := fmt.Sprint(i + 1)
		if i == lastTouch-1 {
			name += "+"
		}
		say("  %-6s %7.0f%% %7.0f%% %7.0f%%   %5.1f%% of %d", name, from[i], with[i], lone[i], rates[i], r.with.asked(i+1))
	}

	say("\nHow it ended          with the bot      without")
	for _, how := range r.endings() {
		say("  %-38s %6d %12d", how, r.with.Ended[how], r.without.Ended[how])
	}
	say("  %-38s %6d %12d", "still going", r.with.Leads-r.with.over(), r.without.Leads-r.without.over())

	say("\nWhat the model takes for true")
	for _, a := range assumptions() {
		say("  %s: %s (%s)", a.What, a.Figure, a.Source)
	}
}

// asked is how many touches had a number, or were beyond the last.
func (t tally) asked(touch int) (n int) {
	for at, of := range t.Asked {
		if min(at, lastTouch) == touch {
			n += of
		}
	}
	return n
}

func (r *Report) verdict(g Guarantee) string {
	if n := r.book.broken[g]; n > 0 {
		return fmt.Sprintf("BROKEN %d×", n)
	}
	return "holds"
}

func percent(f float64) string { return fmt.Sprintf("%.0f %%", 100*f) }

func euros(cents int64) string {
	return followup.Money{Minor: cents / 100_000_00 * 100_000_00, Currency: "EUR"}.String()
}

func minutes(d time.Duration) string { return fmt.Sprintf("%.0f min", d.Minutes()) }

func hours(d time.Duration) string { return fmt.Sprintf("%.1f h", d.Hours()) }
