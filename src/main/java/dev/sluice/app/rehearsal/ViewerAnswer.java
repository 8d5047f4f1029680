package dev.sluice.app.rehearsal;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an SDP answer that a simulated viewer uses.
 *
 * @param ufrag ICE user fragment of the service
 * @param password ICE password of the service
 * @param port port of the first UDP candidate
 */
record ViewerAnswer(String ufrag, String password, int port) {
  private static final Pattern UFRAG = Pattern.compile("a=ice-ufrag:(\\S+)");
  private static final Pattern PASSWORD = Pattern.compile("a=ice-pwd:(\\S+)");
  private static final Pattern CANDIDATE =
      Pattern.compile("a=candidate:\\S+ 1 (?i:udp) \\d+ \\S+ (\\d+) ");

  static ViewerAnswer parse(String sdp) throws IOException {
    return new ViewerAnswer(
        first(UFRAG, sdp), first(PASSWORD, sdp), Integer.parseInt(first(CANDIDATE, sdp)));
  }

  private static String first(Pattern pattern, String sdp) throws IOException {
    Matcher matcher = pattern.matcher(sdp);
    if (!matcher.find()) {
      throw new IOException("the answer has no " + pattern);
    }
    return sdp.substring(matcher.start(1), matcher.end(1));
  }
}
