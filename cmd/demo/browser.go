package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
)

// openBrowser shows the page where there is a desktop. Where there is none, the printed address has to do.
func openBrowser(ctx context.Context, page string) {
	var command string
	switch {
	case runtime.GOOS == "darwin":
		command = "open"
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		command = "xdg-open"
	default:
		return
	}
	_ = exec.CommandContext(ctx, command, page).Start() //nolint:gosec // one of two names; the address is printed anyhow
}
