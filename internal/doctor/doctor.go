// Package doctor looks at an installation and says in plain words what is right, what is wrong and what to do about it. It changes
// nothing.
package doctor

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/config"
)

// Patient is the installation to look at.
type Patient struct {
	Config   config.Config // what is wrong with it is found too
	Manifest []byte
	Clock    clockwork.Clock // real

	// Database gives the address of the database that the settings mean, which answers at least until stop.
	Database func(context.Context) (url string, stop func() error, err error)
}

// Mark says how a check ended.
type Mark int

// Marks from good to bad.
const (
	Right Mark = iota
	Note       // worth knowing, or it can't be told
	Wrong
)

func (m Mark) String() string {
	switch m {
	case Right:
		return "✓"
	case Note:
		return "!"
	case Wrong:
		return "✗"
	}
	return "?"
}

// Finding is the result of one check.
type Finding struct {
	Mark   Mark
	Part   string // what was looked at, in a word or two
	Text   string
	Advice string // what to do; may be empty
}

// Report is all findings, in the order in which they were made.
type Report []Finding

// patience bounds each question to Slack and to the database.
const patience = 10 * time.Second

// Examine makes every check that can be made. Where Slack or the database does not answer, the other checks go on.
func Examine(ctx context.Context, p Patient) Report {
	e := &examination{Patient: p, http: app.SlackHTTP(patience)}
	e.settings()
	if e.Config.Unread() {
		e.note("the rest", "", "not looked at: too much may stand in the settings file that can't be read")
		return e.report
	}
	e.slack(ctx)
	e.database(ctx)
	e.program(ctx)
	return e.report
}

// Wrong counts what is wrong.
func (r Report) Wrong() int {
	n := 0
	for _, f := range r {
		if f.Mark == Wrong {
			n++
		}
	}
	return n
}

// Print writes one line per finding, the advice below it, and a last line that sums up.
func (r Report) Print(to io.Writer) error {
	var b strings.Builder
	for _, f := range r {
		fmt.Fprintf(&b, "%s %-12s %s\n", f.Mark, f.Part, f.Text)
		if f.Advice != "" {
			fmt.Fprintf(&b, "  %-12s → %s\n", "", f.Advice)
		}
	}
	switch n := r.Wrong(); n {
	case 0:
		b.WriteString("\nNothing is wrong.\n")
	case 1:
		b.WriteString("\nOne thing is wrong.\n")
	default:
		fmt.Fprintf(&b, "\n%d things are wrong.\n", n)
	}
	_, err := io.WriteString(to, b.String())
	return err
}

// examination is a report in the making.
type examination struct {
	Patient

	http   *http.Client
	report Report
}

func (e *examination) right(part, format string, args ...any) {
	e.report = append(e.report, Finding{Mark: Right, Part: part, Text: fmt.Sprintf(format, args...)})
}

func (e *examination) note(part, advice, format string, args ...any) {
	e.report = append(e.report, Finding{Mark: Note, Part: part, Text: fmt.Sprintf(format, args...), Advice: advice})
}

func (e *examination) wrong(part, advice, format string, args ...any) {
	e.report = append(e.report, Finding{Mark: Wrong, Part: part, Text: fmt.Sprintf(format, args...), Advice: advice})
}
