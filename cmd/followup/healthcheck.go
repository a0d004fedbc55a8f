package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/followup-bot/followup/internal/app"
)

func (p *program) healthcheck() *cobra.Command {
	return &cobra.Command{
		Use:   "healthcheck",
		Short: "Exit with 0 if the bot that runs here is alive",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, _, err := p.settings(cmd)
			if err != nil {
				return err
			}
			if cfg.HTTPAddr == "" {
				return errors.New("FOLLOWUP_HTTP_ADDR is off: there is nothing to ask")
			}
			if err := app.Probe(cmd.Context(), cfg.HTTPAddr, "/healthz"); err != nil {
				return fmt.Errorf("not healthy: %w", err)
			}
			fmt.Fprintln(p.out, "ok")
			return nil
		},
	}
}
