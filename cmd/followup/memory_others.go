//go:build !linux

package main

// keepMemory does nothing where the system isn't one that bots run on.
func keepMemory() error { return nil }
