package dev.sluice.codec.h265;

import dev.sluice.media.TrackFormat;
import java.util.List;

/** The parameter sets in force, and the content of the newest sequence parameter set. */
public final class H265Config {
  private final List<byte[]> parameterSets;
  private final H265Sps sps;

  H265Config(List<byte[]> parameterSets, H265Sps sps) {
    this.parameterSets = List.copyOf(parameterSets);
    this.sps = sps;
  }

  /** Copies of the NAL units without start codes: all VPS, then all SPS, then all PPS. */
  public List<byte[]> parameterSets() {
    return parameterSets.stream().map(byte[]::clone).toList();
  }

  /** The newest sequence parameter set. */
  public H265Sps sps() {
    return sps;
  }

  /** The format of a track with them. */
  public TrackFormat format(TrackFormat announced) {
    return announced
        .with()
        .parameterSets(parameterSets)
        .profileLevelId(sps.profile().toProfileLevelId())
        .sizePixels(sps.widthPixels(), sps.heightPixels())
        .reorderFrames(sps.reorderPictures())
        .build();
  }

  @Override
  public String toString() {
    return "H.265 %dx%d, profile %d, level %.1f, %d parameter sets"
        .formatted(
            sps.widthPixels(),
            sps.heightPixels(),
            sps.profile().profileIdc(),
            sps.profile().levelIdc() / 30.0,
            parameterSets.size());
  }
}
