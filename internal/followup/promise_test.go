package followup_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
)

func TestAPromiseIsOpenUntilSomethingWentOut(t *testing.T) {
	talked := func(days int, promised string) followup.Touch {
		return followup.Touch{ID: followup.TouchID(days), At: spring.AddDate(0, 0, days), Channel: followup.Call, Outcome: followup.Interested, Promised: promised}
	}
	withGift := talked(4, "")
	withGift.Gave = "an idea"
	mailed := gave(5, 0, "")
	mailed.Promised = "the contract"
	for name, c := range map[string]struct {
		touches []followup.Touch
		want    []string
	}{
		"none":                           {nil, nil},
		"two, the newest first":          {[]followup.Touch{talked(1, "pricing"), talked(2, ""), talked(3, "names")}, []string{"names", "pricing"}},
		"a message went out":             {[]followup.Touch{talked(1, "pricing"), gave(2, 0, "")}, nil},
		"something was given":            {[]followup.Touch{talked(1, "pricing"), withGift}, nil},
		"a message with another promise": {[]followup.Touch{talked(1, "pricing"), mailed}, []string{"the contract"}},
	} {
		var got []string
		for _, t := range followup.StillPromised(c.touches) {
			got = append(got, t.Promised)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhatTheySaidLastIsFoundBehindWhatNobodySaid(t *testing.T) {
	said := followup.Touch{ID: 1, At: spring, Channel: followup.Call, Outcome: followup.NeedsInfo, Note: "board meets 14 May"}
	tried := followup.Touch{ID: 2, At: spring.AddDate(0, 0, 1), Channel: followup.Call, Outcome: followup.NoAnswer, Note: "mailbox full"}
	if got, ok := followup.LastHeard([]followup.Touch{said, tried}); !ok || got.ID != said.ID {
		t.Errorf("%t, %+v", ok, got)
	}
	if _, ok := followup.LastHeard([]followup.Touch{tried}); ok {
		t.Error("nobody said anything")
	}
}
