package dev.sluice.transcode.java;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.pcm.PcmBlock;
import dev.sluice.codec.pcm.SpeakerLayouts;
import dev.sluice.transcode.coder.SoundDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.mp4.MP4Exception;
import org.jspecify.annotations.Nullable;

/**
 * Decodes AAC with ADTS headers by javasound-aac. Its channels are at the scale of 16 bits. It
 * throws for frames that it cannot decode, such as some mono frames with perceptual noise
 * substitution.
 */
final class JavaAacDecoder implements SoundDecoder {
  private static final int HEADER_BYTES = 7;
  private static final int CRC_BYTES = 2;
  private static final float SCALE = 1f / (1 << 15);

  private final PcmBlock block = new PcmBlock();
  private @Nullable Decoder decoder;
  private int config = -1;

  @Override
  public boolean decode(byte[] array, int offset, int length, Consumer<PcmBlock> into) {
    int header = HEADER_BYTES + ((array[offset + 1] & 1) == 0 ? CRC_BYTES : 0);
    if (length <= header) {
      return false;
    }
    try {
      Decoder ready = decoderFor(config(array, offset));
      boolean[] decoded = new boolean[1];
      ready.decodeFrame(
          Arrays.copyOfRange(array, offset + header, offset + length),
          (channels, samples, rateHz) -> decoded[0] = deliver(channels, samples, rateHz, into));
      return decoded[0];
    } catch (MP4Exception | RuntimeException e) {
      // It throws many kinds of exceptions for bad input. The next frame gets a new decoder.
      decoder = null;
      return false;
    }
  }

  /** AudioSpecificConfig: type (5), frequency index (4), channels (4), zeros (3). */
  private static int config(byte[] array, int offset) {
    int bits = Bytes.u16(array, offset + 2);
    return (1 + (bits >>> 14)) << 11 | (bits >>> 10 & 0xF) << 7 | (bits >>> 6 & 7) << 3;
  }

  private Decoder decoderFor(int wanted) throws MP4Exception {
    Decoder ready = decoder;
    if (ready == null || wanted != config) {
      ready = Decoder.create(new byte[] {(byte) (wanted >>> 8), (byte) wanted});
      decoder = ready;
      config = wanted;
    }
    return ready;
  }

  private boolean deliver(
      List<float[]> channels, int samples, int rateHz, Consumer<PcmBlock> into) {
    if (samples <= 0 || channels.isEmpty()) {
      return false;
    }
    block.begin(SpeakerLayouts.usual(channels.size()), rateHz, samples);
    for (int channel = 0; channel < channels.size(); channel++) {
      float[] from = channels.get(channel);
      float[] to = block.plane(channel);
      for (int i = 0; i < samples; i++) {
        to[i] = from[i] * SCALE;
      }
    }
    into.accept(block);
    return true;
  }

  @Override
  public void reset() {
    decoder = null;
  }

  @Override
  public void close() {
    decoder = null;
  }
}
