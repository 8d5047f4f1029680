package dev.sluice.container.flv;

/**
 * A view of the pictures or the sound in a tag. The object is reused for the next one.
 *
 * <p>The content is {@code array()[offset() .. offset() + length())}. Its form depends on the
 * coding: a configuration is an AVCDecoderConfigurationRecord, an HEVCDecoderConfigurationRecord
 * (ISO/IEC 14496-15), an AudioSpecificConfig (ISO/IEC 14496-3) or an identification header of Opus
 * (RFC 7845 section 5.1). Pictures are NAL units, each behind its length.
 */
public final class FlvMedia {
  /** What the content is. */
  public enum Content {
    /** Configuration of the decoder. */
    CONFIGURATION,
    /** One access unit. */
    FRAME,
    /** Anything else, such as the end of the sequence. */
    OTHER
  }

  FlvCodec codec = FlvCodec.OTHER_VIDEO;
  Content content = Content.OTHER;
  int timestampMillis;
  int compositionMillis;
  int offsetNanos;
  byte[] array = new byte[0];
  int offset;
  int length;
  long arrivalNanos;

  FlvMedia() {}

  /** Its coding. */
  public FlvCodec codec() {
    return codec;
  }

  /** What the content is. */
  public Content content() {
    return content;
  }

  /** Decoding time in milliseconds, the low 32 bits. */
  public int timestampMillis() {
    return timestampMillis;
  }

  /** Presentation time minus decoding time, in milliseconds. */
  public int compositionMillis() {
    return compositionMillis;
  }

  /** What the time stamp lacks in precision: 0 to 999,999 ns. */
  public int offsetNanos() {
    return offsetNanos;
  }

  /** The array with the content. */
  public byte[] array() {
    return array;
  }

  /** Offset of the content. */
  public int offset() {
    return offset;
  }

  /** Length of the content in bytes. */
  public int length() {
    return length;
  }

  /** Arrival time of the last byte of the tag, on the caller's clock. */
  public long arrivalNanos() {
    return arrivalNanos;
  }
}
