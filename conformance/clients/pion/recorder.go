package main

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/pion/webrtc/v4/pkg/media/h264writer"
	"github.com/pion/webrtc/v4/pkg/media/oggwriter"
)

// recorder writes received media to files that other programs can decode.
type recorder struct {
	video, audio media.Writer
	pictures     atomic.Int64
	soundPackets atomic.Int64
	first        chan struct{}
	once         sync.Once
}

func newRecorder(videoFile, audioFile string) (*recorder, error) {
	video, err := h264writer.New(videoFile)
	if err != nil {
		return nil, err
	}
	audio, err := oggwriter.New(audioFile, 48000, 2)
	if err != nil {
		return nil, err
	}
	return &recorder{video: video, audio: audio, first: make(chan struct{})}, nil
}

// read reads packets of a track until its end.
func (r *recorder) read(track *webrtc.TrackRemote) {
	say("track", map[string]any{"kind": track.Kind().String(), "codec": track.Codec().MimeType})
	for {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		if len(packet.Payload) == 0 {
			continue
		}
		if track.Kind() == webrtc.RTPCodecTypeVideo {
			r.onVideo(packet)
		} else {
			r.soundPackets.Add(1)
			r.write(r.audio, packet)
		}
		r.once.Do(func() { close(r.first) })
	}
}

func (r *recorder) onVideo(packet *rtp.Packet) {
	r.write(r.video, packet)
	if packet.Marker && r.pictures.Add(1) == 1 {
		say("picture", map[string]any{})
	}
}

func (r *recorder) write(to media.Writer, packet *rtp.Packet) {
	if err := to.WriteRTP(packet); err != nil {
		say("unwritten", map[string]any{"reason": err.Error()})
	}
}

func (r *recorder) awaitFirst(patience time.Duration) error {
	select {
	case <-r.first:
		return nil
	case <-time.After(patience):
		return errors.New("no media received")
	}
}

func (r *recorder) close() {
	_ = r.video.Close()
	_ = r.audio.Close()
}
