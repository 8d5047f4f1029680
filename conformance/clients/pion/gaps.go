package main

import (
	"sync"
	"time"
)

const gapInterval = 250 * time.Millisecond

// gaps measures the time between pictures.
type gaps struct {
	mutex   sync.Mutex
	last    time.Time
	longest time.Duration
}

// picture is called when a picture is complete.
func (g *gaps) picture() {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	now := time.Now()
	if !g.last.IsZero() {
		g.longest = max(g.longest, now.Sub(g.last))
	}
	g.last = now
}

// take returns the longest gap since the last call, the one that still lasts included.
func (g *gaps) take() time.Duration {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	longest := g.longest
	if !g.last.IsZero() {
		longest = max(longest, time.Since(g.last))
	}
	g.longest = 0
	return longest
}

// watch writes the gaps until the program ends.
func (r *recorder) watch() {
	for range time.Tick(gapInterval) {
		say("watched", map[string]any{
			"pictures":  r.pictures.Load(),
			"gapMillis": r.gaps.take().Milliseconds(),
		})
	}
}
