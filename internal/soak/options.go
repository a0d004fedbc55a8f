package soak

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/followup-bot/followup/internal/delivery"
	"github.com/followup-bot/followup/internal/faulty"
)

// Options say how long a soak lasts, how large it is and how much goes wrong. All times are real time.
type Options struct {
	Seed     uint64
	For      time.Duration // how long things go wrong; the calm day and the checks come on top
	Replicas int
	People   int           // who follow leads up; a manager comes on top
	Think    time.Duration // between two things that a person does, on average
	Day      time.Duration // how long a business day takes

	Store    faulty.Rates
	Slack    faulty.Rates
	Noise    Noise
	Troubles float64       // a minute: outages, crashes, cut connections
	Lifetime time.Duration // of a socket; 0: Slack's own
	Memory   int64         // bytes that a replica may take

	Out  io.Writer // progress
	Logs io.Writer // of the replicas; nil: nowhere
}

// Noise is how often the simulated workspace itself fails, from 0 to 1.
type Noise struct {
	Call     float64 // a call, in each of five ways
	Envelope float64 // an envelope is sent twice; its ack is lost a third as often
}

// Defaults are the options of a soak that nobody tuned.
func Defaults() Options {
	return Options{
		Seed: 1, For: 5 * time.Minute, Replicas: 2, People: 8, Think: 1500 * time.Millisecond, Day: time.Minute,
		Store:    faulty.Rates{Before: .003, After: .003, Slow: .005, Conflict: .005, Delay: 500 * time.Millisecond},
		Slack:    faulty.Rates{Before: .01, After: .01, Slow: .01, Unavailable: .01, Delay: 2 * time.Second},
		Noise:    Noise{Call: .005, Envelope: .03},
		Troubles: 4, Lifetime: time.Minute, Memory: 128 << 20,
	}
}

// Scaled returns the options with more or less going wrong by chance.
func (o Options) Scaled(by float64) Options {
	for _, r := range []*faulty.Rates{&o.Store, &o.Slack} {
		r.Before, r.After, r.Slow, r.Conflict, r.Unavailable = r.Before*by, r.After*by, r.Slow*by, r.Conflict*by, r.Unavailable*by
	}
	o.Noise.Call, o.Noise.Envelope = o.Noise.Call*by, o.Noise.Envelope*by
	return o
}

// maxReplicas is how many fit into Slack's ten connections with room for one that is being replaced.
const maxReplicas = 4

func (o Options) check() error {
	switch {
	case o.For <= 0:
		return errors.New("a soak must last some time")
	case o.Replicas < 1 || o.Replicas > maxReplicas:
		return fmt.Errorf("%d replicas: 1 to %d can share Slack's ten connections", o.Replicas, maxReplicas)
	case o.People < 2 || o.People > maxPeople:
		return fmt.Errorf("%d people: there are names for 2 to %d", o.People, maxPeople)
	case o.Day < 5*time.Second:
		return fmt.Errorf("a business day of %s is too short for a morning in it", o.Day)
	case o.Think <= 0:
		return errors.New("people need some time between two things")
	}
	return nil
}

// hurried are the deliveries' limits for a world in which a morning takes seconds.
func hurried() delivery.Options {
	o := delivery.Defaults()
	o.Lease, o.SendTimeout, o.UnsureWait, o.Backoff = 5*time.Second, 3*time.Second, 4*time.Second, time.Second
	return o
}
