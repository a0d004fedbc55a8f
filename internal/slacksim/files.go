package slacksim

import (
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// file is what a person chose in a file_input. It lives as long as the workspace.
type file struct {
	id, user, name, mime string
	content              []byte
	born                 int64
}

const maxFileBytes = 10 << 20

// AddFile uploads a file as a person does in a file_input, and answers its id.
func (w *Workspace) AddFile(as, name, mimetype string, content []byte) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.actor(as); err != nil {
		return "", err
	}
	switch {
	case name == "":
		return "", refuse("invalid_name", "A file needs a name.")
	case len(content) > maxFileBytes:
		return "", refuse("file_too_large", "Files may have up to 10 MB.")
	}
	if mimetype == "" {
		mimetype = http.DetectContentType(content)
	}
	f := &file{id: w.newID("F"), user: as, name: path.Base(name), mime: mimetype, content: content, born: w.bar.Now().Unix()}
	w.files[f.id] = f
	return f.id, nil
}

// fileObject is a file as state.values and files.info give it.
func (w *Workspace) fileObject(f *file) object {
	extension := strings.TrimPrefix(path.Ext(f.name), ".")
	address := w.ids.base + "/files/" + w.ids.team + "-" + f.id + "/" + url.PathEscape(f.name)
	return object{
		"id": f.id, "created": f.born, "timestamp": f.born, "name": f.name, "title": f.name, "mimetype": f.mime, "filetype": extension,
		"pretty_type": strings.ToUpper(extension), "user": f.user, "user_team": w.ids.team, "editable": false, "size": len(f.content), "mode": "hosted",
		"is_external": false, "external_type": "", "is_public": false, "public_url_shared": false, "display_as_bot": false, "username": "",
		"url_private": address, "url_private_download": address, "permalink": address, "file_access": "visible", "has_rich_preview": false,
	}
}

// serveFile hands a file to the app, as url_private does: with the bot token and the scope files:read only.
func (w *Workspace) serveFile(rw http.ResponseWriter, r *http.Request) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	w.mu.Lock()
	f := w.files[strings.TrimPrefix(r.PathValue("id"), w.ids.team+"-")]
	allowed := token == w.ids.botToken && w.dead == "" && w.manifest.hasScope("files:read")
	w.mu.Unlock()
	if f == nil || !allowed {
		http.NotFound(rw, r)
		return
	}
	h := rw.Header()
	h.Set("Content-Type", f.mime)
	h.Set("Content-Length", strconv.Itoa(len(f.content)))
	h.Set("Content-Disposition", "attachment")
	_, _ = rw.Write(f.content) // the app went away; nobody to tell
}

func (c *call) filesInfo() (object, *apiError) {
	f := c.w.files[c.str("file")]
	if f == nil {
		return nil, fail("file_not_found")
	}
	return object{"file": c.w.fileObject(f), "comments": []any{}}, nil
}

// noteFileInput keeps that a view asks for files although the app may not read them.
func (w *Workspace) noteFileInput(blocks []any) {
	if w.manifest.hasScope("files:read") {
		return
	}
	eachElement(blocks, func(_, element object) {
		if text(element, "type") == "file_input" {
			w.violate("file_input_without_scope", "a file_input needs the scope files:read")
		}
	})
}
