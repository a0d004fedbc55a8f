// Command followup is the bot and its tools: serve, migrate, doctor, healthcheck, version.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // people's time zones, also where the system has none

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/followup-bot/followup/internal/config"
)

func main() {
	err := root(os.Stdout, os.Stderr).ExecuteContext(untilSignal())
	if err == nil {
		return
	}
	if !errors.Is(err, errTold) {
		fmt.Fprintln(os.Stderr, "followup:", config.Hide(err.Error()))
	}
	os.Exit(1)
}

// untilSignal returns a context that ends with the first SIGTERM or Ctrl-C. The second ends the program at once, also where it is
// process 1 and the system's own handling would ignore it.
func untilSignal() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() { // as long as the program
		<-signals
		cancel()
		<-signals
		os.Exit(1)
	}()
	return ctx
}

// errTold ends a command that has already said what is wrong.
var errTold = errors.New("something is wrong")

// program is what the commands share.
type program struct {
	out, log io.Writer
	real     clockwork.Clock
}

func root(out, log io.Writer) *cobra.Command {
	p := &program{out: out, log: log, real: clockwork.NewRealClock()}
	cmd := &cobra.Command{
		Use:   "followup",
		Short: "A Slack bot that makes sure no sales lead is forgotten",
		Long: "A Slack bot that makes sure no sales lead is forgotten.\n\n" +
			"Settings come from flags, the environment and followup.yaml, in this order. Secrets have no flag, which everybody on this\n" +
			"computer could read: SLACK_BOT_TOKEN, SLACK_APP_TOKEN and DATABASE_URL, or files that hold them.",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.SetOut(out)
	cmd.SetErr(log)
	cmd.CompletionOptions.HiddenDefaultCmd = true
	cmd.SuggestionsMinimumDistance = 2
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; %s --help lists the flags", err, cmd.CommandPath())
	})
	config.AddFlags(cmd.PersistentFlags())
	cmd.AddCommand(p.serve(), p.migrate(), p.doctor(), p.healthcheck(), p.version())
	return cmd
}

// noArgs refuses words that no command takes. A command that has others below it takes the word for one of them.
func noArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case !cmd.HasAvailableSubCommands():
		return fmt.Errorf("%s takes no words, only flags; %s --help lists them", cmd.CommandPath(), cmd.CommandPath())
	}
	hint := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf(" (did you mean %s?)", near[0])
	}
	return fmt.Errorf("unknown command %q%s; %s --help lists the commands", args[0], hint, cmd.CommandPath())
}

// settings reads the settings and makes the log they ask for. From now on the program holds secrets.
func (p *program) settings(cmd *cobra.Command) (config.Config, *slog.Logger, error) {
	unsafe := keepMemory()
	cfg, err := config.Load(cmd.Flags())
	if err != nil {
		return cfg, nil, err
	}
	log := newLog(p.log, cfg)
	if unsafe != nil {
		log.WarnContext(cmd.Context(), "a crash may write secrets to a core dump", "error", unsafe)
	}
	return cfg, log, nil
}
