package main

import (
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/pion/webrtc/v4"
)

var transportLine = regexp.MustCompile(`(?m)^a=(?:ice-ufrag|ice-pwd|candidate|end-of-candidates).*\r?\n`)

// restart sends new ICE credentials and candidates with PATCH, and applies those of the answer.
func (p *player) restart() error {
	before := p.pc.CurrentRemoteDescription().SDP
	offer, err := p.offer(&webrtc.OfferOptions{ICERestart: true})
	if err != nil {
		return err
	}
	answer, err := p.ask(http.MethodPatch, fragment(offer), http.StatusOK, map[string]string{
		"Content-Type": "application/trickle-ice-sdpfrag",
		"If-Match":     "*",
	})
	if err != nil {
		return err
	}
	transport := strings.Join(transportLine.FindAllString(answer, -1), "")
	if transport == "" {
		return errors.New("no transport in the answer to the restart: " + answer)
	}
	say("restarted", map[string]any{})
	return p.accept(replaceTransport(before, transport))
}

// fragment is the transport part of an offer (RFC 8840 section 9).
func fragment(offer string) string {
	head, rest, _ := strings.Cut(offer, "m=")
	first, _, _ := strings.Cut(rest, "m=")
	lines := strings.Split(first, "\r\n")
	out := []string{}
	for _, line := range strings.Split(head, "\r\n") {
		if strings.HasPrefix(line, "a=group:") {
			out = append(out, line)
		}
	}
	out = append(out, "m="+lines[0])
	for _, line := range lines {
		if strings.HasPrefix(line, "a=mid:") || transportLine.MatchString(line+"\r\n") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\r\n") + "\r\n"
}

// replaceTransport puts new credentials and candidates into each section of an answer.
func replaceTransport(answer, transport string) string {
	parts := strings.Split(transportLine.ReplaceAllString(answer, ""), "m=")
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.TrimRight(parts[i], "\r\n") + "\r\n" + transport
	}
	return strings.Join(parts, "m=")
}
