package slackbot

import (
	"slices"
	"testing"

	"github.com/followup-bot/followup/internal/followup/quicklog"
	"github.com/followup-bot/followup/internal/slackbot/view"
)

func TestEveryButtonHasARouteAndEveryRouteAButton(t *testing.T) {
	b := New(Deps{})
	sameKeys(t, "action", view.AllActions(), b.presses)
}

func TestEveryFormHasARouteAndEveryRouteAForm(t *testing.T) {
	b := New(Deps{})
	shown := []string{view.FormList, view.FormOverdue, view.FormCard, view.FormNotice, view.FormPage, view.FormPrep} // nothing to submit
	forms := slices.DeleteFunc(view.AllForms(), func(id string) bool { return slices.Contains(shown, id) })
	sameKeys(t, "form", forms, b.submits)
}

func TestEveryShortcutHasARoute(t *testing.T) {
	b := New(Deps{})
	sameKeys(t, "shortcut", view.AllShortcuts(), b.shortcuts)
}

func TestEveryVerbHasARoute(t *testing.T) {
	b := New(Deps{})
	for _, v := range quicklog.Verbs() {
		if b.commands[v] == nil {
			t.Errorf("nobody serves /followup %s", v)
		}
	}
}

func TestEverythingAskedOfACadenceHasARoute(t *testing.T) {
	b := New(Deps{})
	for _, d := range quicklog.Doings() {
		if b.doings[d] == nil {
			t.Errorf("nobody serves /followup cadence %s", d)
		}
	}
}

func sameKeys(t *testing.T, what string, want []string, routes map[string]handler) {
	t.Helper()
	for _, id := range want {
		if routes[id] == nil {
			t.Errorf("%s %q has no route", what, id)
		}
	}
	for id := range routes {
		if !slices.Contains(want, id) {
			t.Errorf("the route %q has no %s", id, what)
		}
	}
}
