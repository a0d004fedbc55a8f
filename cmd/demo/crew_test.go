package main

import (
	"context"
	"strings"
	"testing"
	"time"

	followupfiles "github.com/followup-bot/followup"
	"github.com/followup-bot/followup/internal/pgtest"
)

// lastWords hands on what is written.
type lastWords chan string

func (w lastWords) Write(b []byte) (int, error) {
	w <- string(b)
	return len(b), nil
}

func TestTheWorkspaceOutlivesABotWhoseSocketModeIsSwitchedOff(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	o := options{addr: "127.0.0.1:0", at: "2026-05-12T03:00", replicas: 2}
	s, err := newStage(o, followupfiles.Manifest, "Northwind")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.open(ctx); err != nil {
		t.Fatal(err)
	}
	defer s.workspace.Close()
	bots := newCrew(o, s, pgtest.New(t).URL)
	said := make(lastWords, 10)
	bots.out = said
	if err := bots.hire(ctx, o.replicas); err != nil {
		t.Fatal(err)
	}
	s.clock.turn, s.clock.next = bots.turn, bots.nextDue
	if err := prepare(ctx, bots.at(0), s.clock, s.cast, true); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- bots.work(ctx) }()
	until := func(what string, found func() bool) {
		t.Helper()
		patient, cancel := context.WithTimeout(ctx, 30*time.Second)
		defer cancel()
		if err := s.workspace.Wait(patient, found); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	ana := string(s.cast.ana)
	answered := func() bool { return s.workspace.Command(ctx, ana, "", "/followup help") == nil }

	until("connected", func() bool { return s.workspace.Connections() > 0 })
	if !answered() {
		t.Fatal("the bot doesn't answer")
	}
	s.workspace.LinkDisabled() // soon after the start, when connections are still being opened
	for range o.replicas {
		if why := <-said; !strings.Contains(why, "socket mode is switched off for this app: turn it on under Settings → Socket Mode") {
			t.Fatal(why)
		}
	}
	until("disconnected", func() bool { return s.workspace.Connections() == 0 })
	if answered() {
		t.Fatal("somebody answers with Socket Mode off")
	}
	if state, err := s.workspace.State(ana); err != nil || state.App.Connected || state.App.SocketMode {
		t.Fatal(state.App, err)
	}
	if _, err := s.workspace.MoveClock(ctx, ana, "+1h"); err != nil {
		t.Fatal(err)
	}
	s.workspace.LinkEnabled()
	until("connected again", func() bool { return s.workspace.Connections() > 0 })
	if !answered() {
		t.Fatal("the bot doesn't answer again")
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if err := bots.close(); err != nil {
		t.Fatal(err)
	}
}
