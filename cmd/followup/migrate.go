package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/config"
	"github.com/followup-bot/followup/internal/postgres"
)

func (p *program) migrate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Change the database's schema by hand; serve does it by itself",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var yes bool
	down := p.onDatabase("down", "Take the newest migration back, and drop what its tables hold", func(ctx context.Context, db *postgres.DB) error {
		return p.migrateDown(ctx, db, yes)
	})
	down.Long = "Take the newest migration back, and drop what its tables hold. Without --yes it only says what that would be. While a bot\n" +
		"works on the database it refuses."
	down.Flags().BoolVar(&yes, "yes", false, "do it")
	cmd.AddCommand(
		p.onDatabase("up", "Apply all migrations that are missing", p.migrateUp),
		down,
		p.onDatabase("status", "List the migrations", p.migrateStatus),
	)
	return cmd
}

// onDatabase is a command that works on the database alone.
func (p *program) onDatabase(use, short string, do func(context.Context, *postgres.DB) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			cfg, log, err := p.settings(cmd)
			if err != nil {
				return err
			}
			url, stop, err := databaseURL(ctx, cfg, log)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, stop()) }()
			db, err := postgres.Open(ctx, url, postgres.Options{ApplicationName: "followup migrate"})
			if err != nil {
				return app.NoDatabase(err)
			}
			defer func() { err = errors.Join(err, db.Close()) }()
			return do(ctx, db)
		},
	}
}

// databaseURL is the database that the settings mean. Where it is the private one, its server runs at least until stop.
func databaseURL(ctx context.Context, cfg config.Config, log *slog.Logger) (url string, stop func() error, err error) {
	if cfg.DatabaseURL != "" {
		return cfg.DatabaseURL.Reveal(), func() error { return nil }, nil
	}
	private, err := app.JoinPrivate(ctx, cfg.DataDir, log)
	if err != nil {
		return "", nil, err
	}
	return private.URL, func() error { return stopPrivate(ctx, private) }, nil
}

func (p *program) migrateUp(ctx context.Context, db *postgres.DB) error {
	applied, err := db.MigrateUp(ctx)
	for _, name := range applied {
		fmt.Fprintln(p.out, "applied", name)
	}
	if err == nil && len(applied) == 0 {
		fmt.Fprintln(p.out, "nothing to do")
	}
	return err
}

// migrateDown says what it would drop, and does it where the operator has agreed and no bot would lose its tables under its feet.
func (p *program) migrateDown(ctx context.Context, db *postgres.DB, yes bool) error {
	sessions, hosts, err := db.BotSessions(ctx) // before anything else on db
	if err != nil {
		return err
	}
	loss, err := db.WhatDownLoses(ctx)
	if err != nil {
		return err
	}
	if loss.Migration == "" {
		fmt.Fprintln(p.out, "nothing to do")
		return nil
	}
	fmt.Fprintf(p.out, "taking back %s drops for good:\n", loss.Migration)
	for _, table := range loss.Tables {
		more := ""
		if table.More {
			more = "more than "
		}
		fmt.Fprintf(p.out, "  table %s, %s%d rows\n", table.Name, more, table.Rows)
	}
	for _, column := range loss.Columns {
		fmt.Fprintf(p.out, "  column %s\n", column)
	}
	switch {
	case sessions > 0:
		return fmt.Errorf("a bot works on this database (%d sessions from %s): stop it first, it would lose its tables under its feet", sessions, hosts)
	case !yes:
		return errors.New("nothing was done: back the database up, then repeat with --yes")
	}
	undone, err := db.MigrateDown(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, "took back", undone)
	return nil
}

func (p *program) migrateStatus(ctx context.Context, db *postgres.DB) error {
	states, err := db.MigrationStatus(ctx)
	if err != nil {
		return err
	}
	for _, s := range states {
		since := "waits"
		if s.Applied {
			since = "applied " + s.AppliedAt.UTC().Format(time.DateTime)
		}
		fmt.Fprintf(p.out, "%s  %s\n", s.Name, since)
	}
	return nil
}
