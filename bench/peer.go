package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/followup-bot/followup/internal/slacksim"
)

// peer measures Followup beside the least app that logs a touch with @slack/bolt and pg, one after the other, on the same simulated
// workspace and the same PostgreSQL, at the same pace.
func peer(ctx context.Context, h *house, args []string) error {
	var o loadOptions
	f := o.flags("peer")
	if err := f.Parse(args); err != nil {
		return err
	}
	rates, err := o.paces()
	if err != nil {
		return err
	}
	program, err := h.build(ctx)
	if err != nil {
		return err
	}
	office, err := h.office(ctx, o)
	if err != nil {
		return err
	}
	start := map[string]func() (*process, error){
		"followup": func() (*process, error) { return h.serve(ctx, program, office.url, office.ws) },
		"peer":     func() (*process, error) { return h.servePeer(ctx, office) },
	}
	took := map[string][]figures{}
	for _, name := range []string{"peer", "followup"} {
		app, err := start[name]()
		if err != nil {
			return err
		}
		typing := &pacer{ws: office.ws, lines: office.lines}
		typing.atRate(ctx, rates[0], o.warm)
		for _, rate := range rates {
			typing := &pacer{ws: office.ws, lines: office.lines}
			acked := newAcks(office.ws).during(func() { typing.atRate(ctx, rate, o.long) })
			used, err := app.memory()
			if err != nil {
				return err
			}
			took[name] = append(took[name], figures{acked, used, typing.failed.Load()})
			h.say("%d/s, %s: %s; %.1f MB; %d failed", rate, name, acked, used.most, typing.failed.Load())
		}
		if err := app.stop(); err != nil {
			return err
		}
		if err := waitGone(ctx, office.ws); err != nil {
			return err
		}
	}
	for i, rate := range rates {
		ours, theirs := took["followup"][i], took["peer"][i]
		h.say("%d/s: Followup's p50 is %.2f and its p99 %.2f of the peer's, its memory %.2f", rate,
			ratio(ours.took.at(0.5), theirs.took.at(0.5)), ratio(ours.took.at(0.99), theirs.took.at(0.99)), ours.used.most/theirs.used.most)
	}
	return nil
}

// figures are what was measured of one app at one pace.
type figures struct {
	took   times
	used   memory
	failed int64
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }

// waitGone returns when no app is connected any more.
func waitGone(ctx context.Context, ws *slacksim.Workspace) error {
	for ws.Connections() > 0 {
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// servePeer installs the peer's pinned packages and starts it.
func (h *house) servePeer(ctx context.Context, o office) (*process, error) {
	dir, err := h.folder()
	if err != nil {
		return nil, err
	}
	dir = filepath.Join(dir, "peer")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "bench", "peer"))); err != nil {
		return nil, err
	}
	install := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	install.Dir = dir
	if said, err := install.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm ci: %w\n%s", err, said)
	}
	at, err := url.Parse(o.url)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "node", "app.js")
	cmd.Dir = dir
	cmd.Env = append(append(plainEnv(), appEnv(o.ws)...), "PGHOST="+at.Query().Get("host"), "PGPORT="+at.Query().Get("port"),
		"PGUSER="+at.User.Username(), "PGDATABASE=followup", "NODE_ENV=production")
	return h.launch(ctx, cmd, o.ws, 1)
}
