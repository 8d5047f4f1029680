package dev.sluice.ingest.track;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.codec.annexb.NalIndex;

/** NAL units in the form of {@link dev.sluice.media.AccessUnit}: each preceded by its length. */
public final class NalUnitContent {
  private NalUnitContent() {}

  /**
   * Appends a length of 32 bits and the NAL unit.
   *
   * @return false, with a part appended, when the limit of {@code content} would be exceeded
   */
  public static boolean append(GrowableBytes content, NalIndex units, int i) {
    int length = units.length(i);
    for (int shift = 24; shift >= 0; shift -= 8) {
      if (!content.append(length >>> shift)) {
        return false;
      }
    }
    return content.append(units.array(), units.offset(i), length);
  }
}
