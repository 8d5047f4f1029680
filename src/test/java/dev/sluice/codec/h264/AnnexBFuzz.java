package dev.sluice.codec.h264;

import dev.sluice.codec.annexb.AnnexB;
import dev.sluice.codec.annexb.NalIndex;

/** Fuzz target: a byte stream of annex B, its NAL units, access units and SEI. */
public final class AnnexBFuzz {
  private AnnexBFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    NalIndex index = new NalIndex();
    index.scan(input, 0, input.length);
    int end = 0;
    int code = -1;
    for (int i = 0; i < index.count(); i++) {
      int offset = index.offset(i);
      code = simple(input, offset - AnnexB.START_CODE_BYTES);
      if (offset < end || index.length(i) < 1 || code != offset - AnnexB.START_CODE_BYTES) {
        throw new AssertionError("NAL unit " + i + " at " + offset + " behind " + end);
      }
      end = offset + index.length(i);
      int next = simple(input, offset);
      if (end > next) {
        throw new AssertionError("NAL unit up to " + end + ", start code at " + next);
      }
      Sei.hasRecoveryPoint(input, offset, index.length(i));
    }
    walk(index);
  }

  private static void walk(NalIndex index) {
    AccessUnitWalk walk = new AccessUnitWalk();
    int at = AccessUnitWalk.firstStart(index);
    walk.reset(index, at);
    while (walk.next()) {
      if (walk.from() != at || walk.to() <= at) {
        throw new AssertionError("access unit " + walk.from() + ".." + walk.to() + " at " + at);
      }
      at = walk.to();
    }
    if (at != index.count()) {
      throw new AssertionError("stopped at " + at + " of " + index.count());
    }
  }

  private static int simple(byte[] input, int from) {
    for (int at = from; at + AnnexB.START_CODE_BYTES <= input.length; at++) {
      if (input[at] == 0 && input[at + 1] == 0 && input[at + 2] == 1) {
        return at;
      }
    }
    return input.length;
  }
}
