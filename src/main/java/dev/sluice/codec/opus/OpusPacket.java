package dev.sluice.codec.opus;

import dev.sluice.base.bytes.Bytes;

/**
 * Reads the table-of-contents (TOC) byte and the frame count of an Opus packet (RFC 6716 sections
 * 3.1 and 3.2).
 *
 * <pre>
 *   0 1 2 3 4 5 6 7
 *  +-+-+-+-+-+-+-+-+
 *  | config  |s| c |
 *  +-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class OpusPacket {
  /** The longest packet: 120 ms (RFC 6716 section 3.4, R5). */
  public static final int MAX_SAMPLES_48K = 5760;

  /** Value of {@link #durationSamples48k} for an invalid packet. */
  public static final int INVALID = -1;

  private static final int MAX_FRAME_BYTES = 1275;
  private static final int FIRST_HYBRID_CONFIG = 12;
  private static final int FIRST_CELT_CONFIG = 16;
  private static final int MAX_DTX_BYTES = 2;

  /** A packet of 20 ms of silence, mono, CELT at full bandwidth. */
  private static final byte[] SILENCE_20_MS = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

  private OpusPacket() {}

  /** A copy of a packet that decodes to 20 ms of silence. */
  public static byte[] silence20Ms() {
    return SILENCE_20_MS.clone();
  }

  /**
   * The duration of a packet.
   *
   * @return samples at 48 kHz, 120..5760, or {@link #INVALID} if it breaks a rule of section 3.4
   */
  public static int durationSamples48k(byte[] array, int offset, int length) {
    if (length < 1) {
      return INVALID;
    }
    int toc = Bytes.u8(array, offset);
    int frames = frames(toc, array, offset, length);
    int samples = frames * frameSamples48k(toc >>> 3);
    return frames > 0 && samples <= MAX_SAMPLES_48K ? samples : INVALID;
  }

  /**
   * Duration by the first two bytes only, without a check of the length. For packets of several
   * streams (RFC 7845 section 5.1.1.2), whose lengths follow other rules.
   */
  public static int announcedSamples48k(byte[] array, int offset, int length) {
    if (length < 2) {
      return INVALID;
    }
    int toc = Bytes.u8(array, offset);
    int frames =
        switch (toc & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> Bytes.u8(array, offset + 1) & 0x3F;
        };
    int samples = frames * frameSamples48k(toc >>> 3);
    return frames > 0 && samples <= MAX_SAMPLES_48K ? samples : INVALID;
  }

  /** The channel count in a TOC byte: 1 or 2. */
  public static int channels(byte toc) {
    return (toc & 4) == 0 ? 1 : 2;
  }

  /** Whether a packet is too short to carry sound: discontinuous transmission (DTX). */
  public static boolean dtx(int length) {
    return length <= MAX_DTX_BYTES;
  }

  /** Samples per frame (table 2): SILK 10..60 ms, hybrid 10 and 20 ms, CELT 2.5..20 ms. */
  private static int frameSamples48k(int config) {
    if (config >= FIRST_CELT_CONFIG) {
      return 120 << (config & 3);
    }
    if (config >= FIRST_HYBRID_CONFIG) {
      return 480 << (config & 1);
    }
    return (config & 3) == 3 ? 2880 : 480 << (config & 3);
  }

  /** Count of frames, 0 if their sizes do not fit the packet. */
  private static int frames(int toc, byte[] array, int offset, int length) {
    int rest = length - 1;
    return switch (toc & 3) {
      case 0 -> rest <= MAX_FRAME_BYTES ? 1 : 0;
      case 1 -> rest % 2 == 0 && rest / 2 <= MAX_FRAME_BYTES ? 2 : 0;
      case 2 -> twoFramesFit(array, offset + 1, rest) ? 2 : 0;
      default -> countedFrames(array, offset + 1, rest);
    };
  }

  private static boolean twoFramesFit(byte[] array, int at, int rest) {
    int sizeBytes = sizeBytes(array, at, rest);
    if (sizeBytes == 0) {
      return false;
    }
    int second = rest - sizeBytes - size(array, at);
    return second >= 0 && second <= MAX_FRAME_BYTES;
  }

  /**
   * Code 3: a byte with VBR flag, padding flag and frame count, then padding sizes, frame sizes,
   * frames and padding.
   */
  private static int countedFrames(byte[] array, int offset, int length) {
    if (length < 1) {
      return 0;
    }
    int head = Bytes.u8(array, offset);
    int count = head & 0x3F;
    int at = offset + 1;
    int rest = length - 1;
    boolean padded = (head & 0x40) != 0;
    while (padded && rest > 0) {
      int padding = Bytes.u8(array, at++);
      rest -= 1 + Math.min(padding, 254);
      padded = padding == 0xFF;
    }
    if (padded || rest < 0 || count == 0) {
      return 0;
    }
    boolean fits =
        (head & 0x80) != 0
            ? variableFramesFit(array, at, rest, count)
            : rest % count == 0 && rest / count <= MAX_FRAME_BYTES;
    return fits ? count : 0;
  }

  private static boolean variableFramesFit(byte[] array, int from, int length, int count) {
    int at = from;
    int rest = length;
    for (int frame = 1; frame < count; frame++) {
      int sizeBytes = sizeBytes(array, at, rest);
      if (sizeBytes == 0) {
        return false;
      }
      rest -= sizeBytes + size(array, at);
      at += sizeBytes;
      if (rest < 0) {
        return false;
      }
    }
    return rest <= MAX_FRAME_BYTES;
  }

  /** Bytes that code a frame's size (section 3.2.1), 0 if they are truncated. */
  private static int sizeBytes(byte[] array, int at, int rest) {
    if (rest < 1) {
      return 0;
    }
    int bytes = Bytes.u8(array, at) < 252 ? 1 : 2;
    return bytes <= rest ? bytes : 0;
  }

  private static int size(byte[] array, int at) {
    int first = Bytes.u8(array, at);
    return first < 252 ? first : first + 4 * Bytes.u8(array, at + 1);
  }
}
