// Command pion plays a WHEP stream with Pion for some seconds and writes picture and sound to files. It
// writes events to standard output, one JSON object per line. See ../README.md.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"
)

type options struct {
	whep    string
	seconds float64
	folder  string
	restart bool
	watch   bool
	flood   string
	viewers int
	tcp     bool
}

func parse() options {
	var o options
	flag.StringVar(&o.whep, "whep", "", "address to play from")
	flag.Float64Var(&o.seconds, "seconds", 4, "seconds to play, from the first packet on")
	flag.StringVar(&o.folder, "folder", ".", "folder for video.h264 or video.h265 and audio.ogg; empty for no files")
	flag.BoolVar(&o.restart, "restart", false, "restart ICE in the middle")
	flag.BoolVar(&o.watch, "watch", false, "write the longest gap between pictures every 250 ms")
	flag.StringVar(&o.flood, "flood", "", "feedback to send 1000 times a second: nack or pli")
	flag.IntVar(&o.viewers, "viewers", 1, "number of viewers; more than one are only counted")
	flag.BoolVar(&o.tcp, "tcp", false, "connect over ICE-TCP on loopback only")
	flag.Parse()
	return o
}

// say writes an event for the test.
func say(event string, fields map[string]any) {
	fields["event"] = event
	fields["at"] = time.Now().UnixMilli()
	line, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}

func run(o options) error {
	if o.viewers > 1 {
		return crowd(o)
	}
	media, err := newRecorder(o.folder)
	if err != nil {
		return err
	}
	defer media.close()
	p, err := newPlayer(media, o.tcp)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.connect(o.whep); err != nil {
		return err
	}
	if err := media.awaitFirst(20 * time.Second); err != nil {
		return err
	}
	if o.watch {
		go media.watch()
	}
	if o.flood != "" {
		go p.flood(o.flood)
	}
	play := time.Duration(o.seconds * float64(time.Second))
	if o.restart {
		time.Sleep(play / 2)
		if err := p.restart(); err != nil {
			return err
		}
		play /= 2
	}
	time.Sleep(play)
	if err := p.leave(); err != nil {
		return err
	}
	say("done", map[string]any{
		"client":       "Pion " + version(),
		"pictures":     media.pictures.Load(),
		"soundPackets": media.soundPackets.Load(),
		"states":       p.seenStates(),
	})
	return nil
}

func main() {
	if err := run(parse()); err != nil {
		say("failed", map[string]any{"reason": err.Error()})
		os.Exit(1)
	}
}
