package dev.sluice.codec.h264;

import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;

/** Fuzz target: parameter sets, each behind a byte with its length. */
public final class ParameterSetsFuzz {
  private static final int MAX_REORDER = 16;

  private ParameterSetsFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    ParameterSets sets = new ParameterSets(TrackFormat.of(Codec.H264).build());
    for (int at = 0; at < input.length; ) {
      int length = Math.min(input[at] & 0xFF, input.length - at - 1);
      sets.add(input, at + 1, length);
      check(sets.sps());
      if (sets.takeChange() && sets.format(true).parameterSets().size() > 32 + 16) {
        throw new AssertionError(sets.format(true).parameterSets().size() + " parameter sets");
      }
      at += 1 + length;
    }
  }

  private static void check(SpsInfo info) {
    if (info == null) {
      return;
    }
    boolean sane =
        info.widthPixels() > 0
            && info.heightPixels() > 0
            && info.frameTicks90k() >= 0
            && info.maxReorderFrames() >= SpsInfo.UNKNOWN
            && info.maxReorderFrames() <= MAX_REORDER;
    if (!sane) {
      throw new AssertionError(info.toString());
    }
  }
}
