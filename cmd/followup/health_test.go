package main

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/pgtest"
	"github.com/followup-bot/followup/internal/slacksim"
)

// healthPaths are those that the health port serves, and some that others do.
var healthPaths = []string{"/metrics", "/healthz", "/readyz", "/", "/debug/pprof/", "/debug/vars", "/leads"}

// TestTheHealthPortShowsNoData: numbers, and nothing that says whose. Nor does the log, at its most talkative.
func TestTheHealthPortShowsNoData(t *testing.T) {
	t.Parallel()
	w, env := slack(t)
	addr := freeAddr(t)
	p := start(t, append(env, "DATABASE_URL="+pgtest.New(t).URL, "FOLLOWUP_HTTP_ADDR="+addr, "FOLLOWUP_LOG_LEVEL=debug"), "serve")
	p.awaitReady(t, addr)
	ana, err := w.AddPerson(slacksim.Person{Name: "ana", RealName: "Ana Lopez"})
	if err != nil {
		t.Fatal(err)
	}
	types(t, w, ana, `/followup add "Zephyr GmbH / Jane Doe" jane@zephyr.example +4915112345678 €12k`)
	types(t, w, ana, `/followup log zephyr call connected "they want to know what it costs" +3d`)
	types(t, w, ana, `/followup park nobody 3m`)
	if err := w.OpenHome(t.Context(), ana); err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, path := range healthPaths {
		said := fetched(t, addr, path)
		for _, data := range []string{"zephyr", "jane", "ana", "lopez", "costs", "nobody", strings.ToLower(ana), strings.ToLower(w.TeamID()), "12000", "4915112345678"} {
			for line := range strings.Lines(said) {
				if strings.Contains(strings.ToLower(line), data) {
					t.Errorf("%s shows %s: %s", path, data, line)
				}
			}
		}
		all += said
	}
	if !strings.Contains(all, `followup_open_leads 1`) || !strings.Contains(all, `name="/followup",result="ok"`) {
		t.Errorf("nothing was done:\n%s", all)
	}
	for _, words := range []string{"zephyr", "jane", "lopez", "costs", "nobody", "12000", "4915112345678"} {
		if log := strings.ToLower(p.out.String() + p.err.String()); strings.Contains(log, words) {
			t.Errorf("the log says %s:\n%s", words, log)
		}
	}
	if n := strings.Count(all, "404 page not found"); n != len(healthPaths)-3 {
		t.Errorf("%d paths are not served, of %q", n, healthPaths)
	}
}

func fetched(t *testing.T, addr, path string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // only read from
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
