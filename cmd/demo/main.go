// Demo runs the whole product on one machine: a simulated Slack workspace in the browser, the bot, and a private PostgreSQL with a
// believable team. Nothing is left behind when it ends.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones for machines that have none

	"github.com/spf13/cobra"
)

func main() {
	var o options
	cmd := &cobra.Command{
		Use:           "demo",
		Short:         "Try Followup in a simulated Slack workspace in your browser",
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.addr, "addr", "127.0.0.1:8765", "loopback address of the page; port 0 takes a free one")
	cmd.Flags().StringVar(&o.at, "at", "", "start as if it were then, in Berlin, such as 2026-05-12T09:00 (default now, or the next working morning)")
	cmd.Flags().BoolVar(&o.noOpen, "no-open", false, "don't open the page in the browser")
	cmd.Flags().BoolVar(&o.empty, "empty", false, "start with people and a channel, but no leads and no team")
	cmd.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "print the bot's log")

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := cmd.ExecuteContext(ctx); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// options are the demo's flags.
type options struct {
	addr    string
	at      string
	noOpen  bool
	empty   bool
	verbose bool
}

// log is what the bot's log goes to: nothing, so that the page's address stays in sight, unless it is asked for.
func (o options) log() *slog.Logger {
	if !o.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, nil))
}
