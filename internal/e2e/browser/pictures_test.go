//go:build browser

package browser

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

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
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, fewColours(drawn)); err != nil {
		return err
	}
	return os.WriteFile(path, small.Bytes(), 0o644)
}

// fewColours is a picture in its 256 most frequent colours, which makes its file half as large and looks the same: a page has few
// colours, and shades of them at the edges of letters.
func fewColours(drawn image.Image) *image.Paletted {
	often := map[color.Color]int{}
	box := drawn.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			often[drawn.At(x, y)]++
		}
	}
	all := slices.SortedFunc(maps.Keys(often), func(a, b color.Color) int {
		return cmp.Or(cmp.Compare(often[b], often[a]), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))) // the same every time
	})
	few := image.NewPaletted(box, all[:min(len(all), 256)])
	nearest := map[color.Color]uint8{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c := drawn.At(x, y)
			if _, known := nearest[c]; !known {
				nearest[c] = uint8(few.Palette.Index(c))
			}
			few.SetColorIndex(x, y, nearest[c])
		}
	}
	return few
}
