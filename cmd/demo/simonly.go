package main

import (
	"context"
	"fmt"
	"os"

	followupfiles "github.com/followup-bot/followup"
)

// simOnly serves the workspace for somebody else's app until ctx ends.
func simOnly(ctx context.Context, o options) (err error) {
	manifest := followupfiles.Manifest
	if o.manifest != "" {
		if manifest, err = os.ReadFile(o.manifest); err != nil {
			return err
		}
	}
	s, err := newStage(o, manifest, "Northwind")
	if err != nil {
		return err
	}
	if err := s.open(ctx); err != nil {
		return err
	}
	defer s.workspace.Close()
	w := s.workspace
	fmt.Fprintf(os.Stdout, alone, w.URL(), w.APIURL(), w.BotToken(), w.AppToken())
	if !o.noOpen {
		openBrowser(ctx, w.URL())
	}
	err = s.keepOn(ctx)
	<-ctx.Done()
	return joinKept(err, s)
}

func joinKept(err error, s *stage) error {
	if kept := s.keep(); err == nil {
		err = kept
	}
	return err
}

const alone = `
  A simulated Slack workspace, for any Socket Mode app:

      %s

  Start your app with

      SLACK_API_URL=%s
      SLACK_BOT_TOKEN=%s
      SLACK_APP_TOKEN=%s

  In Bolt for JavaScript the first one is clientOptions.slackApiUrl, in Bolt for Python WebClient(base_url=…), in slack-go
  slack.OptionAPIURL. How it is filled, asked and broken by a test: docs/simulator.md. Ctrl-C ends it.
`
