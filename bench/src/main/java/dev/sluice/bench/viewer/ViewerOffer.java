package dev.sluice.bench.viewer;

/**
 * The offer of a player at 127.0.0.1, with the payload types of the swarm.
 *
 * @param fingerprint SHA-256 of its certificate
 * @param port its receiving port
 */
record ViewerOffer(String ufrag, String password, String fingerprint, int port) {
  static final int AUDIO_TYPE = 111;
  static final int VIDEO_TYPE = 109;
  static final int TRANSPORT_CC_ID = 3;

  // Chromium's additions for Opus and H.264; extensions have their usual ids.
  private static final String BROWSER_AUDIO =
      """
      a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
      a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
      a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
      a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
      a=rtcp-rsize
      a=rtcp-fb:111 transport-cc
      """;
  private static final String BROWSER_VIDEO =
      """
      a=extmap:14 urn:ietf:params:rtp-hdrext:toffset
      a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
      a=extmap:13 urn:3gpp:video-orientation
      a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
      a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay
      a=extmap:6 http://www.webrtc.org/experiments/rtp-hdrext/video-content-type
      a=extmap:7 http://www.webrtc.org/experiments/rtp-hdrext/video-timing
      a=extmap:8 http://www.webrtc.org/experiments/rtp-hdrext/color-space
      a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
      a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
      a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id
      a=rtcp-fb:109 goog-remb
      a=rtcp-fb:109 transport-cc
      a=rtcp-fb:109 ccm fir
      a=rtpmap:114 rtx/90000
      a=fmtp:114 apt=109
      """;

  /**
   * The offer as text.
   *
   * @param browser true to include Chromium's additions for these two types
   */
  String sdp(boolean browser) {
    String transport = transport();
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
        %sm=video 9 UDP/TLS/RTP/SAVPF %d%s
        %sa=mid:1
        a=recvonly
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:109 H264/90000
        a=rtcp-fb:109 nack
        a=rtcp-fb:109 nack pli
        a=fmtp:109 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
        %s""")
        .formatted(
            AUDIO_TYPE,
            transport,
            browser ? BROWSER_AUDIO : "",
            VIDEO_TYPE,
            browser ? " 114" : "",
            transport,
            browser ? BROWSER_VIDEO : "")
        .replace("\n", "\r\n");
  }

  private String transport() {
    return """
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        a=candidate:1 1 udp 2130706431 127.0.0.1 %d typ host generation 0
        a=end-of-candidates
        a=ice-ufrag:%s
        a=ice-pwd:%s
        a=fingerprint:sha-256 %s
        a=setup:active
        """
        .formatted(port, ufrag, password, fingerprint);
  }
}
