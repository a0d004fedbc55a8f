package followup

import (
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"strings"
)

// What is left of somebody whose data was erased: marks of how they could be reached, by which they are known again and which tell
// nothing to those who don't know an address already.

// Traits are the normalised addresses by which a contact is known again once they are erased: e-mail, phone and LinkedIn.
func (c Contact) Traits() []string {
	return traits(emailKey(c.Email), []string{PhoneKey(c.Phone)}, LinkedInKey(c.LinkedIn))
}

// MayHave are the traits of which an erased person would have one if they are this contact: a phone number may have been kept with its
// country or without.
func (c Contact) MayHave() []string {
	return traits(emailKey(c.Email), PhoneKeys(c.Phone), LinkedInKey(c.LinkedIn))
}

func traits(email string, phones []string, linkedIn string) []string {
	var all []string
	add := func(kind, value string) {
		if value != "" {
			all = append(all, kind+":"+value)
		}
	}
	add("email", email)
	for _, p := range phones {
		add("phone", p)
	}
	add("linkedin", linkedIn)
	return all
}

// Trait is what a person of a company is known by again: both names, as Alike compares them. It is empty where only one is known, because
// many are called so.
func (c Called) Trait() string {
	c = c.tidy()
	name, company := sortedWords(c.Name), sortedWords(c.Company)
	if name == "" || company == "" {
		return ""
	}
	return "name:" + name + "|" + company
}

func sortedWords(name string) string {
	return strings.Join(slices.Sorted(slices.Values(nameWords(name))), " ")
}

// Mark is a trait as it is kept: a keyed hash (HMAC-SHA256). Each workspace has a key of its own, so that one trait has another mark in each.
func Mark(key []byte, trait string) []byte {
	sum := hmac.New(sha256.New, key)
	_, _ = sum.Write([]byte(trait)) // a hash never fails
	return sum.Sum(nil)
}

func emailKey(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// LinkedInKey is what two spellings of a LinkedIn address have in common: its path in small letters, "in/jane-doe". The database has the
// same rule as linkedin_key; a test holds one against the other.
func LinkedInKey(address string) string {
	key := strings.ToLower(strings.TrimSpace(address))
	key, _, _ = strings.Cut(key, "?")
	key, _, _ = strings.Cut(key, "#")
	if _, rest, ok := strings.Cut(key, "linkedin.com/"); ok {
		key = rest
	}
	return strings.Trim(key, "/")
}
