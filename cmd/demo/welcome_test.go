package main

import (
	"strings"
	"testing"
	"time"
)

func TestWelcomeSaysWhatIsThereAndWhatComes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		at     string
		o      options
		goesOn bool
		want   string
	}{
		{at: "2026-05-12T08:00", want: "Her digest comes at 08:30 under Apps → Followup, the manager's summary at 09:30 in #sales."},
		{at: "2026-05-12T09:00", want: "Her morning digest is waiting under Apps → Followup; the manager's summary comes at 09:30"},
		{at: "2026-05-12T09:40", want: "Her morning digest is waiting under Apps → Followup, the manager's summary in #sales."},
		{at: "2026-05-12T03:00", want: "Her digest of Monday is waiting"},
		{at: "2026-05-16T10:00", want: "Her digest of Friday is waiting"},
		{at: "2026-05-12T09:40", o: options{empty: true}, want: "no leads and no team yet"},
		{at: "2026-05-12T09:40", goesOn: true, want: "as you left it"},
	} {
		at, err := startTime(tt.at, time.Time{}, home())
		if err != nil {
			t.Fatal(err)
		}
		if got := awaits(tt.o, tt.goesOn, at); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s, want %s", tt.at, got, tt.want)
		}
	}
}
