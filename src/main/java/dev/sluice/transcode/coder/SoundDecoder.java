package dev.sluice.transcode.coder;

import dev.sluice.codec.pcm.PcmBlock;
import java.util.function.Consumer;

/**
 * Decodes one track of sound. Used by one thread at a time, and closed once.
 *
 * <p>The first sample of an access unit's sound is heard at its presentation time: decoders add no
 * delay of their own.
 */
public interface SoundDecoder extends AutoCloseable {
  /**
   * Decodes an access unit. Bad input never throws.
   *
   * @param into takes the blocks, which are valid during the call; usually one
   * @return false if it could not be decoded, at least in part
   */
  boolean decode(byte[] array, int offset, int length, Consumer<PcmBlock> into);

  /** Forgets earlier access units: the next one does not follow them. */
  void reset();

  @Override
  void close();
}
