package dev.sluice.codec.audio;

/** Parameters of an audio stream for a decoder or a container. */
public final class AudioParameters {
  private final int sampleRateHz;
  private final int channels;
  private final int frameSamples;
  private final byte[] specificConfig;

  /**
   * @param sampleRateHz sampling rate
   * @param channels number of channels, 0 if the frame headers do not state it
   * @param frameSamples samples of one block of the codec, such as 1024 for AAC
   * @param specificConfig AudioSpecificConfig of AAC, otherwise empty
   */
  public AudioParameters(int sampleRateHz, int channels, int frameSamples, byte[] specificConfig) {
    this.sampleRateHz = sampleRateHz;
    this.channels = channels;
    this.frameSamples = frameSamples;
    this.specificConfig = specificConfig.clone();
  }

  /** Sampling rate in Hz. AAC with SBR that is not signalled gives the rate of its core. */
  public int sampleRateHz() {
    return sampleRateHz;
  }

  /**
   * Number of channels, 0 if the frame headers do not state it. For E-AC-3, the channels of
   * substream 0.
   */
  public int channels() {
    return channels;
  }

  /** Samples of one block of the codec. An access unit holds one block, or rarely several. */
  public int frameSamples() {
    return frameSamples;
  }

  /** Copy of the AudioSpecificConfig (ISO/IEC 14496-3 clause 1.6.2.1); empty unless AAC. */
  public byte[] specificConfig() {
    return specificConfig.clone();
  }

  @Override
  public String toString() {
    return "%d Hz, %d channels, %d samples a frame".formatted(sampleRateHz, channels, frameSamples);
  }
}
