package dev.sluice.source.srt;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a publisher asks for by its stream id. Three forms are read:
 *
 * <ul>
 *   <li>{@code #!::r=NAME,m=publish,s=TOKEN}, of SRT's access control guidelines; {@code u} stands
 *       for {@code s} if that is missing, and other keys are ignored
 *   <li>{@code publish:NAME} and {@code publish:NAME:TOKEN}; with a user before the token, the user
 *       is ignored
 *   <li>{@code NAME}
 * </ul>
 *
 * @param stream name of the stream
 * @param token empty for none
 */
record SrtStreamId(String stream, String token) {
  /** Longest stream id of the protocol. */
  static final int MAX_CHARACTERS = 512;

  private static final String KEYED = "#!::";
  private static final String NESTED = "#!";
  private static final String PUBLISH = "publish";
  private static final int MOST_PARTS = 4;

  /** The rule for names of streams everywhere in the service. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

  /**
   * Reads a stream id.
   *
   * @throws SrtRefusedException if it asks for something other than to publish a stream
   */
  static SrtStreamId parse(String text) throws SrtRefusedException {
    if (text.startsWith(KEYED)) {
      return keyed(text.substring(KEYED.length()));
    }
    if (text.startsWith(NESTED)) {
      throw malformed("The stream id is written in braces; write it as #!::r=NAME,m=publish.");
    }
    String[] parts = text.split(":", MOST_PARTS);
    if (parts.length == 1) {
      return named(text, "");
    }
    return switch (parts[0]) {
      case PUBLISH -> named(parts[1], parts.length == 2 ? "" : parts[parts.length - 1]);
      case "read", "play", "request" -> throw readers();
      default ->
          throw malformed("The stream id is none of NAME, publish:NAME and #!::r=NAME,m=publish.");
    };
  }

  private static SrtStreamId keyed(String text) throws SrtRefusedException {
    Map<String, String> keys = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || keys.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw malformed("The stream id has a part that is not KEY=VALUE, or a key twice.");
      }
    }
    if (!keys.getOrDefault("t", "stream").equals("stream")) {
      throw new SrtRefusedException(
          SrtRefusal.TYPE, "The stream id asks for a type (t) other than stream.");
    }
    // Without a mode, the guidelines mean a request to read.
    if (!keys.getOrDefault("m", "request").equals(PUBLISH)) {
      throw readers();
    }
    return named(keys.getOrDefault("r", ""), keys.getOrDefault("s", keys.getOrDefault("u", "")));
  }

  private static SrtStreamId named(String name, String token) throws SrtRefusedException {
    if (!NAME.matcher(name).matches()) {
      throw malformed(
          "The stream id names no stream: a name has 1 to 64 letters, digits, dots, hyphens or"
              + " underscores, and does not begin with a dot.");
    }
    return new SrtStreamId(name, token);
  }

  private static SrtRefusedException malformed(String sentence) {
    return new SrtRefusedException(SrtRefusal.STREAM_ID, sentence);
  }

  private static SrtRefusedException readers() {
    return new SrtRefusedException(
        SrtRefusal.MODE,
        "The stream id asks to read. Streams are only published by SRT: use publish:NAME or"
            + " #!::r=NAME,m=publish.");
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SrtStreamId[stream=%s]".formatted(stream);
  }
}
