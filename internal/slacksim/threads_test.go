package slacksim_test

import (
	"testing"
)

func TestAThreadIsCountedAndReadByItself(t *testing.T) {
	t.Parallel()
	w := start(t)
	ctx := t.Context()
	ts, err := w.Say(ctx, "U1", "C1", "who calls Acme?", "")
	if err != nil {
		t.Fatal(err)
	}
	reply, err := w.Say(ctx, "U2", "C1", "I do", ts)
	if err != nil {
		t.Fatal(err)
	}
	// Whoever answers a reply answers in its thread.
	posted := ask(t, w, "chat.postMessage", object{"channel": "C1", "text": "noted", "thread_ts": reply})
	if got := str(posted, "message", "thread_ts"); got != ts || str(posted, "message", "parent_user_id") != "U1" {
		t.Fatal(posted)
	}
	ask(t, w, "chat.postMessage", object{"channel": "C1", "text": "for all", "thread_ts": ts, "reply_broadcast": true})

	look := func(as string) (unread, inThreads, replies int) {
		t.Helper()
		s, err := w.State(as)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range s.Conversations {
			if c.ID == "C1" {
				unread, inThreads = c.Unread, c.InThreads
			}
		}
		return unread, inThreads, s.Messages["C1"][0].Thread.Replies
	}
	if unread, inThreads, replies := look("U1"); unread != 1 || inThreads != 3 || replies != 3 {
		t.Fatal(unread, inThreads, replies)
	}
	if err := w.ReadThread("U1", "C1", ts); err != nil {
		t.Fatal(err)
	}
	if unread, inThreads, _ := look("U1"); unread != 1 || inThreads != 0 {
		t.Fatal(unread, inThreads)
	}
	if _, inThreads, _ := look("U2"); inThreads != 2 {
		t.Fatal(inThreads, "of the thread in which U2 said something")
	}

	history := ask(t, w, "conversations.history", object{"channel": "C1"})
	messages, _ := history["messages"].([]any)
	if len(messages) != 2 || str(messages[0].(object), "subtype") != "thread_broadcast" || messages[1].(object)["reply_count"] != 3.0 {
		t.Fatal(history)
	}
	ask(t, w, "chat.delete", object{"channel": "C1", "ts": str(posted, "ts")})
	if _, _, replies := look("U1"); replies != 2 {
		t.Fatal(replies)
	}
}
