package main

import (
	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v4"
)

const mtuBytes = 1200

// track packetizes for one viewer.
type track struct {
	out        *webrtc.TrackLocalStaticRTP
	packetizer rtp.Packetizer
}

func newTrack(pc *webrtc.PeerConnection, kind, mimeType string, payloader rtp.Payloader, rate uint32) (*track, error) {
	out, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: mimeType}, kind, "peer")
	if err != nil {
		return nil, err
	}
	sender, err := pc.AddTrack(out)
	if err != nil {
		return nil, err
	}
	go drain(sender)
	// Payload type and SSRC are set by TrackLocalStaticRTP.
	packetizer := rtp.NewPacketizerWithOptions(mtuBytes, payloader, rtp.NewRandomSequencer(), rate)
	return &track{out: out, packetizer: packetizer}, nil
}

func newVideoTrack(pc *webrtc.PeerConnection) (*track, error) {
	return newTrack(pc, "video", webrtc.MimeTypeH264, &codecs.H264Payloader{}, 90_000)
}

func newAudioTrack(pc *webrtc.PeerConnection) (*track, error) {
	return newTrack(pc, "audio", webrtc.MimeTypeOpus, &codecs.OpusPayloader{}, 48_000)
}

// drain reads RTCP; the interceptors see NACKs only while it is read.
func drain(sender *webrtc.RTPSender) {
	buffer := make([]byte, 1500)
	for {
		if _, _, err := sender.Read(buffer); err != nil {
			return
		}
	}
}

func (t *track) write(payload []byte, rtpTime uint32) error {
	for _, packet := range t.packetizer.Packetize(payload, 0) {
		packet.Timestamp = rtpTime
		if err := t.out.WriteRTP(packet); err != nil {
			return err
		}
	}
	return nil
}

// annexB joins NAL units, each after a start code.
func annexB(units [][]byte) []byte {
	size := 0
	for _, unit := range units {
		size += 4 + len(unit)
	}
	joined := make([]byte, 0, size)
	for _, unit := range units {
		joined = append(joined, 0, 0, 0, 1)
		joined = append(joined, unit...)
	}
	return joined
}
