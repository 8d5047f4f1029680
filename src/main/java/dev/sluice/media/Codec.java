package dev.sluice.media;

/** The coding of a track, as named by its program map. */
public enum Codec {
  /** H.264 / AVC, ISO/IEC 14496-10. */
  H264(MediaKind.VIDEO, "H.264", true),
  /** H.265 / HEVC. */
  H265(MediaKind.VIDEO, "H.265", false),
  /** MPEG-1 or MPEG-2 video. */
  MPEG2_VIDEO(MediaKind.VIDEO, "MPEG-2 video", false),
  /** H.266 / VVC. */
  H266(MediaKind.VIDEO, "H.266", false),
  /** MPEG-4 Visual, ISO/IEC 14496-2. */
  MPEG4_VIDEO(MediaKind.VIDEO, "MPEG-4 part 2", false),
  /** AV1. */
  AV1(MediaKind.VIDEO, "AV1", false),
  /** Opus, RFC 6716. */
  OPUS(MediaKind.AUDIO, "Opus", true),
  /** AAC in ADTS or LATM. */
  AAC(MediaKind.AUDIO, "AAC", false),
  /** MPEG-1 or MPEG-2 audio, layers I to III. */
  MPEG_AUDIO(MediaKind.AUDIO, "MPEG audio", false),
  /** AC-3. */
  AC3(MediaKind.AUDIO, "AC-3", false),
  /** Enhanced AC-3. */
  EAC3(MediaKind.AUDIO, "E-AC-3", false),
  /** AC-4, ETSI TS 103 190. */
  AC4(MediaKind.AUDIO, "AC-4", false),
  /** DTS, ETSI TS 102 114. */
  DTS(MediaKind.AUDIO, "DTS", false),
  /** Linear PCM in AES3 pairs, SMPTE ST 302. */
  SMPTE_302M(MediaKind.AUDIO, "SMPTE 302M", false),
  /** EBU teletext in DVB, ETSI EN 300 472. */
  TELETEXT(MediaKind.DATA, "teletext", false),
  /** DVB subtitles, ETSI EN 300 743. */
  DVB_SUBTITLES(MediaKind.DATA, "DVB subtitles", false),
  /** KLV metadata, SMPTE ST 336. */
  KLV(MediaKind.DATA, "KLV", false),
  /** ID3 timed metadata. */
  ID3(MediaKind.DATA, "ID3", false),
  /** SCTE 35 splice information. */
  SCTE35(MediaKind.DATA, "SCTE-35", false),
  /** Anything else. */
  UNKNOWN(MediaKind.DATA, "unknown", false);

  private final MediaKind kind;
  private final String label;
  private final boolean playable;

  Codec(MediaKind kind, String label, boolean playable) {
    this.kind = kind;
    this.label = label;
    this.playable = playable;
  }

  /** The kind of media it codes. */
  public MediaKind kind() {
    return kind;
  }

  /** Name for display. */
  public String label() {
    return label;
  }

  /** Whether this coding can be sent to any WebRTC viewer without transcoding. */
  public boolean playable() {
    return playable;
  }
}
