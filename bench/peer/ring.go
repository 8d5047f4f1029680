package main

import (
	"errors"
	"io"
	"sync"
)

var errOverrun = errors.New("the reader is more than the ring's size behind the writer")

// ring keeps the newest bytes of a transport stream. One writer, which never waits; any number of
// readers, each with its own position.
type ring struct {
	mu      sync.Mutex
	arrived *sync.Cond
	bytes   []byte
	written int64
	ended   bool
}

func newRing(sizeBytes int) *ring {
	r := &ring{bytes: make([]byte, sizeBytes)}
	r.arrived = sync.NewCond(&r.mu)
	return r
}

// Write appends; p is at most the ring's size.
func (r *ring) Write(p []byte) (int, error) {
	r.mu.Lock()
	at := int(r.written % int64(len(r.bytes)))
	copied := copy(r.bytes[at:], p)
	copy(r.bytes, p[copied:])
	r.written += int64(len(p))
	r.mu.Unlock()
	r.arrived.Broadcast()
	return len(p), nil
}

// end makes readers return EOF after the last byte.
func (r *ring) end() {
	r.mu.Lock()
	r.ended = true
	r.mu.Unlock()
	r.arrived.Broadcast()
}

// reader returns a reader that begins at the next written byte.
func (r *ring) reader() *ringReader {
	r.mu.Lock()
	defer r.mu.Unlock()
	return &ringReader{ring: r, at: r.written}
}

type ringReader struct {
	ring   *ring
	at     int64
	closed bool
}

// Read waits for at least one byte.
func (rr *ringReader) Read(p []byte) (int, error) {
	r := rr.ring
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.written == rr.at && !r.ended && !rr.closed {
		r.arrived.Wait()
	}
	if rr.closed || r.written == rr.at {
		return 0, io.EOF
	}
	if r.written-rr.at > int64(len(r.bytes)) {
		return 0, errOverrun
	}
	p = p[:min(int64(len(p)), r.written-rr.at)]
	copied := copy(p, r.bytes[rr.at%int64(len(r.bytes)):])
	copy(p[copied:], r.bytes)
	rr.at += int64(len(p))
	return len(p), nil
}

// Close ends a waiting Read.
func (rr *ringReader) Close() {
	rr.ring.mu.Lock()
	rr.closed = true
	rr.ring.mu.Unlock()
	rr.ring.arrived.Broadcast()
}
