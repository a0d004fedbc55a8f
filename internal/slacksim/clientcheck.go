package slacksim

import (
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"
)

// clientErrors is what Slack's client finds before it submits, by block id.
func (w *Workspace) clientErrors(blocks []any, values Values) map[string]string {
	errs := map[string]string{}
	eachElement(blocks, func(block, element object) {
		if text(block, "type") != "input" {
			return
		}
		spec, ok := inputStates[text(element, "type")]
		if !ok {
			return
		}
		id := text(block, "block_id")
		given, touched := values[id][text(element, "action_id")]
		if touched {
			if _, err := w.shape(element, spec, given); err != nil {
				errs[id] = err.Error()
				return
			}
		}
		if problem := clientError(block, element, w.held(element, spec, values[id])); problem != "" {
			errs[id] = problem
		}
	})
	return errs
}

func clientError(block, element object, held any) string {
	if list, isList := held.([]any); held == nil || (isList && len(list) == 0) {
		if block["optional"] == true {
			return ""
		}
		return "Please complete this required field."
	}
	if files, isList := held.([]any); isList && text(element, "type") == "file_input" {
		return filesError(element, files)
	}
	s, isText := held.(string)
	if !isText {
		return ""
	}
	switch text(element, "type") {
	case "plain_text_input":
		return lengthError(element, utf8.RuneCountInString(s))
	case "number_input":
		return numberError(element, s)
	case "email_text_input":
		if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
			return "Please enter a valid email address."
		}
	case "url_text_input":
		if u, err := url.Parse(s); err != nil || u.Scheme == "" || u.Host == "" {
			return "Please enter a valid URL."
		}
	}
	return ""
}

func filesError(element object, files []any) string {
	most := 10.0
	if m, ok := element["max_files"].(float64); ok {
		most = m
	}
	if float64(len(files)) > most {
		return fmt.Sprintf("You can add up to %d files.", int(most))
	}
	allowed, _ := element["filetypes"].([]any)
	for _, f := range files {
		if chosen, _ := f.(object); len(allowed) > 0 && !slices.Contains(allowed, any(text(chosen, "filetype"))) {
			return "Files of this type can't be added."
		}
	}
	return ""
}

func lengthError(element object, n int) string {
	if least, ok := element["min_length"].(float64); ok && float64(n) < least {
		return fmt.Sprintf("Please enter at least %d characters.", int(least))
	}
	most := float64(maxInputRunes)
	if m, ok := element["max_length"].(float64); ok {
		most = m
	}
	if float64(n) > most {
		return fmt.Sprintf("Please enter at most %d characters.", int(most))
	}
	return ""
}

func numberError(element object, s string) string {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || (element["is_decimal_allowed"] != true && n != float64(int64(n))) {
		return "Please enter a valid number."
	}
	if least, err := strconv.ParseFloat(text(element, "min_value"), 64); err == nil && n < least {
		return "Please enter a number of at least " + text(element, "min_value") + "."
	}
	if most, err := strconv.ParseFloat(text(element, "max_value"), 64); err == nil && n > most {
		return "Please enter a number of at most " + text(element, "max_value") + "."
	}
	return ""
}
