package digest

import (
	"time"

	"github.com/followup-bot/followup/internal/followup"
	"github.com/followup-bot/followup/internal/followup/playbook"
)

// Saying is what to say to a lead: which text fits, what of it is known, and whether to make it personal.
type Saying struct {
	Lead      followup.Lead
	Fits      playbook.Situation           // what is to be done about the lead now
	Situation playbook.Situation           // that is shown
	Templates map[string]playbook.Template // of it, by language, as the team has it
	Facts     playbook.Facts
	Touch     int // number of the coming touch
	Personal  bool
	Hooks     []playbook.Hook // what is known to make it personal
}

// Draft is the text in a language and a format, English where it has none in the language.
func (s Saying) Draft(language string, format playbook.Format) playbook.Draft {
	t, ok := s.Templates[language]
	if !ok {
		t = s.Templates["en"]
	}
	return playbook.Fill(t, format, s.Facts)
}

// Page is a template of the playbook as a workspace has it.
type Page struct {
	Template playbook.Template
	Opening  playbook.Template // the first mail in its language, by which it is measured
	Version  int               // 0: as it is shipped, and never changed
	Changed  bool              // it is not the shipped one
	By       string            // name of who made the version
	At       time.Time
	MayEdit  bool
}
