package simulate

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is what the page shows.
type page struct {
	*Report

	Title, Span, Again string
	Tiles              []tile
	Held               []held
	Breaches           []Breach
	Compared           []compared
	Charts             []chart
	Assumptions        []assumption
}

// tile is a number that counts.
type tile struct {
	Value, Says string
	Bad         bool
}

// held is a guarantee, and how often was looked.
type held struct {
	Of     Guarantee
	Says   string
	Looks  int
	Broken int
}

// compared is a number of both teams.
type compared struct{ What, With, Without string }

// chart is one of the drawings.
type chart struct {
	Title, Text string
	Keys        []series
	SVG         template.HTML
	Wide        bool
}

// Page writes the report as one page that needs nothing else, readable on a phone, in light and dark.
func (r *Report) Page(to io.Writer) error {
	p := page{
		Report: r, Title: "A year in a minute", Again: r.Options.command(), Breaches: r.book.breaches, Assumptions: assumptions(),
		Span: fmt.Sprintf("%d reps · %d leads · %d working days, %s to %s · seed %d", r.Options.Reps, r.with.Leads, r.Options.Days,
			r.From.Format("2 Jan 2006"), r.To.Format("2 Jan 2006"), r.Options.Seed),
	}
	for _, g := range guarantees {
		p.Held = append(p.Held, held{g.Of, g.Says, r.book.looked[g.Of], r.book.broken[g.Of]})
	}
	p.Tiles = []tile{
		{fmt.Sprint(r.with.Lost + r.orphans), "leads lost or without a next step", r.with.Lost+r.orphans > 0},
		{fmt.Sprint(r.book.broken[Digests]), fmt.Sprintf("morning lists missed or doubled, of %d", r.digests), r.book.broken[Digests] > 0},
		{fmt.Sprint(r.book.broken[Promises]), "promises moved by a rule", r.book.broken[Promises] > 0},
		{percent(part(r.kept, r.counted)), fmt.Sprintf("of %d promises kept, by these reps", r.counted), false},
	}
	p.Compared = r.compared()
	if !r.Broken {
		p.Charts = r.charts()
	}
	if err := pageTemplate.Execute(to, p); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

func (r *Report) compared() []compared {
	row := func(what string, of func(tally) string) compared { return compared{what, of(r.with), of(r.without)} }
	return []compared{
		row("Deals won", func(t tally) string { return fmt.Sprint(t.Ended[won]) }),
		row("… of all leads", func(t tally) string { return percent(part(t.Ended[won], t.Leads)) }),
		row("Worth", func(t tally) string { return euros(t.Revenue) }),
		row("Touches per lead", func(t tally) string { return fmt.Sprintf("%.1f", t.perLead()) }),
		row("Leads forgotten, or without a next step", func(t tally) string { return fmt.Sprint(t.Lost) }),
		row("Give-up index: ended before touch 5, nobody having said no", func(t tally) string { return percent(t.givenUpEarly()) }),
		row("Half of all answers waited at most", func(t tally) string { return hours(middle(t.Waits, .5)) }),
	}
}

// charts are the drawings, the most telling first.
func (r *Report) charts() []chart {
	touches := make([]string, lastTouch)
	for i := range touches {
		touches[i] = fmt.Sprint(i + 1)
	}
	touches[lastTouch-1] += "+"
	two := func(of func(tally) []float64) []series {
		return []series{{"with the bot", "a", of(r.with)}, {"without", "b", of(r.without)}}
	}
	curve := append(two(tally.curve), series{"the sources", "s", sources()})
	deals := two(func(t tally) []float64 { return t.deals(r.Options.Days) })
	rates, spread := two(tally.rates), two(tally.spread)
	made, listed, over, of := r.busiest()
	return []chart{
		{
			Title: "Deals by the touch they were won with", Keys: curve, SVG: columns("deals by touch", "touch", "%", touches, curve...),
			Text: "Follow-up Calls: 2, 3, 5, 10 % on the first four, 80 % on the fifth to the twelfth. Who stops after two never meets most of them.",
		},
		{
			Title: "Deals over the year", Keys: deals, SVG: lines("deals over the year", "month", r.months(), deals...),
			Text: "Same prospects, same luck, same reps. What differs is who remembers.",
		},
		{
			Title: "Touches per lead", Keys: spread, SVG: columns("touches per lead", "touches", "", touches, spread...),
			Text: fmt.Sprintf("How many leads got how many touches. On average %.1f with the bot, %.1f without.", r.with.perLead(), r.without.perLead()),
		},
		{
			Title: "Answers by touch", Keys: rates, SVG: columns("answers by touch", "touch", "%", touches, rates...),
			Text: fmt.Sprintf("How many touches were answered. Of %d break-ups %s: Five Strategies has 20 to 30 %%.", r.with.Goodbyes, percent(part(r.with.Echoes, r.with.Goodbyes))),
		},
		r.endingsChart(),
		{
			Title: "Load per rep and day", SVG: columns("touches per rep and day", "touches in a day", "", histogramLabels, series{"days", "a", histogram(made)}),
			Text: fmt.Sprintf("Working days of reps, by the touches made. Half of the days have %d or fewer, the fullest %d. Days over a capacity that a rep has set: %d of %d, by promises, answers and signals, or by what was left over.",
				middle(made, .5), middle(made, 1), over, of),
		},
		{
			Title: "Morning lists, by rep and week", Wide: true, SVG: heat("length of lists by rep and week", "week", r.names(), r.weeks()),
			Text: fmt.Sprintf("How many leads a morning. Half of all lists have %d or fewer, the longest %d. Blank: away, or gone.", middle(listed, .5), middle(listed, 1)),
		},
	}
}

// endingsChart is how it ended with the leads.
func (r *Report) endingsChart() chart {
	var parts []series
	for _, how := range []struct {
		ending ending
		class  string
	}{{won, "won"}, {refused, "no"}, {removed, "removed"}, {exhausted, "spent"}, {givenUp, "given"}, {forgotten, "forgot"}} {
		parts = append(parts, series{string(how.ending), how.class, []float64{float64(r.with.Ended[how.ending]), float64(r.without.Ended[how.ending])}})
	}
	going := []float64{float64(r.with.Leads - r.with.over()), float64(r.without.Leads - r.without.over())}
	parts = append(parts, series{"still going", "open", going})
	return chart{
		Title: "How it ended", Keys: parts, SVG: shares("how it ended", []string{"with the bot", "without"}, parts),
		Text: "“Still going” with the bot has a next step, each: a cadence, a promise, a date to wake.",
	}
}

// histogram counts days by touches: none, one or two, and so on.
func histogram(made []int) []float64 {
	bars := make([]float64, len(histogramTo))
	for _, n := range made {
		at, _ := slices.BinarySearch(histogramTo, n)
		bars[min(at, len(bars)-1)]++
	}
	return bars
}

var (
	histogramTo     = []int{0, 2, 5, 8, 11, 15, 20, 25, 30, 1 << 30}
	histogramLabels = []string{"0", "1–2", "3–5", "6–8", "9–11", "12–15", "16–20", "21–25", "26–30", "31+"}
)

// names are the reps', with who they are like.
func (r *Report) names() []string {
	names := make([]string, 0, len(r.reps))
	for _, p := range r.reps {
		first, _, _ := strings.Cut(p.name, " ")
		names = append(names, first+", "+string(p.temper))
	}
	return names
}

// months are the labels below the days.
func (r *Report) months() []string {
	var labels []string
	for at := time.Date(r.From.Year, r.From.Month, 1, 0, 0, 0, 0, time.UTC); ; at = at.AddDate(0, 1, 0) {
		if at.After(time.Date(r.To.Year, r.To.Month, r.To.Day, 0, 0, 0, 0, time.UTC)) {
			return labels
		}
		labels = append(labels, at.Format("Jan"))
	}
}
