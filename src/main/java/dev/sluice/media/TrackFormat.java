package dev.sluice.media;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The format of a track's access units: the codec and the parameters that a decoder or a player
 * needs before the first access unit. A value: formats with the same content are equal.
 *
 * <p>A program map states the codec, the channels and the language. The access units bring the
 * parameter sets and the picture size: a new format then replaces the first.
 */
public final class TrackFormat {
  /** Value of {@link #reorderFrames} if the source does not state it. */
  public static final int REORDER_UNKNOWN = -1;

  /** Value of {@link #packetStreams} if it is unknown. */
  public static final int STREAMS_UNKNOWN = 0;

  private static final int STEREO = 2;

  /** Coded streams of 1 to 8 channels in Vorbis order (RFC 7845 section 5.1.1.2). */
  private static final int[] VORBIS_STREAMS = {1, 1, 2, 2, 3, 4, 4, 5};

  private final Codec codec;
  private final List<byte[]> parameterSets;
  private final int profileLevelId;
  private final int widthPixels;
  private final int heightPixels;
  private final int reorderFrames;
  private final int sampleRateHz;
  private final int channels;
  private final int packetStreams;
  private final boolean inBandFec;
  private final String language;
  private final String label;

  private TrackFormat(Builder from) {
    codec = from.codec;
    parameterSets = from.parameterSets;
    profileLevelId = from.profileLevelId;
    widthPixels = from.widthPixels;
    heightPixels = from.heightPixels;
    reorderFrames = from.reorderFrames;
    sampleRateHz = from.sampleRateHz;
    channels = from.channels;
    packetStreams = from.packetStreams;
    inBandFec = from.inBandFec;
    language = from.language;
    label = from.label;
  }

  /** Builds a format of which only the codec is known so far. */
  public static Builder of(Codec codec) {
    return new Builder(codec);
  }

  /** Builds a format that differs from this one. */
  public Builder with() {
    Builder builder = new Builder(codec);
    builder.parameterSets = parameterSets;
    builder.profileLevelId = profileLevelId;
    builder.widthPixels = widthPixels;
    builder.heightPixels = heightPixels;
    builder.reorderFrames = reorderFrames;
    builder.sampleRateHz = sampleRateHz;
    builder.channels = channels;
    builder.packetStreams = packetStreams;
    builder.inBandFec = inBandFec;
    builder.language = language;
    builder.label = label;
    return builder;
  }

  /** Codec of the access units. */
  public Codec codec() {
    return codec;
  }

  /**
   * Copies of the parameter sets, empty where there are none. H.264: NAL units without start codes,
   * every SPS before the first PPS. H.265: VPS, SPS, PPS in the same form. AAC: one
   * AudioSpecificConfig (ISO/IEC 14496-3 clause 1.6.2.1).
   */
  public List<byte[]> parameterSets() {
    return parameterSets.stream().map(byte[]::clone).toList();
  }

  /**
   * H.264: profile_idc, constraint flags and level_idc, 24 bits (RFC 6184 section 8.1). H.265: in
   * the same order of 8 bits each, the least capable of the profiles Main and Main 10 that covers
   * it, or else its general_profile_idc; general_tier_flag; general_level_idc. Else 0.
   */
  public int profileLevelId() {
    return profileLevelId;
  }

  /** Width of the picture after cropping, 0 where unknown. */
  public int widthPixels() {
    return widthPixels;
  }

  /** Height of the picture after cropping, 0 where unknown. */
  public int heightPixels() {
    return heightPixels;
  }

  /**
   * Most pictures that precede another in decoding order and follow it in presentation order
   * (max_num_reorder_frames, ITU-T H.264 clause E.2.1; sps_max_num_reorder_pics, ITU-T H.265 clause
   * 7.4.3.2.1), or {@link #REORDER_UNKNOWN}.
   */
  public int reorderFrames() {
    return reorderFrames;
  }

  /** Audio samples per second, 0 if unknown. */
  public int sampleRateHz() {
    return sampleRateHz;
  }

  /** Count of audio channels, 0 where unknown. */
  public int channels() {
    return channels;
  }

  /**
   * Coded streams in each packet (Opus: RFC 7845 section 5.1.1), usually 1, or {@link
   * #STREAMS_UNKNOWN}. With more than two channels, they are known for channels in Vorbis order
   * only.
   */
  public int packetStreams() {
    return packetStreams;
  }

  /**
   * Coded streams of two channels each, which stand before those of one channel in a packet. Valid
   * for known {@link #packetStreams}.
   */
  public int coupledStreams() {
    return channels - packetStreams;
  }

  /** Whether the packets have redundancy within (Opus: LBRR, RFC 6716 section 2.1.7). */
  public boolean inBandFec() {
    return inBandFec;
  }

  /** ISO 639-2 code of three letters, empty where unknown. */
  public String language() {
    return language;
  }

  /** The source's name for the track, such as {@code PID 256}; empty for none. */
  public String label() {
    return label;
  }

  /**
   * Whether it can be sent to any WebRTC viewer without transcoding. Opus with more than two
   * channels or several streams in a packet cannot: it needs another RTP payload format.
   */
  public boolean playable() {
    return codec.playable() && channels <= STEREO && packetStreams == 1;
  }

  /**
   * Whether it can be sent without transcoding to the WebRTC viewers that can decode it, and not to
   * all.
   */
  public boolean playableBySome() {
    return codec == Codec.H265 || (codec == Codec.OPUS && surround());
  }

  private boolean surround() {
    return channels > STEREO
        && channels <= VORBIS_STREAMS.length
        && packetStreams == VORBIS_STREAMS[channels - 1];
  }

  /** Whether a decoder can be set up with it: H.264 and H.265 need their parameter sets. */
  public boolean complete() {
    return !parameterSets.isEmpty() || (codec != Codec.H264 && codec != Codec.H265);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof TrackFormat that && same(that));
  }

  private boolean same(TrackFormat that) {
    return codec == that.codec
        && profileLevelId == that.profileLevelId
        && widthPixels == that.widthPixels
        && heightPixels == that.heightPixels
        && reorderFrames == that.reorderFrames
        && sampleRateHz == that.sampleRateHz
        && channels == that.channels
        && packetStreams == that.packetStreams
        && inBandFec == that.inBandFec
        && language.equals(that.language)
        && label.equals(that.label)
        && sameBytes(parameterSets, that.parameterSets);
  }

  private static boolean sameBytes(List<byte[]> one, List<byte[]> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = Arrays.equals(one.get(i), other.get(i));
    }
    return same;
  }

  @Override
  public int hashCode() {
    int hash = Objects.hash(codec, profileLevelId, widthPixels, heightPixels, channels, label);
    for (byte[] set : parameterSets) {
      hash = 31 * hash + Arrays.hashCode(set);
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(codec.label());
    if (widthPixels > 0) {
      text.append(" %dx%d".formatted(widthPixels, heightPixels));
    }
    if (profileLevelId != 0) {
      text.append(", profile-level-id %06x".formatted(profileLevelId));
    }
    if (sampleRateHz > 0) {
      text.append(", %d Hz".formatted(sampleRateHz));
    }
    if (channels > 0) {
      text.append(", %d channels".formatted(channels));
    }
    return text.append(language.isEmpty() ? "" : ", " + language).toString();
  }

  /** Gathers the parts of a format. Parts that are not set are unknown. */
  public static final class Builder {
    private final Codec codec;
    private List<byte[]> parameterSets = List.of();
    private int profileLevelId;
    private int widthPixels;
    private int heightPixels;
    private int reorderFrames = REORDER_UNKNOWN;
    private int sampleRateHz;
    private int channels;
    private int packetStreams = 1;
    private boolean inBandFec;
    private String language = "";
    private String label = "";

    private Builder(Codec codec) {
      this.codec = codec;
    }

    /** Copies {@link TrackFormat#parameterSets}. */
    public Builder parameterSets(List<byte[]> sets) {
      parameterSets = sets.stream().map(byte[]::clone).toList();
      return this;
    }

    /** Sets {@link TrackFormat#profileLevelId}. */
    public Builder profileLevelId(int bits24) {
      profileLevelId = bits24;
      return this;
    }

    /** Sets the size of the picture. */
    public Builder sizePixels(int width, int height) {
      widthPixels = width;
      heightPixels = height;
      return this;
    }

    /** Sets {@link TrackFormat#reorderFrames}. */
    public Builder reorderFrames(int frames) {
      reorderFrames = frames;
      return this;
    }

    /** Sets {@link TrackFormat#sampleRateHz}. */
    public Builder sampleRateHz(int hertz) {
      sampleRateHz = hertz;
      return this;
    }

    /** Sets {@link TrackFormat#channels}. */
    public Builder channels(int count) {
      channels = count;
      return this;
    }

    /** Sets {@link TrackFormat#packetStreams}. */
    public Builder packetStreams(int count) {
      packetStreams = count;
      return this;
    }

    /** Sets {@link TrackFormat#inBandFec}. */
    public Builder inBandFec(boolean redundancy) {
      inBandFec = redundancy;
      return this;
    }

    /** Sets {@link TrackFormat#language}. */
    public Builder language(String iso639) {
      language = iso639;
      return this;
    }

    /** Sets {@link TrackFormat#label}. */
    public Builder label(String name) {
      label = name;
      return this;
    }

    /** The format. */
    public TrackFormat build() {
      return new TrackFormat(this);
    }
  }
}
