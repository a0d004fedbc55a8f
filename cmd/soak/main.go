// Soak runs the real bot in a simulated workspace for minutes or hours while everything around it fails by a seeded plan, and prints
// whether the invariants held.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // people's time zones, also where the system has none

	"github.com/spf13/cobra"

	"github.com/followup-bot/followup/internal/soak"
)

const long = `Soak runs the real bot, each replica a process of its own, on a private PostgreSQL and in a simulated Slack workspace. A crowd logs
touches, fills in forms, presses buttons twice, undoes and parks, while by a seeded plan calls fail, answers get lost, the database
crashes and freezes, sockets are cut, and replicas are killed. In the end nothing goes wrong for one business day, and then it checks:

  A  nothing a person was told is saved is lost
  B  one digest per rep and local date; one row per command, click and submit
  C  no answer later than three seconds while the bot runs
  D  the bot breaks no rule of Slack's
  E  no secret in a log, no crash, memory bounded
  F  health shows a fault within 30 seconds, and that it is over, without a restart

It exits with 1 where one of them is broken, and prints what led there. The same seed makes the same plan.`

// errBroken ends a soak in which something did not hold. All is said.
var errBroken = errors.New("broken")

func main() {
	soak.Replica()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := command().ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errBroken) {
		fmt.Fprintln(os.Stderr, "soak:", err)
	}
	if err != nil {
		os.Exit(1) //nolint:gocritic // stop has nothing left to do
	}
}

func command() *cobra.Command {
	o := soak.Defaults()
	o.Out = os.Stdout
	var hours, minutes, faults, memory float64
	var logs string
	cmd := &cobra.Command{
		Use: "soak", Short: "Let everything fail around the bot, and check what must hold", Long: long, Args: cobra.NoArgs,
		SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if hours > 0 || minutes > 0 {
				o.For = time.Duration(hours*float64(time.Hour) + minutes*float64(time.Minute))
			}
			o.Memory = int64(memory * (1 << 20))
			return run(cmd.Context(), o.Scaled(faults), logs)
		},
	}
	f := cmd.Flags()
	f.Float64Var(&hours, "hours", 0, "how long things go wrong")
	f.Float64Var(&minutes, "minutes", 0, "the same in minutes; both add up (default 5)")
	f.Uint64Var(&o.Seed, "seed", o.Seed, "of the plan")
	f.IntVar(&o.Replicas, "replicas", o.Replicas, "how many bots share the work, 1 to 4")
	f.IntVar(&o.People, "people", o.People, "how many follow leads up, 2 to 12")
	f.DurationVar(&o.Think, "think", o.Think, "between two things that a person does, on average")
	f.DurationVar(&o.Day, "day", o.Day, "how long a business day takes")
	f.Float64Var(&faults, "faults", 1, "so many times as much as usual fails by chance; 0: nothing")
	f.Float64Var(&o.Troubles, "troubles", o.Troubles, "outages, crashes and cuts a minute")
	f.DurationVar(&o.Lifetime, "lifetime", o.Lifetime, "of a socket, before Slack renews it")
	f.Float64Var(&memory, "memory", float64(o.Memory>>20), "megabytes that a replica may take; 0: any")
	f.StringVar(&logs, "logs", "", "file for the replicas' logs")
	return cmd
}

func run(ctx context.Context, o soak.Options, logs string) (err error) {
	if logs != "" {
		file, err := os.Create(logs) //nolint:gosec // where the operator wants it
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		o.Logs = file
	}
	report, err := soak.Run(ctx, o)
	if err != nil {
		return err
	}
	report.Write(o.Out)
	if report.Broken {
		return errBroken
	}
	return nil
}
