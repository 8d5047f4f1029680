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

  /** Number of channels, 0 where the header does not tell. */
  int channels;

  /** Equal in all frames of a stream; a header with another value starts another stream. */
  int identity;

  /** AudioSpecificConfig of AAC, otherwise empty. The same array as long as nothing changes. */
  byte[] specificConfig = NO_CONFIG;

  /** Number of bytes that {@link #read} needs. */
  abstract int headerBytes();

  /**
   * Reads a header.
   *
   * @param at its index, with at least {@link #headerBytes} bytes from there on
   * @return false when there is none, and the fields then mean nothing
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
   * Reads what is in the frame behind the header, once the whole frame is there.
   *
   * @param at index of the header that was read last
   * @return false when the frame cannot be decoded
   */
  boolean readPayload(byte[] array, int at) {
    return true;
  }
}
