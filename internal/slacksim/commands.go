package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// Command types a slash command into a conversation; an empty channel is the DM with the app. It returns when the app has
// acked, and the answer in the ack, if any, is visible. A *Refusal is what Slack shows instead.
func (w *Workspace) Command(ctx context.Context, as, channelID, line string) error {
	w.mu.Lock()
	p, answer, err := w.sendCommand(as, channelID, line)
	w.mu.Unlock()
	if err != nil {
		return err
	}
	name, _, _ := strings.Cut(line, " ")
	payload, err := w.await(ctx, p)
	switch {
	case err == errNoConnection: //nolint:errorlint // it is returned as it is
		return refuse("dispatch_failed", name+` failed with the error "dispatch_failed"`)
	case err == errNoAck: //nolint:errorlint // it is returned as it is
		return refuse("operation_timeout", name+" failed because the app did not respond. Learn about troubleshooting apps.")
	case err != nil:
		return err
	}
	return w.commandAnswer(answer, name, payload)
}

func (w *Workspace) sendCommand(as, channelID, line string) (*pending, *responseURL, error) {
	c, p, err := w.place(as, channelID)
	if err != nil {
		return nil, nil, err
	}
	name, arguments, _ := strings.Cut(strings.TrimSpace(line), " ")
	command, ok := w.manifest.command(name)
	if !ok {
		return nil, nil, refuse("unknown_command", fmt.Sprintf("%s is not a valid command.", name))
	}
	arguments = strings.TrimSpace(arguments)
	if command.Escape {
		arguments = w.escapeTyped(arguments, true)
	}
	address := w.newResponseURL(c, as, nil)
	payload := object{
		"token": w.ids.verification, "team_id": w.ids.team, "team_domain": w.ids.domain, "channel_id": c.id, "channel_name": c.payloadName(),
		"user_id": as, "user_name": p.Name, "command": name, "text": arguments, "api_app_id": w.ids.app, "is_enterprise_install": "false",
		"response_url": address, "trigger_id": w.newTrigger(as, false),
	}
	sent := w.dispatch(envelope{Type: "slash_commands", AcceptsPayload: true, Payload: payload}, name, as, "")
	return sent, &responseURL{channel: c, user: as}, nil
}

// commandAnswer shows what the app put into the ack, to the person alone unless it says in_channel.
func (w *Workspace) commandAnswer(to *responseURL, name string, payload []byte) error {
	var says reply
	if len(payload) == 0 || json.Unmarshal(payload, &says) != nil {
		return nil
	}
	if says.Text == "" && len(says.Blocks) == 0 {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	says.ReplaceOriginal, says.DeleteOriginal = false, false
	if failure := w.apply(to, says); failure != nil {
		w.violate("bad_command_answer", failure.code)
		return refuse(failure.code, fmt.Sprintf(`%s failed with the error %q`, name, failure.code))
	}
	return nil
}
