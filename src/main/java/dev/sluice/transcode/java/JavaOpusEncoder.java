package dev.sluice.transcode.java;

import dev.sluice.codec.pcm.SoundFrames;
import dev.sluice.transcode.coder.OpusSoundEncoder;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;

/** Encodes Opus by Concentus, a port of libopus with samples of 16 bits. */
final class JavaOpusEncoder implements OpusSoundEncoder {
  private static final int CHANNELS = 2;
  private static final int MAX_PACKET_BYTES = 1275;

  /** OPUS_AUTO. */
  private static final int AUTO = -1000;

  private final OpusEncoder encoder;
  private final short[] pcm = new short[CHANNELS * SoundFrames.FRAME_SAMPLES];
  private boolean mono;

  JavaOpusEncoder() throws OpusException {
    encoder =
        new OpusEncoder(SoundFrames.RATE_HZ, CHANNELS, OpusApplication.OPUS_APPLICATION_AUDIO);
    encoder.setComplexity(COMPLEXITY);
    encoder.setBitrate(STEREO_BITS_PER_SECOND);
  }

  @Override
  public int lookaheadSamples() {
    return encoder.getLookahead();
  }

  @Override
  public void setMono(boolean alike) {
    if (mono != alike) {
      mono = alike;
      encoder.setForceChannels(alike ? 1 : AUTO);
      encoder.setBitrate(alike ? MONO_BITS_PER_SECOND : STEREO_BITS_PER_SECOND);
    }
  }

  @Override
  public int encode(float[] samples, byte[] into) {
    for (int i = 0; i < pcm.length; i++) {
      int value = Math.round(samples[i] * (1 << 15));
      pcm[i] = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    try {
      return encoder.encode(pcm, 0, SoundFrames.FRAME_SAMPLES, into, 0, MAX_PACKET_BYTES);
    } catch (OpusException | RuntimeException | AssertionError e) {
      // The library asserts by throwing. A fault of the library in one frame is no fault in the
      // next one.
      encoder.resetState();
      return 0;
    }
  }

  @Override
  public void reset() {
    encoder.resetState();
  }

  @Override
  public void close() {}
}
