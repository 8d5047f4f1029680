package dev.sluice.codec.h265;

import dev.sluice.codec.annexb.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 clause 8.3.3.1): the parameter sets of a track
 * whose access units have lengths in place of start codes.
 */
public final class HevcConfiguration {
  /** Profile, level, chroma format, bit depths and frame rate: as in the parameter sets. */
  private static final int KNOWN_BYTES = 20;

  private static final int MAX_ARRAYS = 16;

  private final int lengthBytes;
  private final List<byte[]> parameterSets;

  private HevcConfiguration(int lengthBytes, List<byte[]> parameterSets) {
    this.lengthBytes = lengthBytes;
    this.parameterSets = parameterSets;
  }

  /** Reads a record; empty if it is truncated. Its version may be 0, as some encoders write. */
  public static Optional<HevcConfiguration> read(byte[] array, int offset, int length) {
    RecordReader record = new RecordReader(array, offset, length);
    int version = record.u8();
    record.skip(KNOWN_BYTES);
    int lengthBytes = 1 + (record.u8() & 3);
    int arrays = record.u8();
    List<byte[]> sets = new ArrayList<>();
    for (int i = 0; i < arrays && arrays <= MAX_ARRAYS && !record.overrun(); i++) {
      record.skip(1); // type: as in the NAL units
      record.readSets(record.u16(), sets);
    }
    return version > 1 || arrays > MAX_ARRAYS || record.overrun()
        ? Optional.empty()
        : Optional.of(new HevcConfiguration(lengthBytes, sets));
  }

  /** Size of the length before each NAL unit, 1..4. */
  public int lengthBytes() {
    return lengthBytes;
  }

  /** Copies of the NAL units in their order. */
  public List<byte[]> parameterSets() {
    return parameterSets.stream().map(byte[]::clone).toList();
  }
}
