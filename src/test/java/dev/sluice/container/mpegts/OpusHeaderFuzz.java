package dev.sluice.container.mpegts;

import dev.sluice.codec.opus.OpusPacket;

/** Fuzz target: the payload of an Opus PES packet. */
public final class OpusHeaderFuzz {
  private static final int MAX_SAMPLES = 5760;

  private OpusHeaderFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    OpusAccessUnits units = new OpusAccessUnits();
    units.reset(input, 0, input.length);
    int end = 0;
    while (units.next()) {
      if (units.offset() < end || units.length() < 0) {
        throw new AssertionError("packet at " + units.offset() + " behind " + end);
      }
      end = units.offset() + units.length();
      if (end > input.length) {
        throw new AssertionError("packet up to " + end + " of " + input.length);
      }
      int samples = OpusPacket.durationSamples48k(input, units.offset(), units.length());
      if (samples != OpusPacket.INVALID && (samples <= 0 || samples > MAX_SAMPLES)) {
        throw new AssertionError(samples + " samples");
      }
    }
  }
}
