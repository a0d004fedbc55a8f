package app_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/followup-bot/followup/internal/app"
)

func TestProbeTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprint(w, "the database does not answer\nno connection to Slack\n")
		}
	}))
	defer server.Close()
	addr := strings.TrimPrefix(server.URL, "http://")
	_, port, _ := strings.Cut(addr, ":")
	for _, at := range []string{addr, ":" + port, "0.0.0.0:" + port} {
		if err := app.Probe(t.Context(), at, "/healthz"); err != nil {
			t.Errorf("%s: %v", at, err)
		}
	}
	err := app.Probe(t.Context(), addr, "/readyz")
	if err == nil || err.Error() != "the database does not answer; no connection to Slack" {
		t.Errorf("not ready: %v", err)
	}
	server.Close()
	if err := app.Probe(t.Context(), addr, "/healthz"); !errors.Is(err, app.ErrNotRunning) {
		t.Errorf("gone: %v", err)
	}
}
