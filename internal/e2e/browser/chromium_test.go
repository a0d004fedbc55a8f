//go:build browser

// Package browser clicks through the demo as a newcomer would, in a real Chromium, and makes the pictures of the README on the way.
package browser

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var pictures = flag.String("screenshots", "", "folder to write the README's screenshots to")

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "followup-browser-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of ours in the temporary place
	if err := buildDemo(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// chromium finds the browser.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("these tests need Chromium; on Debian and Ubuntu: apt-get install -y chromium fonts-lato fonts-noto-color-emoji")
	return ""
}

// window is a browser window with the demo's page.
type window struct {
	t   *testing.T
	ctx context.Context

	mu      sync.Mutex
	trouble []string // what the page complained about
}

// size is a window's width and height.
type size struct{ width, height int64 }

var (
	wide   = size{1280, 800}
	narrow = size{390, 844}
)

// withMouse tells the page that it can be hovered over, which Chromium without a screen doesn't know.
const withMouse = "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"

// openWindow starts a browser that lives as long as the test. Whatever the page complains about on its console fails the test.
func openWindow(t *testing.T, s size) *window {
	t.Helper()
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(int(s.width), int(s.height)),
		chromedp.Flag("headless", "new"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("lang", "en-GB"),
	)
	if s != narrow {
		flags = append(flags, chromedp.Flag("blink-settings", withMouse))
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), flags...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	w := &window{t: t, ctx: ctx}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height)); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	heard := make(chan struct{})
	messages := chromedp.Console(ctx)
	go func() {
		defer close(heard)
		for m, err := range messages {
			if err != nil {
				return // the window closed
			}
			w.hear(m)
		}
	}()
	t.Cleanup(func() {
		if t.Failed() {
			if err := w.capture(filepath.Join(t.ArtifactDir(), "failed.png"), page.Viewport{Width: float64(s.width), Height: float64(s.height), Scale: 1}); err != nil {
				t.Log(err)
			}
		}
		cancel()
		<-heard
		for _, complaint := range w.trouble {
			t.Errorf("the page complains: %s", complaint)
		}
	})
	return w
}

func (w *window) hear(m chromedp.ConsoleMessage) {
	if m.IsException() || m.Type == "error" || m.Type == "warning" || m.Type == "assert" {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.trouble = append(w.trouble, m.String())
	}
}

// do carries out actions of the browser.
func (w *window) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
}

// open shows an address and waits until the page has drawn itself.
func (w *window) open(url string) {
	w.t.Helper()
	w.do("open "+url, chromedp.Navigate(url))
	w.in(id("me")).orNarrow().exists()
}

// reload loads the page anew.
func (w *window) reload() {
	w.t.Helper()
	w.do("reload", chromedp.Reload())
	w.in(id("me")).orNarrow().exists()
}

// keys presses keys one after the other, as a person would.
func (w *window) keys(text string) {
	w.t.Helper()
	for _, r := range text {
		w.press(r, 0)
	}
}

// press presses one key: what it types goes with the press, so that a page that takes the key for itself gets no letter from it.
func (w *window) press(r rune, with chromedp.Modifier) {
	w.t.Helper()
	events := kb.Encode(r)
	down, up := *events[0], *events[len(events)-1]
	down.Modifiers |= int64(with)
	up.Modifiers |= int64(with)
	if len(events) > 2 && with == 0 {
		down.Type, down.Text, down.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, events[1].Text, events[1].UnmodifiedText
	}
	w.do(fmt.Sprintf("press %q", r), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, event := range []input.DispatchKeyEventParams{down, up} {
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, event); err != nil {
				return err
			}
		}
		return nil
	}))
}

// darken makes the system prefer dark colours, or light ones.
func (w *window) darken(dark bool) {
	scheme := map[bool]string{true: "dark", false: "light"}[dark]
	w.t.Helper()
	w.do("darken", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	}))
}

// evaluate runs JavaScript, awaits what it promises and decodes it.
func evaluate[T any](w *window, script string) (T, error) {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		err = fmt.Errorf("%s", strings.TrimSpace(err.Error()))
	}
	return got, err
}
