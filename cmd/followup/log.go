package main

import (
	"io"
	"log/slog"

	"github.com/followup-bot/followup/internal/config"
)

// newLog writes what the settings ask for, without credentials, also where another's error holds one.
func newLog(to io.Writer, cfg config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: cfg.LogLevel, ReplaceAttr: hidden}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}

func hidden(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(config.Hide(a.Value.String()))
	case slog.KindAny:
		if err, ok := a.Value.Any().(error); ok {
			a.Value = slog.StringValue(config.Hide(err.Error()))
		}
	default: // numbers and times
	}
	return a
}
