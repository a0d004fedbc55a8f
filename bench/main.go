// Command bench measures how fast Followup is and how little it needs: the real program as a process of its own, PostgreSQL beside it,
// and a simulated workspace in this process. docs/performance.md has the figures, and what each of these commands is about:
//
//	go run ./bench load    commands at a pace, from the envelope to the ack
//	go run ./bench peer    the same beside a minimal app on @slack/bolt and pg that does one insert per command
//	go run ./bench data    what people look up, at 10,000, 100,000 and 1,000,000 leads
//	go run ./bench wave    the digests of a morning
//	go run ./bench start   how soon it serves, and how large it is
//
// It asserts nothing: machines differ.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
)

// benches are what can be measured.
var benches = map[string]func(ctx context.Context, h *house, args []string) error{
	"load":  load,
	"peer":  peer,
	"data":  data,
	"wave":  wave,
	"start": start,
}

// room is how much of the computer's memory this process may fill before it collects its garbage.
const room = 4 << 30

func main() {
	// The workspace and those who type share two cores with what is measured: a collection here is a pause there, which no Slack makes.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(room)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	if len(args) == 0 || benches[args[0]] == nil {
		return fmt.Errorf("say what to measure: %s", strings.Join(slices.Sorted(maps.Keys(benches)), ", "))
	}
	h := &house{out: out}
	defer func() { err = errors.Join(err, h.close()) }()
	return benches[args[0]](ctx, h, args[1:])
}
