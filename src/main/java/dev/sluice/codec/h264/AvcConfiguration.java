package dev.sluice.codec.h264;

import dev.sluice.codec.annexb.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * AVCDecoderConfigurationRecord (ISO/IEC 14496-15 clause 5.3.3.1): the parameter sets of a track
 * whose access units have lengths in place of start codes.
 */
public final class AvcConfiguration {
  private final int lengthBytes;
  private final List<byte[]> parameterSets;

  private AvcConfiguration(int lengthBytes, List<byte[]> parameterSets) {
    this.lengthBytes = lengthBytes;
    this.parameterSets = parameterSets;
  }

  /** Reads a record; empty if it is truncated or of another version. */
  public static Optional<AvcConfiguration> read(byte[] array, int offset, int length) {
    RecordReader record = new RecordReader(array, offset, length);
    int version = record.u8();
    record.skip(3); // profile, compatibility, level: as in the SPS
    int lengthBytes = 1 + (record.u8() & 3);
    List<byte[]> sets = new ArrayList<>();
    record.readSets(record.u8() & 0x1F, sets);
    record.readSets(record.u8(), sets);
    return version != 1 || record.overrun()
        ? Optional.empty()
        : Optional.of(new AvcConfiguration(lengthBytes, sets));
  }

  /** Size of the length before each NAL unit, 1..4. */
  public int lengthBytes() {
    return lengthBytes;
  }

  /** Copies of the NAL units: all SPS, then all PPS. */
  public List<byte[]> parameterSets() {
    return parameterSets.stream().map(byte[]::clone).toList();
  }
}
