package quicklog_test

import (
	"testing"

	"github.com/followup-bot/followup/internal/followup/quicklog"
)

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                                "plain",
		"a &lt; b &amp;&amp; c &gt; d":         "a < b && c > d",
		"&amp;lt;":                             "&lt;", // once
		"&nbsp; &":                             "&nbsp; &",
		"<mailto:jane@x.example|Jane>":         "jane@x.example",
		"<mailto:jane@x.example?subject=a>":    "jane@x.example",
		"<http://x.example|x.example>":         "x.example",
		"<https://x.example/?a=1&amp;b=2>":     "https://x.example/?a=1&b=2",
		"<tel:+4930|030 1>":                    "030 1",
		"<tel:+4930>":                          "+4930",
		"<@U123|max>":                          "@max",
		"<@U123>":                              "@U123",
		"<#C123|general>":                      "#general",
		"<!channel>":                           "@channel",
		"<!subteam^S1|@sales>":                 "@sales",
		"<!date^1392734382^{date}|18 Feb>":     "18 Feb",
		"a < b > c":                            "a < b > c",
		"<":                                    "<",
		"<http://x.example":                    "<http://x.example",
		"<<@U1|a>>":                            "<@a>",
		"<https://x.example|&lt;!channel&gt;>": "<!channel>", // plain text, to be escaped where it is shown
	} {
		if got := quicklog.Unescape(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
