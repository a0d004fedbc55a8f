package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"
)

// start measures how soon the bot serves after its process begins, on a database that exists, what it holds while nothing happens, and
// how large the program is.
func start(ctx context.Context, h *house, args []string) error {
	f := flag.NewFlagSet("start", flag.ContinueOnError)
	often := f.Int("times", 20, "how often it is started")
	idle := f.Duration("idle", 90*time.Second, "how long it is then left alone")
	if err := f.Parse(args); err != nil {
		return err
	}
	program, err := h.build(ctx)
	if err != nil {
		return err
	}
	office, err := h.office(ctx, loadOptions{reps: 100, leads: 10_000, fsync: true})
	if err != nil {
		return err
	}
	var connected, answered times
	for i := range *often {
		bot, err := h.serve(ctx, program, office.url, office.ws)
		if err != nil {
			return err
		}
		connected = append(connected, real.Since(bot.started))
		l := office.lines[i%len(office.lines)]
		if err := office.ws.Command(ctx, l.user, "", l.text); err != nil {
			return err
		}
		answered = append(answered, real.Since(bot.started))
		if err := bot.stop(); err != nil {
			return err
		}
		if err := waitGone(ctx, office.ws); err != nil {
			return err
		}
	}
	h.say("from the start of the process, %d times: until connected %s", *often, connected)
	h.say("    until the first command is acked %s", answered)
	bot, err := h.serve(ctx, program, office.url, office.ws)
	if err != nil {
		return err
	}
	if err := pause(ctx, *idle); err != nil {
		return err
	}
	used, err := bot.memory()
	if err != nil {
		return err
	}
	h.say("after %s of nothing: %.1f MB (most %.1f)", *idle, used.now, used.most)
	size, err := os.Stat(program)
	if err != nil {
		return err
	}
	h.say("the program: %s", megabytes(size.Size()))
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }
