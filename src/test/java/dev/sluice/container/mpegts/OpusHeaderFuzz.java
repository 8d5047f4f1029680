package dev.sluice.container.mpegts;

import dev.sluice.codec.opus.OpusFrames;

/** Fuzz target: the payload of an Opus PES packet. */
public final class OpusHeaderFuzz {
  private OpusHeaderFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    OpusFrames frames = new OpusFrames();
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
      if (frames.read(input, units.offset(), units.length())) {
        check(frames, units.offset(), end);
      }
    }
  }

  private static void check(OpusFrames frames, int from, int to) {
    if (frames.samples48k() <= 0 || frames.samples48k() > OpusFrames.MAX_SAMPLES_48K) {
      throw new AssertionError(frames.samples48k() + " samples");
    }
    int at = from + 1;
    for (int frame = 0; frame < frames.count(); frame++) {
      if (frames.offset(frame) < at || frames.length(frame) < 0) {
        throw new AssertionError("frame at " + frames.offset(frame) + " behind " + at);
      }
      at = frames.offset(frame) + frames.length(frame);
    }
    if (at > to) {
      throw new AssertionError("frames up to " + at + " of " + to);
    }
  }
}
