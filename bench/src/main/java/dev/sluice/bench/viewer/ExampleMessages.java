package dev.sluice.bench.viewer;

/** The first messages of a viewer, for benchmarks of the server side. */
public final class ExampleMessages {
  private static final String FINGERPRINT =
      "7B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08";
  private static final String PASSWORD = "viewerviewerviewerviewer";

  private ExampleMessages() {}

  /** A connectivity check for a server with these credentials. */
  public static byte[] check(String ufrag, String password) {
    return StunMessages.check("vwer", new ServerAnswer(ufrag, password, 9), 1);
  }

  /** An SDP offer. */
  public static String offer() {
    return new ViewerOffer("vwer", PASSWORD, FINGERPRINT, 50_000).sdp(false);
  }
}
