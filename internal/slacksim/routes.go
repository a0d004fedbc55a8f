package slacksim

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed page
var pageFiles embed.FS

// routes is everything the workspace serves. Each request is counted, so that Close waits for it.
func (w *Workspace) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", w.serveAPI)
	mux.HandleFunc("/link/", w.serveLink)
	mux.HandleFunc("POST /response/{team}/{key}", w.serveResponse)
	mux.HandleFunc("GET /files/{id}/{name}", w.serveFile)
	w.routeControl(mux)
	page, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("slacksim: the page is not embedded: " + err.Error())
	}
	files := http.FileServerFS(page)
	mux.Handle("/", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Cache-Control", "no-store") // the page changes with the program
		files.ServeHTTP(rw, r)
	}))
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !w.enter() {
			http.Error(rw, "closing", http.StatusServiceUnavailable)
			return
		}
		defer w.wg.Done()
		mux.ServeHTTP(rw, r)
	})
}
