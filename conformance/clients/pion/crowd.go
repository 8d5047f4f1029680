package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// joinsAtOnce keeps the handshakes of a crowd from taking the cores from the service.
	joinsAtOnce   = 4
	crowdPatience = 20 * time.Second
)

// crowd plays the stream with many viewers of one process, and says how many of them play.
func crowd(o options) error {
	var joined atomic.Int64
	var group sync.WaitGroup
	turns := make(chan struct{}, joinsAtOnce)
	for range o.viewers {
		group.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			if join(o) == nil {
				joined.Add(1)
			}
		})
	}
	group.Wait()
	say("crowd", map[string]any{"joined": joined.Load()})
	if joined.Load() == 0 {
		return fmt.Errorf("none of %d viewers could join", o.viewers)
	}
	time.Sleep(time.Duration(o.seconds * float64(time.Second)))
	return nil
}

// join connects a viewer, which plays until the process ends.
func join(o options) error {
	media, err := newRecorder("")
	if err != nil {
		return err
	}
	p, err := newPlayer(media, o.tcp)
	if err != nil {
		return err
	}
	if err = p.connect(o.whep); err == nil {
		err = media.awaitFirst(crowdPatience)
	}
	if err != nil {
		p.close()
	}
	return err
}
