package followup

import "unicode"

// Spelling is a name as somebody typed it, to be held against names that may be meant.
type Spelling struct {
	typed []rune
	limit int       // of slips
	rows  [3][]int  // worked in, so that many names can be looked at quickly
	plain [2][]rune // the same
}

// longestName is how much of a name is looked at.
const longestName = 60

// Misspelt prepares what was typed. The more letters it has, the more slips are forgiven: one up to four, two up to eight, else three.
// What has fewer than three letters, or more than any name, is like nothing else.
func Misspelt(typed string) *Spelling {
	s := &Spelling{typed: plain(nil, typed)}
	switch n := len(s.typed); {
	case n < 3, n > longestName+3: // a whole note is no misspelt name, and would be held against thousands of them
		s.limit = -1
	case n <= 4:
		s.limit = 1
	case n <= 8:
		s.limit = 2
	default:
		s.limit = 3
	}
	for i := range s.rows {
		s.rows[i] = make([]int, len(s.typed)+1)
	}
	return s
}

// Slips counts the letters that are missing, too many, wrong or swapped in what was typed, compared with a lead's company and name or
// with some of their words in a row. A word that was only begun counts as one more. It answers false where there are too many.
func (s *Spelling) Slips(company, name string) (int, bool) {
	if s.limit < 0 {
		return 0, false
	}
	best := s.limit + 1
	s.plain[0] = plain(s.plain[0][:0], name)
	if company != "" && company != name {
		s.plain[0], s.plain[1] = plain(s.plain[0][:0], company+" "+name), s.plain[0]
	}
	text := s.plain[0]
	if s.missing(text) > s.limit {
		return best, false
	}
	for i := range text {
		if i == 0 || text[i-1] == ' ' {
			best = min(best, s.slips(text[i:], best))
		}
	}
	return best, best <= s.limit
}

// missing counts typed letters that stand nowhere in a text: at least as many slips it takes.
func (s *Spelling) missing(text []rune) int {
	var there uint64
	for _, r := range text {
		there |= 1 << (r % 64)
	}
	n := 0
	for _, r := range s.typed {
		if there&(1<<(r%64)) == 0 {
			n++
		}
	}
	return n
}

// slips compares what was typed with the beginning of a text; it answers limit for that many or more. Of the table of distances only
// the columns near its diagonal can stay below limit.
func (s *Spelling) slips(text []rune, limit int) int {
	n, best := len(s.typed), limit
	before, last, row := s.rows[0], s.rows[1], s.rows[2]
	for i := range last {
		last[i] = i
	}
	for j := 1; j <= min(len(text), n+limit); j++ {
		from, to := max(1, j-limit), min(n, j+limit)
		row[from-1] = j
		if from > 1 {
			row[from-1] = limit
		}
		least := row[from-1]
		for i := from; i <= to; i++ {
			change := last[i-1]
			if s.typed[i-1] != text[j-1] {
				change++
			}
			if i == j+limit { // the column before ends above
				last[i] = limit
			}
			row[i] = min(change, last[i]+1, row[i-1]+1)
			if i > 1 && j > 1 && s.typed[i-1] == text[j-2] && s.typed[i-2] == text[j-1] {
				row[i] = min(row[i], before[i-2]+1)
			}
			least = min(least, row[i])
		}
		if to == n {
			whole := row[n]
			if j < len(text) && text[j] != ' ' {
				whole++
			}
			best = min(best, whole)
		}
		if least >= limit {
			break
		}
		before, last, row = last, row, before
	}
	return best
}

// plain appends a name as it is compared: small letters without their marks, words parted by one space. "ue" for "ü" is one slip.
func plain(to []rune, name string) []rune {
	for _, r := range name {
		if len(to) >= longestName {
			break
		}
		if r >= unicode.MaxASCII {
			r = unicode.ToLower(r)
			if bare, ok := bareLetters[r]; ok {
				for _, b := range bare {
					to = append(to, b)
				}
				continue
			}
		}
		end := len(to) - 1
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case unicode.Is(unicode.Mn, r):
			continue
		case r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)), r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		case end < 0 || to[end] == ' ':
			continue
		default:
			r = ' '
		}
		to = append(to, r)
	}
	if end := len(to) - 1; end >= 0 && to[end] == ' ' {
		to = to[:end]
	}
	return to
}

// bareLetters are letters without their marks.
var bareLetters = bare(
	"a", "àáâãäåāăąæ", "c", "çćĉċč", "d", "ďđð", "e", "èéêëēĕėęě", "g", "ĝğġģ", "h", "ĥħ", "i", "ìíîïĩīĭįı", "j", "ĵ", "k", "ķ",
	"l", "ĺļľŀł", "n", "ñńņňŋ", "o", "òóôõöøōŏőœ", "r", "ŕŗř", "s", "śŝşšș", "ss", "ß", "t", "ţťŧț", "th", "þ", "u", "ùúûüũūŭůűų",
	"w", "ŵ", "y", "ýÿŷ", "z", "źżž",
)

func bare(pairs ...string) map[rune]string {
	letters := map[rune]string{}
	for i := 0; i < len(pairs); i += 2 {
		for _, marked := range pairs[i+1] {
			letters[marked] = pairs[i]
		}
	}
	return letters
}
