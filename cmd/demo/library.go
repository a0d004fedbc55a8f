package main

import (
	"context"
	"fmt"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
	"github.com/followup-bot/followup/internal/tracker"
)

// pieces are what the demo's team can give. Some of it the leads have by the time the demo begins.
var pieces = []followup.Piece{
	{Kind: followup.CaseStudy, Title: "Case study: robotics", Link: "https://team.example/robotics", Tags: []string{"robotics"}},
	{Kind: followup.CaseStudy, Title: "Case study: food retail", Link: "https://team.example/food", Tags: []string{"food"}},
	{Kind: followup.CaseStudy, Title: "Case study: a freight company", Link: "https://team.example/freight", Tags: []string{"logistics"}},
	{Kind: followup.Clip, Title: "Webinar recording", Link: "https://team.example/webinar"},
	{Kind: followup.DataPoint, Title: "Benchmark of forty teams"},
	{Kind: followup.Article, Title: "Checklist: ten questions before you buy", Link: "https://team.example/checklist"},
	{Kind: followup.Introduction, Title: "A call with a customer of ours", Tags: []string{"robotics", "health"}},
}

// trades are the tags of those leads whose trade is known.
var trades = map[string]string{
	"Acme Robotics": "robotics", "Cobalt Health": "health", "Delta Logistics": "logistics", "Evergreen Foods": "food",
}

// library fills it before the first story begins.
func (s *seeder) library(ctx context.Context) error {
	s.set(calendar.At(s.day(-seedDays, home()), calendar.Clock(8, 0), home()))
	for _, p := range pieces {
		if _, err := s.use.SavePiece(ctx, tracker.Actor{Workspace: s.bot.Workspace(), User: s.cast.sam, Source: followup.FromCommand}, p); err != nil {
			return fmt.Errorf("add %q to the library: %w", p.Title, err)
		}
	}
	return nil
}
