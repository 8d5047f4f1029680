package dev.sluice.transcode.coder;

/** Encodes frames of 20 ms of sound at 48 kHz. Used by one thread at a time, and closed once. */
public interface OpusSoundEncoder extends AutoCloseable {
  /** Bits per second of a stereo frame, on average. */
  int STEREO_BITS_PER_SECOND = 128_000;

  /** The same of a frame that is alike on both sides. */
  int MONO_BITS_PER_SECOND = 80_000;

  /**
   * Complexity of the search for the best coding, 0 to 10. At this bit rate, more of it costs time
   * and is not heard.
   */
  int COMPLEXITY = 5;

  /** Samples that a packet begins before its frame: the encoder holds back as many. */
  int lookaheadSamples();

  /** Sets whether both sides of the frames that follow are alike. */
  void setMono(boolean mono);

  /**
   * Encodes a frame.
   *
   * @param samples 960 pairs, left and right, at full scale from -1 to 1
   * @param into has room for 1275 bytes
   * @return bytes of the packet, 0 if the frame could not be encoded
   */
  int encode(float[] samples, byte[] into);

  /** Forgets earlier frames: the next one does not follow them. */
  void reset();

  @Override
  void close();
}
