package dev.sluice.container.flv;

import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import java.nio.charset.StandardCharsets;

/**
 * The codings of FLV: by number in classic tags (Adobe FLV 10.1, annex E.4), by FourCC in enhanced
 * ones (Enhanced RTMP v2).
 */
public enum FlvCodec {
  /** H.264. */
  AVC(Codec.H264, "H.264", 7, "avc1"),
  /** H.265. */
  HEVC(Codec.H265, "H.265", 12, "hvc1"),
  /** H.266. */
  VVC(Codec.H266, "H.266", -1, "vvc1"),
  /** AV1. */
  AV1(Codec.AV1, "AV1", -1, "av01"),
  /** VP8. */
  VP8(MediaKind.VIDEO, "VP8", "vp08"),
  /** VP9. */
  VP9(MediaKind.VIDEO, "VP9", "vp09"),
  /** Any other, such as Sorenson H.263 and On2 VP6. */
  OTHER_VIDEO(MediaKind.VIDEO, "a coding unknown here", ""),
  /** AAC. */
  AAC(Codec.AAC, "AAC", 10, "mp4a"),
  /** Opus. */
  OPUS(Codec.OPUS, "Opus", -1, "Opus"),
  /** MP3. */
  MP3(Codec.MPEG_AUDIO, "MP3", 2, ".mp3"),
  /** AC-3. */
  AC3(Codec.AC3, "AC-3", -1, "ac-3"),
  /** E-AC-3. */
  EAC3(Codec.EAC3, "E-AC-3", -1, "ec-3"),
  /** FLAC. */
  FLAC(MediaKind.AUDIO, "FLAC", "fLaC"),
  /** Any other, such as PCM, Nellymoser and Speex. */
  OTHER_AUDIO(MediaKind.AUDIO, "a coding unknown here", "");

  private final MediaKind kind;
  private final Codec codec;
  private final String label;
  private final int number;
  private final int fourCc;

  FlvCodec(Codec codec, String label, int number, String fourCc) {
    this(codec.kind(), codec, label, number, fourCc);
  }

  FlvCodec(MediaKind kind, String label, String fourCc) {
    this(kind, Codec.UNKNOWN, label, -1, fourCc);
  }

  FlvCodec(MediaKind kind, Codec codec, String label, int number, String fourCc) {
    this.kind = kind;
    this.codec = codec;
    this.label = label;
    this.number = number;
    this.fourCc = fourCc.isEmpty() ? -1 : fourCc(fourCc);
  }

  /** The number of four characters, big-endian. */
  public static int fourCc(String characters) {
    int value = 0;
    for (byte each : characters.getBytes(StandardCharsets.US_ASCII)) {
      value = value << 8 | each;
    }
    return value;
  }

  /** The coding of a classic tag, by its CodecID or SoundFormat. */
  static FlvCodec ofNumber(MediaKind kind, int number) {
    for (FlvCodec each : values()) {
      if (each.kind == kind && each.number == number) {
        return each;
      }
    }
    return kind == MediaKind.VIDEO ? OTHER_VIDEO : OTHER_AUDIO;
  }

  /** The coding of an enhanced tag. */
  static FlvCodec ofFourCc(MediaKind kind, int fourCc) {
    for (FlvCodec each : values()) {
      if (each.kind == kind && each.fourCc == fourCc && fourCc != -1) {
        return each;
      }
    }
    return kind == MediaKind.VIDEO ? OTHER_VIDEO : OTHER_AUDIO;
  }

  /** Pictures or sound. */
  public MediaKind kind() {
    return kind;
  }

  /** The same coding in the log; {@link Codec#UNKNOWN} if the log has no name for it. */
  public Codec codec() {
    return codec;
  }

  /** Name for display. */
  public String label() {
    return label;
  }
}
