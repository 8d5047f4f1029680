package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/pion/webrtc/v4"
)

const (
	ringBytes   = 4 << 20
	ingestBytes = 64 << 10
	offerBytes  = 256 << 10
)

type server struct {
	api *webrtc.API

	mu      sync.Mutex
	streams map[string]*ring
	viewers map[string]*viewer
	lastID  int
}

// newServer makes a server with one UDP socket for all viewers.
func newServer(udp net.PacketConn) (*server, error) {
	settings := webrtc.SettingEngine{}
	settings.SetICEUDPMux(webrtc.NewICEUDPMux(nil, udp))
	settings.SetIncludeLoopbackCandidate(true)
	// Viewers of the swarm are DTLS clients only.
	if err := settings.SetAnsweringDTLSRole(webrtc.DTLSRoleServer); err != nil {
		return nil, err
	}
	media := &webrtc.MediaEngine{}
	if err := media.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	return &server{
		api:     webrtc.NewAPI(webrtc.WithMediaEngine(media), webrtc.WithSettingEngine(settings)),
		streams: map[string]*ring{},
		viewers: map[string]*viewer{},
	}, nil
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /ingest/{stream}", s.ingest)
	mux.HandleFunc("POST /ingest/{stream}", s.ingest)
	mux.HandleFunc("POST /whep/{stream}", s.join)
	mux.HandleFunc("DELETE /sessions/{id}", s.leave)
	mux.HandleFunc("POST /gc", collectGarbage)
	return mux
}

func (s *server) stream(name string) *ring {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.streams[name]
	if found == nil {
		found = newRing(ringBytes)
		s.streams[name] = found
	}
	return found
}

func (s *server) ingest(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("stream")
	stream := s.stream(name)
	buffer := make([]byte, ingestBytes)
	for {
		n, err := r.Body.Read(buffer)
		_, _ = stream.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	stream.end()
	s.mu.Lock()
	delete(s.streams, name)
	s.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) join(w http.ResponseWriter, r *http.Request) {
	offer, err := io.ReadAll(io.LimitReader(r.Body, offerBytes))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	v, err := newViewer(s.api, s.stream(r.PathValue("stream")), string(offer))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answer, err := v.answer()
	if err != nil {
		v.close()
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/sdp")
	w.Header().Set("Location", "/sessions/"+s.add(v))
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, answer)
	go v.play()
}

func (s *server) add(v *viewer) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	id := fmt.Sprint(s.lastID)
	s.viewers[id] = v
	return id
}

func (s *server) leave(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	v := s.viewers[r.PathValue("id")]
	delete(s.viewers, r.PathValue("id"))
	s.mu.Unlock()
	if v == nil {
		http.NotFound(w, r)
		return
	}
	v.close()
}

// collectGarbage returns unused memory to the system; the rest is in use by viewers.
func collectGarbage(w http.ResponseWriter, _ *http.Request) {
	runtime.GC()
	debug.FreeOSMemory()
	w.WriteHeader(http.StatusNoContent)
}
