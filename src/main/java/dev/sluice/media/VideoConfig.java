package dev.sluice.media;

import java.util.List;

/**
 * The H.264 parameter sets in force for an access unit and what they say, numbered within a stream.
 */
public final class VideoConfig {
  private final int id;
  private final List<byte[]> parameterSets;
  private final int profileLevelId;
  private final int widthPixels;
  private final int heightPixels;

  /**
   * @param id number within the stream, from 1, never used for other parameter sets
   * @param parameterSets NAL units without start codes, every SPS before the first PPS
   * @param profileLevelId 24 bits: profile_idc, constraint flags, level_idc (RFC 6184 section 8.1)
   * @param widthPixels width of the picture after cropping
   * @param heightPixels height of the picture after cropping
   */
  public VideoConfig(
      int id, List<byte[]> parameterSets, int profileLevelId, int widthPixels, int heightPixels) {
    this.id = id;
    this.parameterSets = parameterSets.stream().map(byte[]::clone).toList();
    this.profileLevelId = profileLevelId;
    this.widthPixels = widthPixels;
    this.heightPixels = heightPixels;
  }

  /** Number within the stream, from 1. */
  public int id() {
    return id;
  }

  /** Copies of the NAL units, every SPS before the first PPS, without start codes. */
  public List<byte[]> parameterSets() {
    return parameterSets.stream().map(byte[]::clone).toList();
  }

  /** 24 bits: profile_idc, constraint flags, level_idc (RFC 6184 section 8.1). */
  public int profileLevelId() {
    return profileLevelId;
  }

  /** Width of the picture after cropping. */
  public int widthPixels() {
    return widthPixels;
  }

  /** Height of the picture after cropping. */
  public int heightPixels() {
    return heightPixels;
  }

  @Override
  public String toString() {
    return "H.264 %dx%d, profile-level-id %06x, configuration %d"
        .formatted(widthPixels, heightPixels, profileLevelId, id);
  }
}
