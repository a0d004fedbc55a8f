package slacksim

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/followup-bot/followup/internal/slacksim/blockkit"
)

// content is what a message is to say, read from a call's arguments and checked.
type content struct {
	text              string
	blocks            []any
	hasText, hasBlock bool // whether the argument was given at all
	metadata          object
	hasMetadata       bool
	parseFull         bool
}

// content reads and checks text, blocks and metadata. Empty ones are left to the caller: what that means depends on the method.
func (c *call) content(longest int) (content, *apiError) {
	out := content{text: c.str("text"), parseFull: c.str("parse") == "full" || c.flag("link_names")}
	_, out.hasText = c.args["text"]
	if utf8.RuneCountInString(out.text) > longest {
		return out, fail("msg_too_long")
	}
	if c.args["attachments"] != nil && c.str("attachments") != "" && c.str("attachments") != "[]" {
		c.w.violate("attachments", "secondary attachments are not part of this workspace; use blocks")
	}
	raw, given, ok := c.structure("blocks")
	blocks, isList := raw.([]any)
	if !ok || (given && raw != nil && !isList) {
		return out, fail("invalid_blocks_format")
	}
	out.blocks, out.hasBlock = blocks, given
	if failure := c.w.checkMessageBlocks(blocks); failure != nil {
		return out, failure
	}
	return out, c.readMetadata(&out)
}

func (c *call) readMetadata(out *content) *apiError {
	raw, given, ok := c.structure("metadata")
	if !given {
		return nil
	}
	metadata, isObject := raw.(object)
	if !ok || !isObject {
		return fail("invalid_metadata_format")
	}
	out.hasMetadata = true
	if len(metadata) == 0 {
		return nil
	}
	if text(metadata, "event_type") == "" || metadata["event_payload"] == nil {
		return fail("invalid_metadata_format")
	}
	if _, isObject := metadata["event_payload"].(object); !isObject {
		return fail("invalid_metadata_schema")
	}
	out.metadata = metadata
	return nil
}

// checkMessageBlocks is the validation shared by the methods, command answers and response_urls.
func (w *Workspace) checkMessageBlocks(blocks []any) *apiError {
	if problems := blockkit.Check(blockkit.Message, blocks); len(problems) > 0 {
		return refused("invalid_blocks", problems)
	}
	n := blockkit.TextLength(blocks)
	if n > maxBlocksRunes {
		return fail("msg_blocks_too_long")
	}
	if n > warnBlocksRunes {
		w.violate("blocks_nearly_too_long", fmt.Sprintf("%d characters in the blocks of one message; Slack refuses from about %d", n, maxBlocksRunes))
	}
	return nil
}

// refused turns findings into the answer Slack gives.
func refused(code string, problems []blockkit.Problem) *apiError {
	plain, marked := make([]string, len(problems)), make([]string, len(problems))
	for i, p := range problems {
		plain[i] = p.String()
		marked[i] = "[ERROR] " + p.String()
	}
	return &apiError{code: code, more: object{"errors": plain, "response_metadata": object{"messages": marked}}}
}

// target finds the conversation to post to: an id, #name, or a user id, whose DM is opened on the way.
func (c *call) target(id string) (*channel, *apiError) {
	if name, ok := strings.CutPrefix(id, "#"); ok {
		for _, ch := range c.w.channels {
			if ch.name == name && ch.kind != kindIM {
				return c.writable(ch)
			}
		}
		return nil, fail("channel_not_found")
	}
	if _, isUser := c.w.people[id]; isUser {
		return c.directMessage(id)
	}
	ch, failure := c.conversation(id)
	if failure != nil {
		return nil, failure
	}
	return c.writable(ch)
}

// directMessage is the DM with a user. Where one exists, Slack lets the app write into it even when the account is
// deactivated; it only refuses to open a new one.
func (c *call) directMessage(user string) (*channel, *apiError) {
	p, failure := c.recipient(user, "channel_not_found")
	if failure != nil {
		return nil, failure
	}
	if p.Deleted && c.w.existingDM(user, c.w.ids.botUser) == nil {
		return nil, fail("user_disabled")
	}
	if !c.w.manifest.Features.AppHome.MessagesTab {
		return nil, fail("messages_tab_disabled")
	}
	ch, _ := c.w.dm(user, c.w.ids.botUser)
	return ch, nil
}

func (c *call) writable(ch *channel) (*channel, *apiError) {
	switch {
	case ch.archived:
		return nil, fail("is_archived")
	case !ch.has(c.w.ids.botUser):
		return nil, fail("not_in_channel")
	case ch.kind == kindIM && !c.w.manifest.Features.AppHome.MessagesTab:
		return nil, fail("messages_tab_disabled")
	}
	return ch, nil
}

func (c *call) postMessage() (object, *apiError) {
	ch, failure := c.target(c.str("channel"))
	if failure != nil {
		return nil, failure
	}
	says, failure := c.content(maxTextRunes)
	if failure != nil {
		return nil, failure
	}
	if says.text == "" && len(says.blocks) == 0 {
		return nil, fail("no_text")
	}
	m := &message{user: c.w.ids.botUser, text: says.text, blocks: says.blocks, metadata: says.metadata, fromApp: true, threadTS: c.str("thread_ts")}
	m.broadcast = m.threadTS != "" && c.flag("reply_broadcast")
	if m.threadTS != "" && ch.find(m.threadTS) == nil {
		return nil, fail("thread_not_found")
	}
	c.w.put(ch, m)
	if says.parseFull {
		c.w.noteParseFull(m)
	}
	o := c.w.messageObject(m)
	if m.metadata != nil {
		o["metadata"] = m.metadata
	}
	return object{"channel": ch.id, "ts": m.ts, "message": o}, nil
}

func (c *call) postEphemeral() (object, *apiError) {
	ch, failure := c.conversation(c.str("channel"))
	if failure != nil {
		return nil, failure
	}
	if ch, failure = c.writable(ch); failure != nil {
		return nil, failure
	}
	if !ch.has(c.str("user")) {
		return nil, fail("user_not_in_channel")
	}
	says, failure := c.content(maxTextRunes)
	if failure != nil {
		return nil, failure
	}
	if says.text == "" && len(says.blocks) == 0 {
		return nil, fail("no_text")
	}
	m := &message{user: c.w.ids.botUser, text: says.text, blocks: says.blocks, fromApp: true, reader: c.str("user"), threadTS: c.str("thread_ts")}
	c.w.put(ch, m)
	return object{"message_ts": m.ts}, nil
}

// own finds a message of the app to change. A user id is no conversation here, and ephemeral messages can't be found.
func (c *call) own(refusal string) (*message, *apiError) {
	ch, failure := c.conversation(c.str("channel"))
	if failure != nil {
		return nil, failure
	}
	m := ch.find(c.str("ts"))
	switch {
	case m == nil:
		return nil, fail("message_not_found")
	case !m.fromApp:
		return nil, fail(refusal)
	case ch.archived:
		return nil, fail("is_archived")
	}
	return m, nil
}

// update keeps what the call does not mention: blocks and metadata stay unless others, or empty ones, are given.
func (c *call) update() (object, *apiError) {
	m, failure := c.own("cant_update_message")
	if failure != nil {
		return nil, failure
	}
	says, failure := c.content(maxUpdateRunes)
	if failure != nil {
		return nil, failure
	}
	if !says.hasText && !says.hasBlock {
		return nil, fail("no_text")
	}
	newText, blocks, metadata := m.text, m.blocks, m.metadata
	if says.hasText {
		newText = says.text
	}
	if says.hasBlock {
		blocks = says.blocks
	}
	if says.hasMetadata {
		metadata = says.metadata
	}
	if newText == "" && len(blocks) == 0 {
		return nil, fail("no_text")
	}
	c.w.revise(m, newText, blocks, metadata)
	return object{"channel": m.channel.id, "ts": m.ts, "text": m.text, "message": c.w.messageObject(m)}, nil
}

func (c *call) deleteMessage() (object, *apiError) {
	m, failure := c.own("cant_delete_message")
	if failure != nil {
		return nil, failure
	}
	c.w.remove(m)
	return object{"channel": m.channel.id, "ts": m.ts}, nil
}

func (c *call) permalink() (object, *apiError) {
	ch, failure := c.conversation(c.str("channel"))
	if failure != nil {
		return nil, failure
	}
	m := ch.find(c.str("message_ts"))
	if m == nil {
		return nil, fail("message_not_found")
	}
	link := "https://" + c.w.ids.domain + ".slack.com/archives/" + ch.id + "/p" + strings.ReplaceAll(m.ts, ".", "")
	return object{"channel": ch.id, "permalink": link}, nil
}
