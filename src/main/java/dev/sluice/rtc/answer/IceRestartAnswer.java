package dev.sluice.rtc.answer;

import dev.sluice.rtc.ice.IceCredentials;
import java.util.ArrayList;
import java.util.List;

/**
 * The ICE attributes of an answer, from which the response to an ICE restart is made (RFC 9725
 * section 4.3.2, which WHEP shares). Only the first accepted section is listed, since all sections
 * share its transport.
 */
public final class IceRestartAnswer {
  private final String text;

  private IceRestartAnswer(String text) {
    this.text = text;
  }

  /** Takes the ICE attributes from an answer written by {@link AnswerWriter}. */
  public static IceRestartAnswer of(String answer) {
    List<String> lines = new ArrayList<>(List.of("a=ice-lite"));
    boolean found = false;
    int next;
    for (int at = 0; at < answer.length(); at = next) {
      int end = answer.indexOf("\r\n", at);
      next = end + 2;
      String line = answer.substring(at, end);
      if (line.startsWith("m=")) {
        if (found) {
          break;
        }
        found = !line.split(" ", 3)[1].equals("0");
        if (found) {
          lines.add(mediaLine(line));
        }
      } else if (line.startsWith("a=group:BUNDLE") || (found && isTold(line))) {
        lines.add(line);
      }
    }
    return new IceRestartAnswer(String.join("\r\n", lines) + "\r\n");
  }

  /** Port and format have no meaning in a fragment (RFC 8840 section 9.2). */
  private static String mediaLine(String line) {
    String[] words = line.split(" ", 4);
    return words[0] + " 9 " + words[2] + " 0";
  }

  private static boolean isTold(String line) {
    return line.startsWith("a=mid:")
        || line.startsWith("a=candidate:")
        || line.equals("a=end-of-candidates");
  }

  /** The {@code application/trickle-ice-sdpfrag} with new credentials. Lines end in CRLF. */
  public String fragment(IceCredentials ice) {
    int media = text.indexOf("m=");
    String credentials =
        "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\n".formatted(ice.ufrag(), ice.password());
    return text.substring(0, media) + credentials + text.substring(media);
  }
}
