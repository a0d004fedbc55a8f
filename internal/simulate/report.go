package simulate

import "context"

// Report is what a simulation found.
type Report struct {
	Options Options
	Broken  bool
	Print   uint64 // of the whole story
	book    *book
	with    tally
}

func (w *world) report(_ context.Context) (*Report, error) {
	return &Report{Options: w.Options, Broken: w.book.isBroken(), Print: w.book.print(), book: w.book, with: w.numbers.t}, nil
}
