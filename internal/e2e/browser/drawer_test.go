//go:build browser

package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/gorilla/websocket"
)

// set chooses an option of the browser's own menu, by its value.
func (s spot) set(value string) {
	s.w.t.Helper()
	wait[bool](s, "choose in", fmt.Sprintf(`(el) => {
    if (!el || ![...el.options].some((o) => o.value === %[1]q)) return false;
    el.value = %[1]q;
    el.dispatchEvent(new Event('change'));
    return true;
  }`, value))
}

// TestWhatAPersonMissedAndInWhichLanguage comes back to a message longer than the window, and changes the page's language.
func TestWhatAPersonMissedAndInWhichLanguage(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--sim-only", "--manifest", "testdata/kit.yml", "--at", tuesday)
	app := startKitApp(t, d)
	ana := d.state("").Me
	w := openWindow(t, wide)
	w.open(d.url + "?tab=about")
	w.in(id("tab-messages")).click()
	app.call("chat.postMessage", d.botToken, object{"channel": ana, "text": "Kitchen sink", "blocks": app.blocks})
	w.in(id("tab-about")).click()
	app.call("chat.postMessage", d.botToken, object{"channel": ana, "text": "Another one", "blocks": app.blocks})
	w.in(id("conversation")+"[data-unread='1']", "Kit").exists()
	w.in(id("tab-messages")).click()
	w.in(id("new")).inView()

	w.in(id("me")).click()
	w.in(id("language"), "Deutsch").click()
	w.in(id("tab-messages"), "Nachrichten").exists()
	w.in(id("composer")).fill("/nothing" + kb.Enter)
	w.in(id("composer-error")).says("/nothing ist kein gültiger Befehl.")
	w.in(id("me")).click()
	w.in(id("language"), "Englisch").click()
	w.in(id("clock-next_morning"), "Next morning").exists()
}

// TestFaultsByHand does in the drawer what a test does by the control API.
func TestFaultsByHand(t *testing.T) {
	t.Parallel()
	d := startDemo(t, "--sim-only", "--manifest", "testdata/kit.yml", "--at", tuesday)
	app := startKitApp(t, d)
	sales := d.talk(app)
	w := openWindow(t, narrow)
	w.open(d.url + "?dev=faults")

	w.in(id("fault-channel")).fill(sales)
	w.in(id("fault-arm")).click()
	w.in(id("fault"), sales).exists()
	w.in(id("fault-clear")).click()
	w.in(id("fault")).gone()
	w.in(id("fault-age")).fill("90s")
	w.in(id("fault-lifetime")).click()
	w.in(id("fault-state")).says("refreshed at 90 s")
	w.in(id("fault-frame")).fill(`{"type":"interactive","payload":{"type":"by_hand"}}`)
	w.in(id("fault-raw")).click()
	app.next("by_hand")

	max := d.state("").People[2]
	w.in(id("setup-person")).set(max.ID)
	w.in(id("setup-locale")).set("fr-FR")
	w.in(id("setup-deactivate")).click()
	w.in(id("setup-person")).says(max.RealName + " (deactivated)")
	if changed := d.state("").People[2]; !changed.Deleted || changed.Locale != "fr-FR" {
		t.Error(changed)
	}
	w.in(id("setup-reactivate")).click()
	w.in(id("setup-deactivate")).exists()
	w.in(id("setup-channel")).set(sales)
	w.in(id("setup-archive")).click()
	w.in(id("setup-channel")).says("#sales (archived)")

	w.in(id("fault-code")).fill("4001")
	w.in(id("fault-close_sockets")).click()
	if err := <-app.over; !websocket.IsCloseError(err, 4001) {
		t.Error(err)
	}
	w.in(id("fault-link_disabled")).click()
	w.in(id("fault-note")).exists()
	w.in(id("app-offline")).says("Socket Mode is off")
	w.in(id("fault-link_enabled")).click()
	w.in(id("fault-note")).gone()
}
