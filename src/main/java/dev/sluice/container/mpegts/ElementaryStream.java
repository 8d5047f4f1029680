package dev.sluice.container.mpegts;

import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;

/**
 * An elementary stream of a program map.
 *
 * @param pid packet identifier, 13 bits
 * @param streamType stream_type of ISO/IEC 13818-1 table 2-34
 * @param codec from stream_type and descriptors
 * @param channels count of audio channels from a descriptor, 0 if there is none
 * @param packetStreams coded streams in each packet, as {@link TrackFormat#packetStreams}
 * @param language ISO 639-2 code of three letters from a descriptor, empty if there is none
 */
public record ElementaryStream(
    int pid, int streamType, Codec codec, int channels, int packetStreams, String language) {
  private static final int AAC_IN_LATM = 0x11;

  /** One stream in each packet, without a language. */
  public ElementaryStream(int pid, int streamType, Codec codec, int channels) {
    this(pid, streamType, codec, channels, 1, "");
  }

  /** The format, as far as the map states it. */
  public TrackFormat format() {
    return TrackFormat.of(codec)
        .channels(channels)
        .packetStreams(packetStreams)
        .language(language)
        .label("PID " + pid)
        .build();
  }

  /** Whether the stream can be sent to any WebRTC viewer. */
  public boolean playable() {
    return format().playable();
  }

  /** Whether the stream can be sent to the WebRTC viewers that can decode it, and not to all. */
  public boolean playableBySome() {
    return format().playableBySome();
  }

  /** Whether the program map describes both alike, but for their PIDs. */
  public boolean codedAs(ElementaryStream other) {
    return new ElementaryStream(other.pid, streamType, codec, channels, packetStreams, language)
        .equals(other);
  }

  /** Whether the stream carries AAC in LATM; the alternative is ADTS. */
  public boolean latm() {
    return streamType == AAC_IN_LATM;
  }

  /** Whether the stream is carried in PES packets. SCTE 35 is carried in sections. */
  boolean inPes() {
    return codec != Codec.SCTE35;
  }
}
