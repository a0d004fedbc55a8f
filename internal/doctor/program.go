package doctor

import (
	"context"
	"errors"

	"github.com/followup-bot/followup/internal/app"
)

const partProgram = "bot"

// program asks the bot that runs here how it is.
func (e *examination) program(ctx context.Context) {
	if e.Config.Wrong("http_addr") {
		e.note(partProgram, "", "can't be asked: FOLLOWUP_HTTP_ADDR is wrong, see above")
		return
	}
	if e.Config.HTTPAddr == "" {
		e.note(partProgram, "", "can't be asked: FOLLOWUP_HTTP_ADDR is off")
		return
	}
	err := app.Probe(ctx, e.Config.HTTPAddr, "/readyz")
	switch {
	case err == nil:
		e.right(partProgram, "running and ready (%s)", e.Config.HTTPAddr)
	case errors.Is(err, app.ErrNotRunning):
		e.note(partProgram, "followup serve starts it", "not running here: %s", err)
	default:
		e.wrong(partProgram, "its log says more", "running, but: %s", err)
	}
}
