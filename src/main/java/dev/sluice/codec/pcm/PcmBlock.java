package dev.sluice.codec.pcm;

import java.util.List;

/**
 * A block of decoded sound: for each channel an array of samples, at full scale from -1 to 1. The
 * object is filled anew for each block.
 */
public final class PcmBlock {
  private float[][] planes = new float[0][];
  private List<Speaker> speakers = List.of();
  private int sampleRateHz;
  private int samples;

  /**
   * Begins a block. The samples are undefined until they are written into {@link #plane}.
   *
   * @param layout a loudspeaker for each channel
   * @param rateHz sampling rate
   * @param count samples of each channel
   */
  public PcmBlock begin(List<Speaker> layout, int rateHz, int count) {
    speakers = layout;
    sampleRateHz = rateHz;
    samples = count;
    if (planes.length < layout.size() || (planes.length > 0 && planes[0].length < count)) {
      planes = new float[Math.max(planes.length, layout.size())][Math.max(count, 2048)];
    }
    return this;
  }

  /** The samples of a channel from index 0; longer than the block. */
  public float[] plane(int channel) {
    return planes[channel];
  }

  /** A loudspeaker for each channel. */
  public List<Speaker> speakers() {
    return speakers;
  }

  /** Sampling rate. */
  public int sampleRateHz() {
    return sampleRateHz;
  }

  /** Count of samples of each channel. */
  public int samples() {
    return samples;
  }
}
