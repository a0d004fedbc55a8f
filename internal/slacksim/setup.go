package slacksim

import "context"

// PersonOrder is what POST /sim/person sets; what is left out stays as it is.
type PersonOrder struct {
	RealName *string `json:"real_name"`
	Title    string  `json:"title"`
	TZ       *string `json:"tz"`
	NoTZ     bool    `json:"no_tz"`
	Locale   string  `json:"locale"`
	Guest    bool    `json:"guest"`
	Admin    bool    `json:"admin"`
	Owner    bool    `json:"owner"`
	Bot      bool    `json:"bot"`
	Deleted  *bool   `json:"deleted"`
}

// setupActs are what an administrator does, rather than a person: they fill and change the workspace.
func (w *Workspace) setupActs() map[string]func(context.Context, order) (object, error) {
	return map[string]func(context.Context, order) (object, error){
		"person": func(_ context.Context, o order) (object, error) {
			if o.User != "" {
				return object{"user": o.User}, w.changePerson(o)
			}
			id, err := w.AddPerson(Person{
				Name: o.Name, RealName: deref(o.RealName), Title: o.Title, TZ: deref(o.TZ), NoTZ: o.NoTZ, Locale: o.Locale,
				Guest: o.Guest, Admin: o.Admin, Owner: o.Owner, Bot: o.Bot, Deleted: deref(o.Deleted),
			})
			return object{"user": id}, asRefusal(err)
		},
		"channel": func(_ context.Context, o order) (object, error) {
			id, err := w.AddChannel(Channel{Name: o.Name, Topic: o.Topic, Private: o.Private, Members: o.Members, BotMember: o.BotMember})
			return object{"channel": id}, asRefusal(err)
		},
		"join":    func(_ context.Context, o order) (object, error) { return nil, asRefusal(w.Join(o.User, o.ActChannel)) },
		"archive": func(_ context.Context, o order) (object, error) { return nil, asRefusal(w.Archive(o.ActChannel)) },
	}
}

// changePerson changes the profile or the account of somebody; each change makes its own user_change.
func (w *Workspace) changePerson(o order) error {
	if o.RealName != nil {
		if err := w.Rename(o.User, *o.RealName); err != nil {
			return asRefusal(err)
		}
	}
	if o.TZ != nil {
		if err := w.SetZone(o.User, *o.TZ); err != nil {
			return asRefusal(err)
		}
	}
	if o.Locale != "" {
		if err := w.SetLocale(o.User, o.Locale); err != nil {
			return asRefusal(err)
		}
	}
	if o.Deleted == nil {
		return nil
	}
	if *o.Deleted {
		return asRefusal(w.Deactivate(o.User))
	}
	return asRefusal(w.Reactivate(o.User))
}

func asRefusal(err error) error {
	if err == nil {
		return nil
	}
	return refuse("invalid_arguments", err.Error())
}

func deref[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}
