package dev.sluice.codec.opus;

import dev.sluice.base.bytes.Bytes;
import java.util.Optional;

/**
 * The identification header of an Opus stream (RFC 7845 section 5.1).
 *
 * @param channels of the decoded sound
 * @param preSkipSamples48k samples at the beginning that a player drops; the time stamps of FLV
 *     count them
 * @param gainQ8 output gain in decibels, times 256
 * @param streams coded in each packet, 0 if several channels are not in Vorbis order
 */
public record OpusIdHeader(int channels, int preSkipSamples48k, int gainQ8, int streams) {
  private static final long MAGIC = 0x4F70757348656164L; // "OpusHead"
  private static final int MIN_BYTES = 19;
  private static final int FAMILY = 18;
  private static final int STREAMS = 19;
  private static final int VORBIS_FAMILY = 1;

  /** Reads a header; empty if it is none, or of a later version. */
  public static Optional<OpusIdHeader> read(byte[] array, int offset, int length) {
    if (length < MIN_BYTES || Bytes.i64(array, offset) != MAGIC) {
      return Optional.empty();
    }
    int version = Bytes.u8(array, offset + 8);
    int channels = Bytes.u8(array, offset + 9);
    boolean several = array[offset + FAMILY] != 0;
    if (version > 15 || channels == 0 || (several && length <= STREAMS)) {
      return Optional.empty();
    }
    int preSkip = Short.reverseBytes((short) Bytes.u16(array, offset + 10)) & 0xFFFF;
    int gain = Short.reverseBytes((short) Bytes.u16(array, offset + 16));
    boolean ordered = channels <= 2 || array[offset + FAMILY] == VORBIS_FAMILY;
    int streams = !ordered ? 0 : several ? Bytes.u8(array, offset + STREAMS) : 1;
    return Optional.of(new OpusIdHeader(channels, preSkip, gain, streams));
  }
}
