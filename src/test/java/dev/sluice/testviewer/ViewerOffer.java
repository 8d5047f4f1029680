package dev.sluice.testviewer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The offer of a test viewer, and access to the fields of the answer. */
public final class ViewerOffer {
  public static final String UFRAG = "vwer";
  private static final String PROFILE_LEVEL_ID = "42e01f";
  public static final String PASSWORD = "viewerviewerviewerviewer";

  private ViewerOffer() {}

  public static String sdp(String fingerprint) {
    return sdp(fingerprint, UFRAG, PASSWORD);
  }

  /** An offer to receive H.264 of that profile and level only. */
  public static String sdp(String fingerprint, int profileLevelId) {
    return sdp(fingerprint).replace(PROFILE_LEVEL_ID, "%06x".formatted(profileLevelId));
  }

  /** An offer with the ICE credentials of another agent. */
  public static String sdp(String fingerprint, String ufrag, String password) {
    String transport =
        """
        c=IN IP4 0.0.0.0
        a=ice-ufrag:%s
        a=ice-pwd:%s
        a=fingerprint:sha-256 %s
        a=setup:actpass
        a=recvonly
        a=rtcp-mux
        """
            .formatted(ufrag, password, fingerprint);
    return ("""
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        m=audio 9 UDP/TLS/RTP/SAVPF 111
        %sa=mid:0
        a=rtpmap:111 opus/48000/2
        m=video 9 UDP/TLS/RTP/SAVPF 96
        %sa=mid:1
        a=rtpmap:96 H264/90000
        a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=%s
        a=rtcp-fb:96 nack
        a=rtcp-fb:96 nack pli
        """)
        .formatted(transport, transport, PROFILE_LEVEL_ID)
        .replace("\n", "\r\n");
  }

  public static String attribute(String answer, String name) {
    Matcher matcher = Pattern.compile("a=" + name + ":(\\S+)").matcher(answer);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + name + " in\n" + answer);
    }
    return matcher.group(1);
  }
}
