package dev.sluice.source.srt;

import java.nio.charset.StandardCharsets;

/**
 * Fuzz target: the stream id of an SRT caller. It is refused with a sentence, or names a stream by
 * the rule for names, and means the same in the other syntax.
 */
public final class SrtStreamIdFuzz {
  private static final int MAX_SENTENCE_CHARACTERS = 200;

  private SrtStreamIdFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (text.length() > SrtStreamId.MAX_CHARACTERS) {
      return;
    }
    try {
      SrtStreamId id = SrtStreamId.parse(text);
      if (!id.stream().matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")
          || !text.contains(id.stream())
          || !text.contains(id.token())) {
        throw new AssertionError("'%s' was read as %s".formatted(text, id));
      }
      SrtStreamId again =
          SrtStreamId.parse("publish:%s:user:%s".formatted(id.stream(), id.token()));
      if (!again.equals(id)) {
        throw new AssertionError("%s became %s".formatted(id, again));
      }
    } catch (SrtRefusedException e) {
      if (e.getMessage().length() > MAX_SENTENCE_CHARACTERS) {
        throw new AssertionError("a refusal with text of the caller", e);
      }
    }
  }
}
