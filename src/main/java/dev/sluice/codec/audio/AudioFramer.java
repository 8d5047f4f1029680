package dev.sluice.codec.audio;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.codec.framing.ElementaryBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an elementary stream of audio into frames, each with its header.
 *
 * <p>At the beginning and after a loss of sync, a header is accepted only if a second header of the
 * same stream follows at the end of the frame. In sync a frame is complete with its last byte.
 * Frames of E-AC-3 wait for the next header, which may belong to a further substream of the same
 * access unit. AAC in LOAS is skipped until the first StreamMuxConfig.
 */
public final class AudioFramer implements AccessUnitFramer {
  /** The largest frame has 8194 bytes; an access unit of E-AC-3 may hold several of 4096. */
  private static final int MAX_UNIT_BYTES = 64 << 10;

  /** A PES packet of 256 KiB, and the rest of the previous one. */
  private static final int MAX_BYTES = (256 << 10) + MAX_UNIT_BYTES;

  private static final int INCOMPLETE = -1;
  private static final int NO_UNIT = -2;

  private final ElementaryBuffer bytes = new ElementaryBuffer(MAX_BYTES, ByteBudget.UNLIMITED);
  private final FrameHeader header;
  private boolean synced;
  private boolean flushing;
  private int identity;
  private int offset;
  private int length;
  private int durationSamples;
  private int sampleRateHz = 1;
  private byte[] lastSpecificConfig = FrameHeader.NO_CONFIG;
  private @Nullable AudioParameters parameters;
  private long skippedBytes;
  private long damagedUnits;

  /** Framer for one elementary stream. */
  public AudioFramer(AudioFraming framing) {
    this.header = framing.header();
  }

  /** Appends the payload of a PES packet. Audio has no decoding time stamp. */
  public void push(byte[] array, int from, int count, long pts33) {
    push(array, from, count, pts33, pts33);
  }

  @Override
  public void push(byte[] array, int from, int count, long pts33, long dts33) {
    flushing = false;
    if (!bytes.append(array, from, count, pts33, dts33)) {
      skippedBytes += count;
      gap();
    }
  }

  @Override
  public void gap() {
    if (synced && bytes.length() > 0) {
      damagedUnits++;
    }
    drop();
  }

  private void drop() {
    skippedBytes += bytes.length();
    bytes.clear();
    synced = false;
  }

  @Override
  public void flush() {
    flushing = true;
  }

  @Override
  public boolean next() {
    while (bytes.length() >= header.headerBytes()) {
      int at = bytes.from();
      int end = unitEnd(at);
      if (end == INCOMPLETE && (!flushing || synced)) {
        break;
      }
      if (end < 0) {
        skip();
      } else if (take(at, end)) {
        return true;
      }
    }
    if (flushing) {
      gap();
    }
    return false;
  }

  /** Index after the access unit that begins at {@code at}, or INCOMPLETE, or NO_UNIT. */
  private int unitEnd(int at) {
    byte[] array = bytes.array();
    if (!header.read(array, at)
        || !header.beginsUnit()
        || (synced && header.identity != identity)) {
      return NO_UNIT;
    }
    int wanted = header.identity;
    int end = at + header.lengthBytes;
    boolean needsNext = !synced || header.endsWithNext();
    while (needsNext) {
      if (bytes.end() - end < header.headerBytes()) {
        return flushing && end <= bytes.end() ? end : INCOMPLETE;
      }
      if (!header.read(array, end) || header.identity != wanted) {
        return synced ? end : NO_UNIT;
      }
      needsNext = !header.beginsUnit();
      end += needsNext ? header.lengthBytes : 0;
      if (end - at > MAX_UNIT_BYTES) {
        return NO_UNIT;
      }
    }
    return end <= bytes.end() ? end : INCOMPLETE;
  }

  /** After a loss of sync the same bytes are searched again: another stream may begin here. */
  private void skip() {
    if (synced) {
      synced = false;
      damagedUnits++;
    } else {
      skippedBytes++;
      bytes.consumeTo(bytes.from() + 1);
    }
  }

  private boolean take(int at, int end) {
    // The header of the next frame may have been read since.
    header.read(bytes.array(), at);
    synced = true;
    identity = header.identity;
    bytes.takeStamps(at);
    bytes.consumeTo(end);
    if (!header.readPayload(bytes.array(), at)) {
      skippedBytes += end - at;
      return false;
    }
    offset = at;
    length = end - at;
    durationSamples = header.durationSamples;
    sampleRateHz = header.sampleRateHz;
    updateParameters();
    return true;
  }

  private void updateParameters() {
    AudioParameters last = parameters;
    boolean same =
        last != null
            && last.sampleRateHz() == header.sampleRateHz
            && last.channels() == header.channels
            && last.frameSamples() == header.blockSamples
            && lastSpecificConfig == header.specificConfig;
    if (!same) {
      lastSpecificConfig = header.specificConfig;
      parameters =
          new AudioParameters(
              header.sampleRateHz, header.channels, header.blockSamples, lastSpecificConfig);
    }
  }

  @Override
  public byte[] array() {
    return bytes.array();
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public long pts33() {
    return bytes.pts33();
  }

  @Override
  public long dts33() {
    return bytes.dts33();
  }

  /** Duration of the frame in samples at {@link #sampleRateHz}. */
  public int durationSamples() {
    return durationSamples;
  }

  /** Sampling rate of the frame in Hz. */
  public int sampleRateHz() {
    return sampleRateHz;
  }

  @Override
  public long durationTicks90k() {
    return 90_000L * durationSamples / sampleRateHz;
  }

  /** The parameters of the frame: the same object until they change; null before the first. */
  public @Nullable AudioParameters parameters() {
    return parameters;
  }

  /** Always true. */
  @Override
  public boolean key() {
    return true;
  }

  /** Always false: a damaged frame is dropped. */
  @Override
  public boolean damaged() {
    return false;
  }

  @Override
  public long skippedBytes() {
    return skippedBytes;
  }

  /** Frames cut short by a gap or by the end of the stream, and losses of sync. */
  @Override
  public long damagedUnits() {
    return damagedUnits;
  }
}
