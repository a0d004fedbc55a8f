package simulate

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// Charts are SVG drawn here, in the page's colors: class a is the team with the bot, b without, s the sources.

// canvas collects the shapes of a chart.
type canvas struct {
	strings.Builder

	wide, high              float64
	left, right, top, under float64 // margins
}

// newCanvas is one with room for an axis on the left and one below.
func newCanvas() *canvas {
	return &canvas{wide: 460, high: 240, left: 38, right: 8, top: 14, under: 36}
}

func (c *canvas) put(format string, args ...any) { fmt.Fprintf(c, format, args...) }

// text writes a label. What is written is escaped.
func (c *canvas) text(x, y float64, anchor, class, label string) {
	c.put(`<text x="%.1f" y="%.1f" text-anchor="%s" class="%s">%s</text>`, x, y, anchor, class, template.HTMLEscapeString(label))
}

// done is the chart, with what it shows for who can't see it.
func (c *canvas) done(says string) template.HTML {
	says = template.HTMLEscapeString(says)
	//nolint:gosec // numbers, and labels that were escaped
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %g %g" role="img" aria-label="%s">%s</svg>`, c.wide, c.high, says, c.String()))
}

// y is where a value is drawn of a scale up to most.
func (c *canvas) y(v, most float64) float64 { return c.high - c.under - (c.high-c.under-c.top)*v/most }

// x is where the i-th of n columns begins, and how wide it is.
func (c *canvas) x(i, n int) (at, wide float64) {
	wide = (c.wide - c.left - c.right) / float64(n)
	return c.left + wide*float64(i), wide
}

// scale is a round number not below v, and how far apart its lines are.
func scale(v float64) (most, step float64) {
	if v <= 0 {
		return 1, 1
	}
	size := math.Pow(10, math.Floor(math.Log10(v)))
	for _, by := range []float64{.2, .5, 1, 2} {
		if step = size * by; v/step <= 5 {
			break
		}
	}
	return math.Ceil(v/step) * step, step
}

// grid draws the lines of a scale and its labels.
func (c *canvas) grid(most, step float64, unit string) {
	for v := 0.0; v <= most+step/2; v += step {
		y := c.y(v, most)
		c.put(`<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" class="grid"/>`, c.left, c.wide-c.right, y, y)
		c.text(c.left-6, y+3.5, "end", "axis", fmt.Sprintf("%.4g%s", v, unit))
	}
}

// series is what one of several draws.
type series struct {
	Name   string
	Class  string
	Values []float64
}

// columns draws series side by side, a group for each label. A last series of class s is a line of dots above them.
func columns(says, below, unit string, labels []string, all ...series) template.HTML {
	c := newCanvas()
	most := 0.0
	for _, s := range all {
		for _, v := range s.Values {
			most = max(most, v)
		}
	}
	most, step := scale(most)
	c.grid(most, step, unit)
	bars := all
	if last := len(all) - 1; all[last].Class == "s" {
		bars = all[:last]
	}
	for i, label := range labels {
		x, wide := c.x(i, len(labels))
		c.text(x+wide/2, c.high-c.under+14, "middle", "axis", label)
		each := wide * .8 / float64(len(bars))
		for n, s := range bars {
			y := c.y(s.Values[i], most)
			c.put(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="1.5" class="%s"><title>%s, %s: %.3g%s</title></rect>`,
				x+wide*.1+each*float64(n), y, each*.92, c.high-c.under-y, s.Class, s.Name, label, s.Values[i], unit)
		}
	}
	if len(bars) < len(all) {
		c.dots(all[len(all)-1], most, unit, labels)
	}
	c.text((c.left+c.wide-c.right)/2, c.high-6, "middle", "axis", below)
	return c.done(says)
}

// dots draws a series as a line with dots over the columns.
func (c *canvas) dots(s series, most float64, unit string, labels []string) {
	var points []string
	for i, v := range s.Values {
		x, wide := c.x(i, len(labels))
		points = append(points, fmt.Sprintf("%.1f,%.1f", x+wide/2, c.y(v, most)))
	}
	c.put(`<polyline points="%s" class="line %s"/>`, strings.Join(points, " "), s.Class)
	for i, v := range s.Values {
		x, wide := c.x(i, len(labels))
		c.put(`<circle cx="%.1f" cy="%.1f" r="3.2" class="%s"><title>%s, %s: %.3g%s</title></circle>`, x+wide/2, c.y(v, most), s.Class, s.Name, labels[i], v, unit)
	}
}

// lines draws series over time, with labels spread below.
func lines(says, below string, labels []string, all ...series) template.HTML {
	c := newCanvas()
	most := 0.0
	for _, s := range all {
		most = max(most, s.Values[len(s.Values)-1])
	}
	most, step := scale(most)
	c.grid(most, step, "")
	for _, s := range all {
		points := make([]string, 0, len(s.Values))
		for i, v := range s.Values {
			x := c.left + (c.wide-c.left-c.right)*float64(i)/float64(max(1, len(s.Values)-1))
			points = append(points, fmt.Sprintf("%.1f,%.1f", x, c.y(v, most)))
		}
		c.put(`<polyline points="%s" class="line %s"/>`, strings.Join(points, " "), s.Class)
		end := s.Values[len(s.Values)-1]
		c.text(c.wide-c.right-2, c.y(end, most)-6, "end", "value "+s.Class, fmt.Sprintf("%s: %.0f", s.Name, end))
	}
	for i, label := range labels {
		x, wide := c.x(i, len(labels))
		c.text(x+wide/2, c.high-c.under+14, "middle", "axis", label)
	}
	c.text((c.left+c.wide-c.right)/2, c.high-6, "middle", "axis", below)
	return c.done(says)
}

// heat draws a grid of values, the darker the more; what is below zero is left blank.
func heat(says, below string, rows []string, grid [][]float64) template.HTML {
	const row = 13
	c := newCanvas()
	c.wide, c.left, c.top, c.high = 940, 110, 4, 4+36+row*float64(len(rows))
	most := 1.0
	for _, r := range grid {
		for _, v := range r {
			most = max(most, v)
		}
	}
	for i, values := range grid {
		y := c.top + row*float64(i)
		c.text(c.left-6, y+row-3.5, "end", "axis", rows[i])
		for n, v := range values {
			if v < 0 {
				continue
			}
			x, wide := c.x(n, len(values))
			c.put(`<rect x="%.1f" y="%.1f" width="%.1f" height="%d" rx="1.5" class="a" fill-opacity="%.2f"><title>%s, week %d: %.1f leads a morning</title></rect>`,
				x, y, wide*.9, row-2, .08+.92*v/most, template.HTMLEscapeString(rows[i]), n+1, v)
		}
	}
	for n := range grid[0] {
		if x, wide := c.x(n, len(grid[0])); n == 0 || (n+1)%10 == 0 {
			c.text(x+wide/2, c.high-22, "middle", "axis", fmt.Sprint(n+1))
		}
	}
	c.text((c.left+c.wide-c.right)/2, c.high-6, "middle", "axis", fmt.Sprintf("%s; the darkest is %.0f", below, most))
	return c.done(says)
}

// shares draws how the whole of each team divides, one bar a team.
func shares(says string, teams []string, parts []series) template.HTML {
	c := newCanvas()
	c.left, c.high, c.top = 86, 34*float64(len(teams))+10, 6
	for i, team := range teams {
		all, y := 0.0, c.top+34*float64(i)
		for _, p := range parts {
			all += p.Values[i]
		}
		c.text(c.left-6, y+17, "end", "axis", team)
		x := c.left
		for _, p := range parts {
			wide := (c.wide - c.left - c.right) * p.Values[i] / max(all, 1)
			c.put(`<rect x="%.1f" y="%.1f" width="%.1f" height="26" class="%s"><title>%s, %s: %.0f</title></rect>`, x, y, max(wide-1, 0), p.Class, team, p.Name, p.Values[i])
			if wide > 24 {
				c.text(x+wide/2, y+17, "middle", "in", fmt.Sprintf("%.0f", p.Values[i]))
			}
			x += wide
		}
	}
	return c.done(says)
}
