package dev.sluice.bench.viewer;

/** The offer of a Chromium-like player, with the payload types that the swarm knows. */
final class ViewerOffer {
  static final int AUDIO_TYPE = 111;
  static final int VIDEO_TYPE = 109;

  private ViewerOffer() {}

  /**
   * For a viewer at 127.0.0.1.
   *
   * @param port where it receives
   * @param fingerprint SHA-256 of its certificate
   */
  static String sdp(String ufrag, String password, String fingerprint, int port) {
    String transport =
        """
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        a=candidate:1 1 udp 2130706431 127.0.0.1 %d typ host generation 0
        a=end-of-candidates
        a=ice-ufrag:%s
        a=ice-pwd:%s
        a=fingerprint:sha-256 %s
        a=setup:actpass
        """
            .formatted(port, ufrag, password, fingerprint);
    return ("""
        v=0
        o=- 4611731400430051336 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        a=msid-semantic: WMS
        m=audio 9 UDP/TLS/RTP/SAVPF %d
        %sa=mid:0
        a=recvonly
        a=rtcp-mux
        a=rtpmap:111 opus/48000/2
        a=fmtp:111 minptime=10;useinbandfec=1
        m=video 9 UDP/TLS/RTP/SAVPF %d
        %sa=mid:1
        a=recvonly
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:109 H264/90000
        a=rtcp-fb:109 nack
        a=rtcp-fb:109 nack pli
        a=fmtp:109 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
        """)
        .formatted(AUDIO_TYPE, transport, VIDEO_TYPE, transport)
        .replace("\n", "\r\n");
  }
}
