package dev.sluice.bench.viewer;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of the answer that a viewer needs.
 *
 * @param port of the first candidate at 127.0.0.1
 */
record ServerAnswer(String ufrag, String password, int port) {
  private static final Pattern UFRAG = Pattern.compile("a=ice-ufrag:(\\S+)");
  private static final Pattern PASSWORD = Pattern.compile("a=ice-pwd:(\\S+)");
  private static final Pattern CANDIDATE =
      Pattern.compile("a=candidate:\\S+ 1 (?i:udp) \\d+ 127\\.0\\.0\\.1 (\\d+) ");

  static ServerAnswer parse(String sdp) throws IOException {
    return new ServerAnswer(
        first(UFRAG, sdp), first(PASSWORD, sdp), Integer.parseInt(first(CANDIDATE, sdp)));
  }

  private static String first(Pattern pattern, String sdp) throws IOException {
    Matcher matcher = pattern.matcher(sdp);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in the answer:\n" + sdp);
    }
    return matcher.group(1);
  }
}
