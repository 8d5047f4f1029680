package dev.sluice.codec.h265;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.codec.annexb.AnnexB;
import dev.sluice.codec.annexb.StartCodeFramer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an H.265 byte stream into access units (ITU-T H.265 clause 7.4.2.4.4) and keeps its
 * parameter sets. An access unit is key when its picture is an intra random access point.
 */
public final class H265Framer extends StartCodeFramer {
  private final H265ParameterSets parameterSets = new H265ParameterSets();

  /** Framer for one elementary stream. */
  public H265Framer() {
    this(ByteBudget.UNLIMITED);
  }

  /**
   * Framer for one elementary stream.
   *
   * @param budget memory for an access unit; one for which there is none is lost
   */
  public H265Framer(ByteBudget budget) {
    super(true, budget);
  }

  @Override
  protected int role(byte[] array, int at, boolean afterPicture) {
    int type = H265NalType.of(array[at]);
    boolean baseLayer = H265NalType.layerId(array, at) == 0;
    if (!H265NalType.codesPicture(type)) {
      return baseLayer && H265NalType.opensAccessUnit(type) ? BEGINS_UNIT : 0;
    }
    int role = PICTURE;
    if (baseLayer && H265NalType.firstOfPicture(array, at)) {
      role |= BEGINS_UNIT;
    }
    if (baseLayer && H265NalType.randomAccess(type)) {
      role |= KEY;
    }
    return role;
  }

  @Override
  protected void complete(byte[] array, int at, int count) {
    int end = AnnexB.withoutTrailingZeros(array, at, at + count);
    parameterSets.observe(array, at, end - at);
  }

  /** The configuration of the access unit delivered last, null until it is known. */
  public @Nullable H265Config config() {
    return parameterSets.config();
  }

  /** Number of parameter sets that could not be read. */
  public long refusedParameterSets() {
    return parameterSets.refused();
  }

  /** Always 0: the byte stream does not state a duration. */
  @Override
  public long durationTicks90k() {
    return 0;
  }
}
