package main

import (
	"math/rand"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"
)

const (
	floodInterval = 10 * time.Millisecond
	floodPackets  = 10
	nackPairs     = 200
)

// flood sends feedback about the pictures until the connection ends.
func (p *player) flood(kind string) {
	for range time.Tick(floodInterval) {
		for _, receiver := range p.pc.GetReceivers() {
			track := receiver.Track()
			if track == nil || track.Kind() != webrtc.RTPCodecTypeVideo {
				continue
			}
			for range floodPackets {
				if p.pc.WriteRTCP([]rtcp.Packet{feedback(kind, uint32(track.SSRC()))}) != nil {
					return
				}
			}
		}
	}
}

// feedback asks for a key picture, or for 3400 packets of the whole range of sequence numbers.
func feedback(kind string, ssrc uint32) rtcp.Packet {
	if kind == "pli" {
		return &rtcp.PictureLossIndication{SenderSSRC: 1, MediaSSRC: ssrc}
	}
	pairs := make([]rtcp.NackPair, nackPairs)
	for i := range pairs {
		pairs[i] = rtcp.NackPair{PacketID: uint16(rand.Intn(65536)), LostPackets: 0xffff}
	}
	return &rtcp.TransportLayerNack{SenderSSRC: 1, MediaSSRC: ssrc, Nacks: pairs}
}
