// A WHEP server on Pion for comparison, built like gateways on Pion: each viewer has a reader of a
// ring of transport stream bytes, a demuxer, a packetizer and WriteRTP.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
)

func run() error {
	udp, err := net.ListenPacket("udp4", "127.0.0.1:"+os.Getenv("PEER_UDP_PORT"))
	if err != nil {
		return err
	}
	server, err := newServer(udp)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:"+os.Getenv("PEER_HTTP_PORT"))
	if err != nil {
		return err
	}
	fmt.Println("ready")
	return http.Serve(listener, server.routes())
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
