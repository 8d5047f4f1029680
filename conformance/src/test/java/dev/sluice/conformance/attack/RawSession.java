package dev.sluice.conformance.attack;

import dev.sluice.conformance.harness.Offers;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A WHEP session of an attacker, made with the offer of a browser.
 *
 * @param path of the session
 * @param username of connectivity checks: the fragments of both sides
 * @param password of the service
 */
record RawSession(String path, String username, String password) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern LOCATION =
      Pattern.compile(
          "^Location: (?:https?://[^/]+)?(\\S+)", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

  /**
   * Posts an offer.
   *
   * @throws IOException if it is refused
   */
  static RawSession create(Target target) throws IOException {
    String offer = Offers.chromium();
    try (Wire wire = target.connect(target.service().publicTcp())) {
      String post =
          Requests.request(
              "POST /whep/" + Target.STREAM, "application/sdp", offer, "Connection: close");
      wire.send(post);
      String answer = wire.answer(PATIENCE).text();
      if (!answer.startsWith("HTTP/1.1 201")) {
        throw new IOException("refused");
      }
      target.joined();
      return new RawSession(
          location(answer),
          attribute(answer, "ice-ufrag") + ":" + attribute(offer, "ice-ufrag"),
          attribute(answer, "ice-pwd"));
    }
  }

  /** The path of the header; empty without it. */
  static String location(String answer) {
    Matcher location = LOCATION.matcher(answer);
    return location.find() ? location.group(1) : "";
  }

  private static String attribute(String sdp, String name) throws IOException {
    Matcher matcher = Pattern.compile("a=" + name + ":(\\S+)").matcher(sdp);
    if (!matcher.find()) {
      throw new IOException("no " + name);
    }
    return matcher.group(1);
  }

  /** A valid connectivity check with USE-CANDIDATE. */
  byte[] check() {
    return StunMessage.check(username, password);
  }
}
