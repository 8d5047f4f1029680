package main

import (
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/pion/webrtc/v4/pkg/media/h264writer"
	"github.com/pion/webrtc/v4/pkg/media/h265writer"
	"github.com/pion/webrtc/v4/pkg/media/oggwriter"
)

// recorder writes received media to files that other programs can decode. The picture is in video.h264,
// or in video.h265 if that was negotiated.
type recorder struct {
	folder       string
	video, audio media.Writer
	pictures     atomic.Int64
	soundPackets atomic.Int64
	gaps         gaps
	first        chan struct{}
	once         sync.Once
}

// newRecorder makes the files in a folder; without a folder, media is only counted.
func newRecorder(folder string) (*recorder, error) {
	r := &recorder{folder: folder, video: nowhere{}, audio: nowhere{}, first: make(chan struct{})}
	if folder == "" {
		return r, nil
	}
	var err error
	if r.audio, err = oggwriter.New(filepath.Join(folder, "audio.ogg"), 48000, 2); err != nil {
		return nil, err
	}
	return r, nil
}

// nowhere is a writer without a file.
type nowhere struct{}

func (nowhere) WriteRTP(*rtp.Packet) error { return nil }
func (nowhere) Close() error               { return nil }

// openVideo makes the file of the negotiated coding.
func (r *recorder) openVideo(mimeType string) error {
	var err error
	switch {
	case r.folder == "":
	case mimeType == webrtc.MimeTypeH265:
		r.video, err = h265writer.New(filepath.Join(r.folder, "video.h265"))
	default:
		r.video, err = h264writer.New(filepath.Join(r.folder, "video.h264"))
	}
	return err
}

// read reads packets of a track until its end.
func (r *recorder) read(track *webrtc.TrackRemote) {
	say("track", map[string]any{"kind": track.Kind().String(), "codec": track.Codec().MimeType})
	if track.Kind() == webrtc.RTPCodecTypeVideo {
		if err := r.openVideo(track.Codec().MimeType); err != nil {
			say("failed", map[string]any{"reason": err.Error()})
			return
		}
	}
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
	if !packet.Marker {
		return
	}
	r.gaps.picture()
	if r.pictures.Add(1) == 1 {
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
