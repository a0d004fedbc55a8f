package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/followup-bot/followup/internal/app"
	"github.com/followup-bot/followup/internal/slacksim"
)

// stage is where the demo plays: the simulated workspace and its clock, kept in a folder where one was named.
type stage struct {
	folder    string // empty: nothing is kept
	clock     *businessClock
	workspace *slacksim.Workspace
	cast      cast
	goesOn    bool // it was there before
}

// keptStage is the file of a stage.
type keptStage struct {
	Ahead     time.Duration   `json:"ahead"` // how far the clock was moved
	Cast      keptCast        `json:"cast"`
	Workspace json.RawMessage `json:"workspace"`
}

const (
	stageFile = "workspace.json"
	keepEvery = 3 * time.Second
)

// newStage makes the workspace, or has the one in the folder go on.
func newStage(o options, manifest []byte, name string) (*stage, error) {
	real := clockwork.NewRealClock()
	s := &stage{folder: o.data}
	kept, err := s.read()
	if err != nil {
		return nil, err
	}
	if s.goesOn && (o.at != "" || o.empty) {
		return nil, fmt.Errorf("%s goes on from where it was: --at and --empty are for a new folder", o.data)
	}
	ahead := kept.Ahead
	if !s.goesOn {
		at, err := startTime(o.at, real.Now(), home())
		if err != nil {
			return nil, err
		}
		ahead = at.Sub(real.Now())
	}
	s.clock = &businessClock{OffsetClock: app.NewOffsetClock(real, ahead)}
	s.clock.idle()
	s.workspace, err = slacksim.New(slacksim.Options{
		Addr: o.addr, Manifest: manifest, Clock: real, ClockBar: s.clock, WorkspaceName: name, Snapshot: kept.Workspace,
	})
	if err != nil {
		return nil, err
	}
	if s.goesOn {
		s.cast = kept.Cast.cast()
		return s, nil
	}
	s.cast, err = addCast(s.workspace)
	return s, err
}

// open serves the workspace's page.
func (s *stage) open(ctx context.Context) error {
	err := s.workspace.Start(ctx)
	if errors.Is(err, syscall.EADDRINUSE) {
		return errors.New("another program, perhaps another demo, has the page's address: stop it, or start with --addr 127.0.0.1:0 for a free one")
	}
	return err
}

func (s *stage) read() (keptStage, error) {
	var kept keptStage
	if s.folder == "" {
		return kept, nil
	}
	if err := os.MkdirAll(s.folder, 0o755); err != nil { //nolint:gosec // run by root, the database has another account, which must get in
		return kept, fmt.Errorf("--data: %w", err)
	}
	data, err := os.ReadFile(filepath.Join(s.folder, stageFile))
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err != nil {
		return kept, err
	}
	if err := json.Unmarshal(data, &kept); err != nil {
		return kept, fmt.Errorf("read %s: %w", filepath.Join(s.folder, stageFile), err)
	}
	s.goesOn = true
	return kept, nil
}

// keep writes the stage to its folder, so that a crash leaves the old one or the new one.
func (s *stage) keep() error {
	if s.folder == "" {
		return nil
	}
	data, err := json.Marshal(keptStage{Ahead: s.clock.Offset(), Cast: keep(s.cast), Workspace: s.workspace.Snapshot()})
	if err != nil {
		return err
	}
	path := filepath.Join(s.folder, stageFile)
	if err := os.WriteFile(path+".new", data, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// keepOn keeps the stage every few seconds while something happens on it, and once more when ctx ends.
func (s *stage) keepOn(ctx context.Context) error {
	if s.folder == "" {
		return nil
	}
	ticker := clockwork.NewRealClock().NewTicker(keepEvery)
	defer ticker.Stop()
	for last := int64(-1); ; {
		if now := s.workspace.Seq(); now != last {
			if err := s.keep(); err != nil {
				return err
			}
			last = now
		}
		select {
		case <-ticker.Chan():
		case <-ctx.Done():
			return nil
		}
	}
}
