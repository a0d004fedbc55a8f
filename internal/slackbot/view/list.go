package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
)

// ListPage is how many leads a page of a list shows.
const ListPage = 10

// ListModal shows a page (0-based) of everything that is due, with the same buttons as the digest. A page that is no longer there
// is the last one.
func ListModal(d digest.Day, page int) slack.ModalViewRequest {
	shown, page, pages := pageOf(d.Open, page)
	blocks := []slack.Block{aside("count", pageWords(dayHeader(d), page, pages))}
	for _, r := range shown {
		blocks = append(blocks, row(r, d)...)
	}
	if len(d.Open) == 0 {
		blocks = append(blocks, section("clear", clearWords(d), nil))
	}
	if upcoming := join(dot, some(d.Week, wordThisWeek), someOf(d.WakeSoon, nounSleeper), some(d.Snoozed, wordSnoozedNow)); upcoming != "" {
		blocks = append(blocks, aside("upcoming", upcoming))
	}
	blocks = append(blocks, pager(ActListBack, labelBack, Value{Page: page - 1}, ActListPage, labelNext, Value{Page: page + 1}, page, pages)...)
	return modal(FormList, titleList, "", labelClose, Meta{Value: Value{Page: page}}, blocks)
}

// pageOf returns a page of all, its number moved to where there is one, and how many there are.
func pageOf[T any](all []T, page int) (shown []T, at, pages int) {
	pages = max(1, (len(all)+ListPage-1)/ListPage)
	at = min(max(page, 0), pages-1)
	return all[at*ListPage : min(len(all), (at+1)*ListPage)], at, pages
}

// Help explains a topic: how to say it and what follows. An unknown topic is the overview.
func Help(topic string) Message {
	page, ok := helpPages[topic]
	if !ok {
		page = helpPages[""]
	}
	lines := make([]slack.RichTextElement, 0, len(page.lines))
	for _, l := range page.lines {
		lines = append(lines, line(code(l.typed), plain(around("  ", l.means, ""))))
	}
	blocks := []slack.Block{section("help", page.intro, nil)}
	if len(lines) > 0 {
		blocks = append(blocks, rich("examples", lines...))
	}
	if page.more != "" {
		blocks = append(blocks, aside("more", page.more))
	}
	return message(page.intro, append(blocks, actions("start",
		button(ActLogForm, labelLogATouch, Value{}.Encode()),
		button(ActAddForm, labelAddALead, Value{}.Encode()),
		button(ActSettings, labelSettings, Value{}.Encode()),
	))...)
}
