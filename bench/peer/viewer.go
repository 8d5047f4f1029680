package main

import (
	"bufio"
	"errors"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	"github.com/pion/webrtc/v4"
)

// viewer has a demuxer and a packetizer of its own, as in gateways on Pion.
type viewer struct {
	pc     *webrtc.PeerConnection
	source *ringReader
	demux  *mpegts.Reader
}

// newViewer returns when it has read the stream's tables.
func newViewer(api *webrtc.API, stream *ring, offer string) (*viewer, error) {
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	source := stream.reader()
	v := &viewer{pc: pc, source: source, demux: &mpegts.Reader{R: bufio.NewReader(source)}}
	if err := v.prepare(offer); err != nil {
		v.close()
		return nil, err
	}
	return v, nil
}

func (v *viewer) prepare(offer string) error {
	description := webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}
	if err := v.pc.SetRemoteDescription(description); err != nil {
		return err
	}
	if err := v.demux.Initialize(); err != nil {
		return err
	}
	return v.addTracks()
}

func (v *viewer) addTracks() error {
	found := false
	for _, source := range v.demux.Tracks() {
		var err error
		switch source.Codec.(type) {
		case *mpegts.CodecH264:
			err = v.addVideo(source)
		case *mpegts.CodecOpus:
			err = v.addAudio(source)
		default:
			continue
		}
		if err != nil {
			return err
		}
		found = true
	}
	if !found {
		return errors.New("the stream has no H.264 and no Opus")
	}
	return nil
}

func (v *viewer) addVideo(source *mpegts.Track) error {
	out, err := newVideoTrack(v.pc)
	if err != nil {
		return err
	}
	begun := false
	v.demux.OnDataH264(source, func(pts int64, _ int64, units [][]byte) error {
		begun = begun || h264.IsRandomAccess(units)
		if !begun {
			return nil
		}
		return out.write(annexB(units), uint32(pts))
	})
	return nil
}

func (v *viewer) addAudio(source *mpegts.Track) error {
	out, err := newAudioTrack(v.pc)
	if err != nil {
		return err
	}
	v.demux.OnDataOpus(source, func(pts int64, packets [][]byte) error {
		rtpTime := uint32(pts * 8 / 15)
		for _, packet := range packets {
			if err := out.write(packet, rtpTime); err != nil {
				return err
			}
			rtpTime += 960
		}
		return nil
	})
	return nil
}

func (v *viewer) answer() (string, error) {
	answer, err := v.pc.CreateAnswer(nil)
	if err != nil {
		return "", err
	}
	gathered := webrtc.GatheringCompletePromise(v.pc)
	if err := v.pc.SetLocalDescription(answer); err != nil {
		return "", err
	}
	<-gathered
	return v.pc.LocalDescription().SDP, nil
}

// play returns when the stream or the viewer ends.
func (v *viewer) play() {
	for v.demux.Read() == nil {
	}
	v.close()
}

func (v *viewer) close() {
	v.source.Close()
	// An error here has no receiver.
	_ = v.pc.Close()
}
