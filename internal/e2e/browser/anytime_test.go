//go:build browser

package browser

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestAnyDayAndHour starts the demo at times that are hard to begin at. Whenever it is, the first look is at Ana and her digest.
func TestAnyDayAndHour(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]string{
		"now": "", "sunday_night": "2026-05-17T23:30", "saturday_noon": "2026-05-16T12:00", "before_dawn_on_monday": "2026-05-18T03:59",
		"friday_evening": "2026-05-15T19:00", "new_year": "2027-01-01T00:01", "the_hour_that_is_not": "2026-03-29T02:30",
	} {
		t.Run(name, func(t *testing.T) {
			d := startDemo(t, "--at", at)
			s := d.state("")
			if s.Me == "" || s.App.DM == "" || !s.Clock.Running {
				t.Fatalf("%+v", s)
			}
			shown, err := json.Marshal(s.Messages[s.App.DM])
			if err != nil || !strings.Contains(string(shown), " to do · ") {
				t.Errorf("no digest at %s: %s, %v", s.Clock.Now, shown, err)
			}
		})
	}
}
