// Package schedule runs jobs on the clock: which, how often, one run of each at a time. What a job does, and that it is done once
// across replicas, is the job's own business.
package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/google/uuid"
)

// Job is something to do again and again. It works from state and never counts its runs, so that a missed one is made up for by
// the next.
type Job struct {
	Name  string
	Every time.Duration
	Do    func(context.Context) error
}

// Runner runs jobs until its context ends.
type Runner struct {
	jobs []Job
	log  *slog.Logger
}

// New returns a runner of jobs.
func New(log *slog.Logger, jobs ...Job) *Runner { return &Runner{jobs: jobs, log: log} }

// Run starts every job at once, repeats it, and returns when ctx has ended and no run is left. A job that fails or panics is logged
// and runs again at its next time.
func (r *Runner) Run(ctx context.Context) error {
	scheduler, err := gocron.NewScheduler(
		gocron.WithLocation(time.UTC),
		gocron.WithStopTimeout(stopTimeout),
	)
	if err != nil {
		return fmt.Errorf("start scheduler: %w", err)
	}
	for _, job := range r.jobs {
		if err := r.add(ctx, scheduler, job); err != nil {
			return err
		}
	}
	scheduler.Start()
	<-ctx.Done()
	if err := scheduler.Shutdown(); err != nil {
		return fmt.Errorf("stop scheduler: %w", err)
	}
	return nil
}

// stopTimeout is how long a run in progress may take to end.
const stopTimeout = 15 * time.Second

func (r *Runner) add(ctx context.Context, scheduler gocron.Scheduler, job Job) error {
	_, err := scheduler.NewJob(
		gocron.DurationJob(job.Every),
		gocron.NewTask(r.telling(ctx, job)),
		gocron.WithName(job.Name),
		gocron.WithSingletonMode(gocron.LimitModeReschedule),
		gocron.WithStartAt(gocron.WithStartImmediately()),
		gocron.WithEventListeners(
			// Without this listener a panic would end the program.
			gocron.AfterJobRunsWithPanic(func(_ uuid.UUID, name string, recovered any) {
				r.log.ErrorContext(ctx, "job panicked", "job", name, "panic", fmt.Sprint(recovered))
			}),
		),
	)
	if err != nil {
		return fmt.Errorf("schedule %s: %w", job.Name, err)
	}
	return nil
}

// telling is the job with its failures logged: each cause once and not with every run, for an outage may last hours, and then that
// it is over. Runs of a job come one after another, so what was told needs no lock.
func (r *Runner) telling(ctx context.Context, job Job) (run func()) {
	told := ""
	return func() {
		err := job.Do(ctx)
		switch {
		case ctx.Err() != nil:
		case err == nil && told != "":
			told = ""
			r.log.InfoContext(ctx, "job works again", "job", job.Name)
		case err != nil && err.Error() != told:
			told = err.Error()
			r.log.ErrorContext(ctx, "job failed, trying on", "job", job.Name, "error", err)
		}
	}
}
