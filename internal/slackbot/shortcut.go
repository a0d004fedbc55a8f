package slackbot

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

// shortcutRoutes says who serves which shortcut of the manifest.
func (b *Bot) shortcutRoutes() map[string]handler {
	return map[string]handler{view.ShortcutLog: b.pressLogForm, view.ShortcutMessage: b.logMessage}
}

func (r *request) isShortcut() bool {
	return r.kind == string(slack.InteractionTypeShortcut) || r.kind == string(slack.InteractionTypeMessageAction)
}

// logMessage opens the log form for a message: its text and a link to it are the note, its time is the touch's, and the lead it names
// is chosen. All of it can be changed in the form.
func (b *Bot) logMessage(ctx context.Context, r *request) (answer, error) {
	said, err := b.textOf(ctx, r, r.callback.Message)
	if err != nil {
		return answer{}, err
	}
	lead, err := b.Tracker.Mentioned(ctx, r.Actor, said)
	if err != nil {
		return answer{}, err
	}
	r.typed = strings.TrimSpace(said + "\n" + b.linkTo(r))
	draft, err := b.draft(ctx, r)
	if err != nil {
		return answer{}, err
	}
	in := view.LogInput{Note: r.typed, At: b.writtenAt(r.callback.MessageTs)}
	form, err := b.logForm(ctx, r, view.LeadChoice{ID: lead}, in, view.Meta{Value: view.Value{Draft: int64(draft)}, Noted: true, Pick: true})
	if err != nil {
		return answer{}, err
	}
	modal := r.view.LogModal(form)
	return answer{open: &modal}, nil
}

// linkTo is where a message stands, as Slack's own permalinks say it. It is put together here, because asking for it would take from the
// three seconds in which the form must open, and fails where we are not in the conversation.
func (b *Bot) linkTo(r *request) string {
	ts, thread := r.callback.MessageTs, r.callback.Message.ThreadTimestamp
	if b.url == "" || ts == "" {
		return ""
	}
	link := fmt.Sprintf("%s/archives/%s/p%s", strings.TrimSuffix(b.url, "/"), r.channel, strings.ReplaceAll(ts, ".", ""))
	if thread != "" && thread != ts {
		link += "?thread_ts=" + thread + "&cid=" + string(r.channel)
	}
	return link
}

// writtenAt is when a message was written; zero, which is now, where that can't be read or lies ahead of our clock.
func (b *Bot) writtenAt(ts string) time.Time {
	seconds, _, _ := strings.Cut(ts, ".")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if at := time.Unix(unix, 0); err == nil && at.Before(b.Clock.Now()) {
		return at
	}
	return time.Time{}
}

// mention is a person in a message's text.
var mention = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)

// textOf is what a message said as people saw it: names for mentions, no markup of links. Of a message without text it is what hangs on it.
func (b *Bot) textOf(ctx context.Context, r *request, m slack.Message) (string, error) {
	raw := m.Text
	for _, a := range m.Attachments {
		if m.Text == "" {
			raw = strings.TrimSpace(raw + "\n" + strings.Join([]string{a.Pretext, a.Title, a.Text}, "\n"))
		}
	}
	var ids []followup.UserID
	for _, found := range mention.FindAllStringSubmatch(raw, -1) {
		ids = append(ids, followup.UserID(found[1]))
	}
	people, err := b.Tracker.People(ctx, r.Workspace, ids)
	if err != nil {
		return "", err
	}
	var said strings.Builder
	for raw != "" {
		at := mention.FindStringSubmatchIndex(raw)
		if at == nil {
			break
		}
		said.WriteString(quicklog.Unescape(raw[:at[0]]))
		if p, ok := people[followup.UserID(raw[at[2]:at[3]])]; ok {
			said.WriteString("@" + p.Name)
		} else {
			said.WriteString(quicklog.Unescape(raw[at[0]:at[1]]))
		}
		raw = raw[at[1]:]
	}
	said.WriteString(quicklog.Unescape(raw))
	return said.String(), nil
}
