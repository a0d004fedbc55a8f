//go:build browser

package browser

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestScreenshots makes the pictures of the README, and in a folder more/ others to look at after a change. Without -screenshots
// nobody keeps them, but the way to each of them works.
func TestScreenshots(t *testing.T) {
	t.Parallel()
	folder := *pictures
	if folder == "" {
		folder = t.TempDir()
	}
	d := startDemo(t, "--at", tuesday)
	w := openWindow(t, wide)
	if err := os.MkdirAll(filepath.Join(folder, "more"), 0o755); err != nil {
		t.Fatal(err)
	}
	picture := func(name string, s spot) { // in light and in dark colours
		t.Helper()
		s.picture(filepath.Join(folder, name+".png"))
		s.w.darken(true)
		s.picture(filepath.Join(folder, "more", filepath.Base(name)+"_dark.png"))
		s.w.darken(false)
	}
	whole := w.in("body")

	w.open(d.url)
	digest := w.message("Tue 12 May · 10 to do")
	digest.row("Acme Robotics").exists()
	picture("digest", whole)

	digest.row("Acme Robotics").button("Done…").click()
	form := w.form("Log a touch")
	form.ask("What came of it", "interested")
	form.says("When is the next step?")
	form.field("Note").in("textarea").fill("Board said yes to a pilot, 10 seats first")
	form.date("On", "2026-05-15")
	picture("log", form)
	form.in(id("modal-close")).click()
	form.gone()

	digest.button("Open list").click()
	list := w.form("Your follow-ups")
	picture("more/list", list)
	list.in(id("modal-close")).click()
	list.gone()

	w.command("park evergreen")
	park := w.form("Park a lead")
	picture("more/park", park)
	park.in(id("modal-close")).click()
	park.gone()
	w.command("log cobalt email sent val:data-protection-summary next call fri 14:00 !")
	w.whisper("Cobalt Health").exists()
	picture("more/receipts", whole)
	w.in(id("tab-home")).click()
	w.in(id("home"), "Cobalt Health").exists()
	picture("more/home", whole)
	w.in(id("home")).button("Change").scroll("end")
	picture("more/home_end", whole)

	w.become("Sam Okafor")
	w.visit("sales")
	summary := w.message("Follow-ups · Sales · week 20")
	picture("summary", summary)
	summary.pick("Open a lead…", "Maple Bank")
	card := w.form("Lead")
	picture("card", card)
	card.in(id("modal-close")).click()
	card.gone()
	summary.button("Open overdue").click()
	overdue := w.form("Overdue leads")
	picture("more/overdue", overdue)
	overdue.in(id("modal-close")).click()
	overdue.gone()
	summary.button("Reassign…").click()
	over := w.form("Hand leads over")
	over.ask("From", "Max Weber")
	over.tick("Leads", "Nimbus Cloud")
	picture("more/reassign", over)
	over.in(id("modal-close")).click()
	over.gone()

	phone := openWindow(t, narrow)
	whole = phone.in("body")
	phone.open(d.url)
	phone.in(id("conversation"), "Followup").exists()
	picture("more/narrow_start", whole)
	phone.visit("Followup")
	phone.message("Tue 12 May").exists()
	picture("more/narrow", whole)
	phone.command("log delta call")
	form = phone.form("Log a touch")
	form.ask("What came of it", "No answer")
	form.says("Suggested: ")
	picture("more/narrow_log", whole)
	form.submit("Log it")
	phone.whisper("Delta Logistics · Piet de Vries · no answer").exists()
	picture("more/narrow_receipt", whole)
	phone.in(id("back")).click()
	phone.become("Sam Okafor")
	phone.visit("sales")
	phone.message("Follow-ups · Sales · week 20").exists()
	picture("more/narrow_summary", whole)
}

// picture writes what the spot looks like once nothing is under way there.
func (s spot) picture(path string) {
	s.w.t.Helper()
	type box struct{ X, Y, Width, Height float64 }
	at := wait[box](s, "take a picture of", `(el) => {
    if (!el || document.querySelector('.busy')) return null;
    document.activeElement?.blur(); // no caret that is there or not
    const { x, y, width, height } = el.getBoundingClientRect();
    return { X: x, Y: y, Width: width, Height: height };
  }`)
	if err := s.w.capture(path, page.Viewport{X: at.X, Y: at.Y, Width: at.Width, Height: at.Height, Scale: 1}); err != nil {
		s.w.t.Errorf("take a picture of %s: %v", s, err)
	}
}

// capture writes a part of the window as a small PNG file.
func (w *window) capture(path string, part page.Viewport) error {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	shot, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		res, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &part})
		return res.Data, err
	})
	if err != nil {
		return err
	}
	drawn, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return err
	}
	var small bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, drawn); err != nil {
		return err
	}
	return os.WriteFile(path, small.Bytes(), 0o644)
}
