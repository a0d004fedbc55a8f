package slacksim

import (
	"encoding/base64"
	"strconv"
	"strings"
)

func (c *call) usersInfo() (object, *apiError) {
	p, ok := c.w.people[c.str("user")]
	if !ok {
		return nil, fail("user_not_found")
	}
	return object{"user": c.w.userObject(p, c.flag("include_locale"))}, nil
}

// usersList pages through everybody, bots and deactivated people among them. Slack answers limit_required when a big
// workspace is asked for all at once; ours says so from 1,000 people on.
func (c *call) usersList() (object, *apiError) {
	limit, ok := c.number("limit", 0)
	if !ok || limit < 0 {
		return nil, fail("invalid_limit")
	}
	if limit == 0 && len(c.w.order) > 1000 {
		return nil, fail("limit_required")
	}
	from, to, next, failure := page(len(c.w.order), limit, 1000, c.str("cursor"))
	if failure != nil {
		return nil, failure
	}
	members := []any{}
	for _, id := range c.w.order[from:to] {
		members = append(members, c.w.userObject(c.w.people[id], c.flag("include_locale")))
	}
	return object{"members": members, "cache_ts": c.w.bar.Now().Unix(), "response_metadata": object{"next_cursor": next}}, nil
}

// page answers which part of total a call gets and the cursor for the part after it, empty at the end. A limit of 0 is none.
func page(total, limit, most int, cursor string) (from, to int, next string, failure *apiError) {
	if cursor != "" {
		from = readCursor(cursor)
		if from < 0 || from > total {
			return 0, 0, "", fail("invalid_cursor")
		}
	}
	if limit <= 0 {
		limit = most
	}
	to = min(total, from+min(limit, most))
	if to < total {
		next = base64.StdEncoding.EncodeToString([]byte("next:" + strconv.Itoa(to)))
	}
	return from, to, next, nil
}

func readCursor(cursor string) int {
	raw, err := base64.StdEncoding.DecodeString(cursor)
	digits, ok := strings.CutPrefix(string(raw), "next:")
	if err != nil || !ok {
		return -1
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}
