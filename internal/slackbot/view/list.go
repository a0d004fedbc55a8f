package view

import (
	"github.com/slack-go/slack"

	"github.com/followup-bot/followup/internal/digest"
)

// ListPage is how many leads a page of a list shows.
const ListPage = 10

// ListModal shows a page (0-based) of everything that is due, with the same buttons as the digest. A page that is no longer there
// is the last one.
func (w View) ListModal(d digest.Day, page int) slack.ModalViewRequest {
	shown, page, pages := pageOf(d.Open, page)
	blocks := []slack.Block{aside("count", w.pageWords(w.dayHeader(d), page, pages))}
	if tools := w.backlogTools(d); len(tools) > 0 {
		blocks = append(blocks, actions("tools",
			button(ActSpread, w.Say("load.spreadIt"), Value{}.Encode()), button(ActSnoozeAll, w.Say("load.snoozeAll"), Value{}.Encode())))
	}
	for _, r := range shown {
		blocks = append(blocks, w.row(r, d)...)
	}
	if len(d.Open) == 0 {
		blocks = append(blocks, section("clear", w.clearWords(d), nil))
	}
	if upcoming := join(dot, w.some(d.Week, "day.thisWeek"), w.some(d.WakeSoon, "day.wakeSoon"), w.some(d.Snoozed, "day.snoozedNow")); upcoming != "" {
		blocks = append(blocks, aside("upcoming", upcoming))
	}
	blocks = append(blocks, pager(ActListBack, w.Say("button.back"), Value{Page: page - 1}, ActListPage, w.Say("button.next"), Value{Page: page + 1}, page, pages)...)
	return modal(FormList, w.Say("title.list"), "", w.Say("button.close"), Meta{Value: Value{Page: page}}, blocks)
}

// pageOf returns a page of all, its number moved to where there is one, and how many there are.
func pageOf[T any](all []T, page int) (shown []T, at, pages int) {
	pages = max(1, (len(all)+ListPage-1)/ListPage)
	at = min(max(page, 0), pages-1)
	return all[at*ListPage : min(len(all), (at+1)*ListPage)], at, pages
}
