//go:build browser

package browser

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/chromedp"
)

// spot is a place on the page, found as a person would: by what it is and what it says. Each step narrows what came before. Nothing
// is looked up before it is needed, and then every use waits until it is there.
type spot struct {
	w     *window
	steps []step
}

type step struct {
	CSS  string `json:"css,omitempty"`
	Has  string `json:"has,omitempty"`  // text it must contain
	Next bool   `json:"next,omitempty"` // what follows it instead
	Last bool   `json:"last,omitempty"` // of several, the last
	Any  bool   `json:"any,omitempty"`  // also what is hidden
	Of   string `json:"of,omitempty"`   // label of the field it must be
}

// id is the selector of a control by the page's own name for it.
func id(name string) string { return fmt.Sprintf("[data-testid=%q]", name) }

func (w *window) in(css string, has ...string) spot { return spot{w: w}.in(css, has...) }

func (s spot) in(css string, has ...string) spot {
	return s.with(step{CSS: css, Has: strings.Join(has, " ")})
}

func (s spot) with(more step) spot { return spot{s.w, append(slices.Clone(s.steps), more)} }

func (s spot) next() spot { return s.with(step{Next: true}) }
func (s spot) last() spot { return s.with(step{Last: true}) }

// orNarrow also takes what a narrow window hides.
func (s spot) orNarrow() spot {
	steps := slices.Clone(s.steps)
	steps[len(steps)-1].Any = true
	return spot{s.w, steps}
}

func (s spot) String() string {
	var words []string
	for _, st := range s.steps {
		switch {
		case st.Next:
			words = append(words, "what follows")
		case st.Last:
			words = append(words, "the last")
		case st.Of != "":
			words = append(words, fmt.Sprintf("the field %q", st.Of))
		case st.Has != "":
			words = append(words, fmt.Sprintf("%s with %q", st.CSS, st.Has))
		default:
			words = append(words, st.CSS)
		}
	}
	return strings.Join(words, " › ")
}

// finder looks a spot up, and tries a check on what it finds with every frame until the check answers something.
const finder = `(async (steps, test, within) => {
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;
  const says = (el) => el.innerText + ' ' + (el.value ?? '') + ' ' + (el.getAttribute('aria-label') ?? '');
  const label = (el) => el.querySelector('.input-label')?.firstChild.textContent;
  const step = (found, { css, has, next, last, any, of }) => {
    if (next) return found.map((el) => el.nextElementSibling).filter(Boolean);
    if (last) return found.slice(-1);
    return found.flatMap((root) => [...root.querySelectorAll(css)]).filter((el) => (any || shown(el)) && (!has || says(el).includes(has)) && (!of || label(el) === of));
  };
  const until = performance.now() + within;
  for (;;) {
    const found = steps.reduce(step, [document]);
    const answer = await test(says)(found[0], found);
    if (answer) return { Got: answer };
    if (performance.now() > until) {
      const top = document.querySelector('[data-testid=modal]') ?? document.getElementById('app');
      return { Trouble: (found[0] ? 'found, but it says: ' + says(found[0]) : 'not found') + '\n--- the page says:\n' + top.innerText };
    }
    await new Promise(requestAnimationFrame);
  }
})`

// wait tries a check, a JavaScript function of what was found, until it answers something.
func wait[T any](s spot, what, check string) T {
	s.w.t.Helper()
	steps, err := json.Marshal(s.steps)
	if err != nil {
		s.w.t.Fatal(err)
	}
	answer, err := evaluate[struct {
		Got     T
		Trouble string
	}](s.w, fmt.Sprintf("%s(%s, (says) => %s, %d)", finder, steps, check, (patience/3).Milliseconds()))
	if err != nil || answer.Trouble != "" {
		s.w.t.Fatalf("%s %s: %v %s", what, s, err, answer.Trouble)
	}
	return answer.Got
}

// exists waits until the spot is on the page.
func (s spot) exists() {
	s.w.t.Helper()
	wait[bool](s, "see", `(el) => !!el`)
}

// says waits until the spot is there and says all of this.
func (s spot) says(texts ...string) {
	s.w.t.Helper()
	for _, text := range texts {
		quoted, err := json.Marshal(text)
		if err != nil {
			s.w.t.Fatal(err)
		}
		wait[bool](s, "read "+string(quoted)+" on", fmt.Sprintf(`(el) => el && says(el).includes(%s)`, quoted))
	}
}

// gone waits until the spot is no more.
func (s spot) gone() {
	s.w.t.Helper()
	wait[bool](s, "see the end of", `(el) => !el`)
}

// attribute is an attribute of the spot.
func (s spot) attribute(name string) string {
	s.w.t.Helper()
	return wait[struct{ Text string }](s, "look at", fmt.Sprintf(`(el) => el && { Text: el.getAttribute(%q) ?? '' }`, name)).Text
}

// focused waits until the keys go to the spot.
func (s spot) focused() {
	s.w.t.Helper()
	wait[bool](s, "type into", `(el) => el && (el === document.activeElement || el.contains(document.activeElement))`)
}

// inView waits until the spot can be seen without scrolling.
func (s spot) inView() {
	s.w.t.Helper()
	wait[bool](s, "see without scrolling", `(el) => {
    if (!el) return false;
    const { x, y, width, height } = el.getBoundingClientRect();
    return el.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  }`)
}

// scroll moves the spot to the start or the end of what is in sight.
func (s spot) scroll(to string) {
	s.w.t.Helper()
	wait[bool](s, "scroll to", fmt.Sprintf(`(el) => { el?.scrollIntoView({ block: %q }); return !!el; }`, to))
}

// point is where a spot can be clicked: it stands still, and nothing lies over it.
const point = `async (el) => {
  if (!el || el.disabled) return null;
  el.scrollIntoView({ block: 'nearest' });
  const before = el.getBoundingClientRect();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const box = el.getBoundingClientRect();
  if (!el.isConnected || box.x !== before.x || box.y !== before.y || box.height !== before.height) return null;
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  return top && (el.contains(top) || top.closest('label')?.contains(el)) ? { X: x, Y: y } : null;
}`

// click clicks the spot with the mouse.
func (s spot) click() {
	s.w.t.Helper()
	at := wait[struct{ X, Y float64 }](s, "click", point)
	s.w.do("click "+s.String(), chromedp.MouseEvent(chromedp.MouseMoved, at.X, at.Y), chromedp.MouseClickXY(at.X, at.Y))
}

// fill clicks into a text field and types.
func (s spot) fill(text string) {
	s.w.t.Helper()
	s.click()
	s.focused()
	s.w.keys(text)
}

// hover moves the mouse over the spot, so that what shows only then does.
func (s spot) hover() {
	s.w.t.Helper()
	at := wait[struct{ X, Y float64 }](s, "hover over", point)
	s.w.do("hover over "+s.String(), chromedp.MouseEvent(chromedp.MouseMoved, at.X, at.Y))
}
