package followup_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/calendar"
)

func day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// The outcome table, touched on Tue 12 May 2026. An empty date asks the person.
func TestEachOutcomeHasAClassAndADefaultNextStep(t *testing.T) {
	const ask = ""
	value := &followup.Money{Minor: 4_200_000, Currency: "EUR"}
	for _, c := range []struct {
		outcome followup.Outcome
		channel followup.Channel
		class   followup.Class
		kind    followup.NextKind
		on      string
		by      followup.Channel
		reason  followup.ReasonCode
	}{
		{followup.NoAnswer, followup.Call, followup.Attempt, followup.NextRecall, "2026-05-14", followup.Call, followup.OtherWindow},
		{followup.Busy, followup.Call, followup.Attempt, followup.NextRecall, "2026-05-14", followup.Call, followup.OtherWindow},
		{followup.Voicemail, followup.Call, followup.Attempt, followup.NextRecall, "2026-05-14", followup.Call, followup.OtherWindow},
		{followup.LeftMessage, followup.Call, followup.Attempt, followup.NextRecall, "2026-05-14", followup.Call, followup.AskBestTime},
		{followup.TryAgain, followup.Call, followup.Conversation, followup.NextRecall, "2026-05-14", followup.Call, followup.TheyAskedLater},
		{followup.Interested, followup.Call, followup.Conversation, followup.NextRecall, ask, followup.Call, followup.AgreedWithThem},
		{followup.NeedsInfo, followup.Call, followup.Conversation, followup.NextRecall, ask, followup.Call, followup.AgreedWithThem},
		{followup.CallBackLater, followup.Call, followup.Conversation, followup.NextRecall, ask, followup.Call, followup.AgreedWithThem},
		{followup.MeetingSet, followup.Call, followup.Conversion, followup.NextRecall, ask, followup.Meeting, followup.MeetingBooked},
		{followup.Met, followup.Meeting, followup.Conversation, followup.NextRecall, ask, followup.Meeting, followup.AgreedWithThem},
		{followup.NoShow, followup.Meeting, followup.Attempt, followup.NextRecall, "2026-05-12", followup.Email, followup.NoteAfterNoShow},
		{followup.Sent, followup.Email, followup.Reached, followup.NextRecall, "2026-05-15", followup.Email, followup.GiveTimeToAnswer},
		{followup.Replied, followup.Email, followup.Response, followup.NextRecall, "2026-05-12", followup.Email, followup.TheyReplied},
		{followup.OutOfOffice, followup.Email, followup.Nothing, followup.NextRecall, ask, followup.Email, followup.BackFromLeave},
		{followup.NotNow, followup.Call, followup.Response, followup.NextPark, ask, "", followup.NotNowParked},
		{followup.NotInterested, followup.Call, followup.Response, followup.NextLost, ask, "", followup.TheySaidNo},
		{followup.RemoveMe, followup.Call, followup.Response, followup.NextStop, ask, "", followup.AskedToBeRemoved},
		{followup.WrongPerson, followup.Call, followup.Data, followup.NextRecall, "2026-05-13", followup.Call, followup.FindSomeoneElse},
		{followup.LeftCompany, followup.Call, followup.Data, followup.NextRecall, "2026-05-13", followup.Call, followup.FindSomeoneElse},
		{followup.Bounced, followup.Email, followup.Data, followup.NextRecall, "2026-05-13", followup.Call, followup.SwitchChannel},
		{followup.WrongNumber, followup.Call, followup.Data, followup.NextRecall, "2026-05-13", followup.Email, followup.SwitchChannel},
		{followup.BreakUpSent, followup.Email, followup.Reached, followup.NextRecall, "2026-05-21", "", followup.AwaitEcho},
		{followup.Closed, followup.Call, followup.Conversion, followup.NextWon, ask, "", followup.DealWon},
	} {
		t.Run(string(c.outcome), func(t *testing.T) {
			if !c.outcome.Valid() || c.outcome.Class() != c.class || !c.outcome.Fits(c.channel) {
				t.Errorf("class %q, fits %s: %t", c.outcome.Class(), c.channel, c.outcome.Fits(c.channel))
			}
			next, why := followup.Suggest(c.outcome, followup.Situation{
				Today: day("2026-05-12"), Owner: followup.Rep{Week: calendar.MondayToFriday}, Channel: c.channel, Lead: followup.Lead{Value: value},
			})
			if next.Kind != c.kind || next.On.String() != c.on || next.Channel != c.by || why.Code != c.reason {
				t.Errorf("suggests %+v because %s", next, why.Code)
			}
			if !slices.Contains(followup.ReasonCodes(), why.Code) {
				t.Errorf("reason %s is not listed", why.Code)
			}
			asks := c.on == ask && (c.kind == followup.NextRecall || c.kind == followup.NextPark)
			if next.Complete() == asks {
				t.Errorf("complete: %t", next.Complete())
			}
		})
	}
}

func TestAConversationPresetsAPromise(t *testing.T) {
	for _, o := range followup.Outcomes("") {
		next, _ := followup.Suggest(o, followup.Situation{Today: day("2026-05-12"), Owner: followup.Rep{Week: calendar.MondayToFriday}, Channel: followup.Call})
		want := slices.Contains([]followup.Outcome{followup.Interested, followup.NeedsInfo, followup.CallBackLater, followup.MeetingSet, followup.Met}, o)
		if next.Promised != want {
			t.Errorf("%s: promised %t", o, next.Promised)
		}
		if owed := o == followup.Replied; next.Owed != owed {
			t.Errorf("%s: owed %t", o, next.Owed)
		}
	}
}

func TestEveryChannelHasOutcomesAndEveryOutcomeAChannel(t *testing.T) {
	seen := map[followup.Outcome]bool{}
	for _, c := range followup.Channels() {
		fit := followup.Outcomes(c)
		if len(fit) == 0 {
			t.Errorf("nothing can happen in %s", c)
		}
		for _, o := range fit {
			seen[o] = true
		}
	}
	for _, o := range followup.Outcomes("") {
		if !seen[o] {
			t.Errorf("%s can't happen", o)
		}
	}
	if unknown := followup.Outcome("fine"); unknown.Valid() || unknown.Outbound(followup.Call) || unknown.Fits(followup.Call) || unknown.Class() != "" {
		t.Error("an unknown outcome passes")
	}
}

func TestAnswersDoNotRaiseTheTouchNumber(t *testing.T) {
	var answers []followup.Outcome
	for _, o := range followup.Outcomes("") {
		if !o.Outbound(followup.Email) {
			answers = append(answers, o)
		}
		if heard := o != followup.Replied && o != followup.OutOfOffice; o.Outbound(followup.Call) != heard {
			t.Errorf("%s on our own call: outbound is %t", o, !heard)
		}
	}
	want := []followup.Outcome{
		followup.Replied, followup.OutOfOffice, followup.NotNow, followup.NotInterested, followup.RemoveMe, followup.Closed,
	}
	if diff := cmp.Diff(want, answers); diff != "" {
		t.Error(diff)
	}
}
