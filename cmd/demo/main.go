// Demo runs the whole product on one machine: a simulated Slack workspace in the browser, the bot, and a private PostgreSQL with a
// believable team. Nothing is left behind when it ends, unless --data names a folder.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
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
		RunE:          func(cmd *cobra.Command, _ []string) error { return start(cmd.Context(), o) },
	}
	cmd.Flags().StringVar(&o.addr, "addr", "127.0.0.1:8765", "loopback address of the page; port 0 takes a free one")
	cmd.Flags().StringVar(&o.at, "at", "", "start as if it were then, in Berlin, such as 2026-05-12T09:00 (default now, or the next working morning)")
	cmd.Flags().BoolVar(&o.noOpen, "no-open", false, "don't open the page in the browser")
	cmd.Flags().BoolVar(&o.empty, "empty", false, "start with people and a channel, but no leads and no team")
	cmd.Flags().IntVar(&o.replicas, "replicas", 1, "how many bots share the work, 1 to 5")
	cmd.Flags().StringVar(&o.data, "data", "", "folder that keeps everything, to go on there next time (default: nothing is kept)")
	cmd.Flags().BoolVar(&o.simOnly, "sim-only", false, "serve the workspace alone and print a token pair, for any app of yours")
	cmd.Flags().StringVar(&o.manifest, "manifest", "", "with --sim-only: manifest of your app, as YAML (default: Followup's)")
	cmd.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "print the bot's log")

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := withGoRun(ctx)
	defer cancel()
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

	replicas int
	data     string
	simOnly  bool
	manifest string
}

// maxReplicas is how many bots fit into the ten connections that Slack allows, two for each.
const maxReplicas = 5

// check refuses what doesn't go together.
func (o options) check() error {
	switch {
	case !loopback(o.addr):
		return fmt.Errorf("--addr %s is no loopback address such as 127.0.0.1:8765 or 127.0.0.1:0: whoever reaches the page is everybody in it", o.addr)
	case o.replicas < 1 || o.replicas > maxReplicas:
		return fmt.Errorf("--replicas %d: 1 to %d can share Slack's ten connections", o.replicas, maxReplicas)
	case o.manifest != "" && !o.simOnly:
		return errors.New("--manifest is for --sim-only: with it, no bot of ours runs")
	case o.simOnly && o.replicas > 1:
		return errors.New("--sim-only runs no bot, so it takes no --replicas")
	}
	return nil
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// database is the folder of the private PostgreSQL; empty for one that goes away.
func (o options) database() string {
	if o.data == "" {
		return ""
	}
	return filepath.Join(o.data, "postgresql")
}

// ending says what is left of it.
func (o options) ending() string {
	if o.data == "" {
		return "leaves nothing behind"
	}
	return "keeps everything in " + o.data
}

// log is what the bot's log goes to: nothing, so that the page's address stays in sight, unless it is asked for.
func (o options) log() *slog.Logger {
	if !o.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, nil))
}
