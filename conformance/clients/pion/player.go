package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/pion/webrtc/v4"
)

// player is a WHEP viewer without trickle ICE: it offers after gathering its candidates.
type player struct {
	pc      *webrtc.PeerConnection
	session string
	mutex   sync.Mutex
	states  []string
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/pion/webrtc/v4" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "?"
}

func newPlayer(media *recorder, tcp bool) (*player, error) {
	pc, err := webrtc.NewAPI(webrtc.WithSettingEngine(network(tcp))).NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	p := &player{pc: pc}
	pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		p.states = append(p.states, state.String())
		say("state", map[string]any{"state": state.String()})
	})
	pc.OnTrack(func(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) { media.read(track) })
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		init := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
		if _, err := pc.AddTransceiverFromKind(kind, init); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func network(tcp bool) webrtc.SettingEngine {
	var settings webrtc.SettingEngine
	if tcp {
		settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeTCP4})
		settings.SetIncludeLoopbackCandidate(true)
		settings.SetInterfaceFilter(func(name string) bool { return name == "lo" })
	}
	return settings
}

// offer makes an offer and gathers its candidates.
func (p *player) offer(options *webrtc.OfferOptions) (string, error) {
	offer, err := p.pc.CreateOffer(options)
	if err != nil {
		return "", err
	}
	gathered := webrtc.GatheringCompletePromise(p.pc)
	if err := p.pc.SetLocalDescription(offer); err != nil {
		return "", err
	}
	<-gathered
	return p.pc.LocalDescription().SDP, nil
}

func (p *player) accept(answer string) error {
	return p.pc.SetRemoteDescription(
		webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer})
}

func (p *player) connect(whep string) error {
	offer, err := p.offer(nil)
	if err != nil {
		return err
	}
	say("posting", map[string]any{})
	response, err := http.Post(whep, "application/sdp", strings.NewReader(offer))
	if err != nil {
		return err
	}
	answer, err := text(response, http.StatusCreated)
	if err != nil {
		return err
	}
	say("answered", map[string]any{"status": response.StatusCode})
	base, err := url.Parse(whep)
	if err != nil {
		return err
	}
	session, err := base.Parse(response.Header.Get("Location"))
	if err != nil {
		return err
	}
	p.session = session.String()
	return p.accept(answer)
}

func (p *player) leave() error {
	_, err := p.ask(http.MethodDelete, "", http.StatusOK, nil)
	return err
}

func (p *player) ask(method, body string, status int, headers map[string]string) (string, error) {
	request, err := http.NewRequest(method, p.session, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	return text(response, status)
}

func text(response *http.Response, status int) (string, error) {
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != status {
		err = fmt.Errorf("%s instead of %d: %s", response.Status, status, body)
	}
	return string(body), err
}

func (p *player) seenStates() []string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return append([]string{}, p.states...)
}

func (p *player) close() { _ = p.pc.Close() }
