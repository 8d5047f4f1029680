package dev.sluice.codec.audio;

/**
 * Reads the header of an audio frame. Reused for the next.
 *
 * <p>Order of calls: {@link #read}, then the fields.
 */
abstract sealed class FrameHeader permits AdtsHeader, LoasHeader, MpegAudioHeader, Ac3Header {
  static final byte[] NO_CONFIG = new byte[0];

  /** Length of the frame in bytes, with its header. */
  int lengthBytes;

  /** Duration of the frame in samples at {@link #sampleRateHz}. */
  int durationSamples;

  /** Duration of one block of the codec in samples: a frame has one, or rarely several. */
  int blockSamples;

  int sampleRateHz;

  /** Number of channels, 0 if the header does not state it. */
  int channels;

  /**
   * Value that is equal in all frames of a stream. A header with another value starts another
   * stream.
   */
  int identity;

  /**
   * AudioSpecificConfig of AAC, otherwise empty. The same array until the configuration changes.
   */
  byte[] specificConfig = NO_CONFIG;

  /** Number of bytes that {@link #read} needs. */
  abstract int headerBytes();

  /**
   * Reads a header.
   *
   * @param at index of the header; at least {@link #headerBytes} bytes must follow
   * @return false if there is no header; the fields are then undefined
   */
  abstract boolean read(byte[] array, int at);

  /** Whether the header that was read is the first of an access unit. */
  boolean beginsUnit() {
    return true;
  }

  /** Whether only the next header shows the end of an access unit. */
  boolean endsWithNext() {
    return false;
  }

  /**
   * Reads the content of the frame after the header. The whole frame must be present.
   *
   * @param at index of the header read last
   * @return false when the frame cannot be decoded
   */
  boolean readPayload(byte[] array, int at) {
    return true;
  }
}
