package dev.sluice.transcode.coder;

/** Encodes frames of 20 ms of sound at 48 kHz. Used by one thread at a time, and closed once. */
public interface OpusSoundEncoder extends AutoCloseable {
  /** Bits per second of a stereo frame, on average. */
  int STEREO_BITS_PER_SECOND = 128_000;

  /** Bits per second of a frame whose sides are the same, on average. */
  int MONO_BITS_PER_SECOND = 80_000;

  /**
   * Complexity of the search for the best coding, 0 to 10. A higher one costs CPU time; little gain
   * is expected of it at this bit rate.
   */
  int COMPLEXITY = 5;

  /** Samples that a packet begins before its frame: the encoder holds back as many. */
  int lookaheadSamples();

  /** Sets whether both sides of the following frames are the same. */
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
