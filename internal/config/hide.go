package config

import "regexp"

// credentials are Slack's tokens, the addresses of its sockets and of its answers, which are as good as tokens, and the user and
// password of any address.
var credentials = regexp.MustCompile(`(?i)\b(?:xox[a-z]|xapp)-[\w.-]+|\bwss?://[^\s"]+|https?://hooks\.slack\.com/[^\s"]+|//[^/@\s"]+:[^/@\s"]*@`)

// Hide returns a text that is not ours, such as an error of a library, without the credentials in it. It is the last net: nothing that
// knows of a secret puts it into a text.
func Hide(text string) string { return credentials.ReplaceAllString(text, "[secret]") }
