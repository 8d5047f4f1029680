package dev.sluice.codec.opus;

import dev.sluice.base.bytes.Bytes;

/**
 * The frames of an Opus packet (RFC 6716 section 3.2), which its table-of-contents (TOC) byte
 * describes:
 *
 * <pre>
 *   0 1 2 3 4 5 6 7
 *  +-+-+-+-+-+-+-+-+
 *  | config  |s| c |
 *  +-+-+-+-+-+-+-+-+
 * </pre>
 *
 * <p>Order of calls: {@link #read}, then the results if it returned true. The object is reused for
 * each packet.
 */
public final class OpusFrames {
  /** The longest packet: 120 ms (RFC 6716 section 3.4, R5). */
  public static final int MAX_SAMPLES_48K = 5760;

  /** The largest packet of one frame: the TOC byte and a frame (section 3.2.1). */
  public static final int MAX_SINGLE_BYTES = 1276;

  private static final int SILK_PART_SAMPLES_48K = 960;
  private static final int MAX_FRAME_BYTES = 1275;

  /** 120 ms in frames of 2.5 ms. */
  private static final int MAX_FRAMES = 48;

  private static final int SINGLE_FRAME_MASK = 0xFC;

  private final int[] offsets = new int[MAX_FRAMES];
  private final int[] lengths = new int[MAX_FRAMES];
  private byte[] array = new byte[0];
  private int toc;
  private int count;
  private int at;
  private int rest;

  /**
   * Reads a packet.
   *
   * @return false if it breaks a rule of section 3.4
   */
  public boolean read(byte[] packet, int offset, int length) {
    count = 0;
    if (length < 1) {
      return false;
    }
    array = packet;
    toc = Bytes.u8(packet, offset);
    at = offset + 1;
    rest = length - 1;
    boolean valid =
        switch (toc & 3) {
          case 0 -> equalFrames(1);
          case 1 -> equalFrames(2);
          case 2 -> sizedFrames(2);
          default -> countedFrames();
        };
    return valid && samples48k() <= MAX_SAMPLES_48K;
  }

  /** Count of frames. */
  public int count() {
    return count;
  }

  /** Duration of the packet in samples at 48 kHz: 120..5760. */
  public int samples48k() {
    return count * frameSamples48k();
  }

  /** Duration of each frame in samples at 48 kHz. */
  public int frameSamples48k() {
    return OpusPacket.frameSamples48k(toc >>> 3);
  }

  /** Offset of a frame. */
  public int offset(int frame) {
    return offsets[frame];
  }

  /** Count of bytes of a frame, 0 for one that was not transmitted (DTX). */
  public int length(int frame) {
    return lengths[frame];
  }

  /**
   * Whether the first frame carries redundancy for the packet before: the LBRR flags of SILK, which
   * follow the flags of voice activity of its 20 ms parts (RFC 6716 sections 4.2.3 and 4.2.4). Both
   * values are equally likely, so the range coder stores them as the first bits.
   */
  public boolean inBandFec() {
    boolean silk = toc >>> 3 < OpusPacket.FIRST_CELT_CONFIG;
    if (!silk || lengths[0] == 0) {
      return false;
    }
    int parts = Math.max(1, frameSamples48k() / SILK_PART_SAMPLES_48K);
    int flags = Bytes.u8(array, offsets[0]);
    boolean mid = (flags >> (7 - parts) & 1) != 0;
    boolean stereo = OpusPacket.channels((byte) toc) == 2;
    return mid || (stereo && (flags >> (6 - 2 * parts) & 1) != 0);
  }

  /** The TOC byte of a packet with one of these frames alone (code 0). */
  public int singleFrameToc() {
    return toc & SINGLE_FRAME_MASK;
  }

  /** Code 3: a byte with VBR flag, padding flag and frame count; padding sizes; frames; padding. */
  private boolean countedFrames() {
    if (rest < 1) {
      return false;
    }
    int head = Bytes.u8(array, at++);
    rest--;
    boolean padded = (head & 0x40) != 0;
    while (padded && rest > 0) {
      int padding = Bytes.u8(array, at++);
      rest -= 1 + Math.min(padding, 254);
      padded = padding == 0xFF;
    }
    int frames = head & 0x3F;
    if (padded || rest < 0 || frames == 0 || frames > MAX_FRAMES) {
      return false;
    }
    return (head & 0x80) != 0 ? sizedFrames(frames) : equalFrames(frames);
  }

  private boolean equalFrames(int frames) {
    if (rest % frames != 0) {
      return false;
    }
    int size = rest / frames;
    for (int frame = 0; frame < frames; frame++) {
      add(size);
    }
    return size <= MAX_FRAME_BYTES;
  }

  /** The sizes of all frames but the last, then the frames (section 3.2.1). */
  private boolean sizedFrames(int frames) {
    for (int frame = 1; frame < frames; frame++) {
      if (rest < 1) {
        return false;
      }
      int first = Bytes.u8(array, at);
      int bytes = first < 252 ? 1 : 2;
      if (bytes > rest) {
        return false;
      }
      lengths[frame - 1] = bytes == 1 ? first : first + 4 * Bytes.u8(array, at + 1);
      at += bytes;
      rest -= bytes;
    }
    for (int frame = 1; frame < frames; frame++) {
      int size = lengths[frame - 1];
      if (size > rest) {
        return false;
      }
      add(size);
      rest -= size;
    }
    add(rest);
    return rest <= MAX_FRAME_BYTES;
  }

  private void add(int size) {
    offsets[count] = at;
    lengths[count++] = size;
    at += size;
  }
}
