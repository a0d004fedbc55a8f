package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/spf13/cobra"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/config"
	"github.com/followup-bot/followup/internal/doctor"
)

func (p *program) doctor() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say in plain words what is right and what is wrong",
		Long: "Say in plain words what is right and what is wrong. It changes nothing. It asks Slack for one connection, which it does not\n" +
			"use. It works beside a running bot, and where Slack or the database does not answer. Exit code 1: something is wrong.",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, _, err := p.settings(cmd)
			if _, wrong := errors.AsType[config.Problems](err); err != nil && !wrong {
				return err
			}
			report := doctor.Examine(cmd.Context(), doctor.Patient{
				Config: cfg, Manifest: followupfiles.Manifest, Clock: p.real,
				Database: func(ctx context.Context) (string, func() error, error) {
					return databaseURL(ctx, cfg, slog.New(slog.DiscardHandler))
				},
			})
			if err := report.Print(p.out); err != nil {
				return err
			}
			if report.Wrong() > 0 {
				return errTold
			}
			return nil
		},
	}
}
