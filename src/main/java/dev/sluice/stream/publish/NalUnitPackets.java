package dev.sluice.stream.publish;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.TrackFormat;
import dev.sluice.rtc.rtp.NalUnitPacketizer;
import dev.sluice.rtc.rtp.NalUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * H.264 and H.265: the parameter sets stand before key pictures, and before the first picture after
 * a change of them, aggregated with small SEI. Other SEI has no packets.
 */
final class NalUnitPackets extends RtpPackets {
  private static final int LENGTH_BYTES = 4;

  /** Timing and recovery points are smaller; x264's description of itself is larger. */
  private static final int MAX_SEI_BYTES = 64;

  private static final int MAX_SEI = 4;

  private final NalUnitPacketizer packetizer;
  private @Nullable TrackFormat sentFormat;
  private List<byte[]> parameterSets = List.of();

  /**
   * @param packetizer of the codec
   */
  NalUnitPackets(NalUnitPacketizer packetizer) {
    this.packetizer = packetizer;
  }

  @Override
  void cut(AccessUnit unit) {
    if (sentFormat == null || !sentFormat.equals(unit.format())) {
      sentFormat = unit.format();
      parameterSets = unit.format().parameterSets();
      addLeading(unit);
    } else if (unit.key()) {
      addLeading(unit);
    }
    byte[] array = unit.array();
    int end = unit.offset() + unit.length();
    for (int at = unit.offset(); at < end; ) {
      int length = Bytes.i32(array, at);
      at += LENGTH_BYTES;
      if (packetizer.use(array, at, length) == NalUse.SENT) {
        packetizer.addNalUnit(array, at, length, prefix.length() - unit.offset(), packets);
      }
      at += length;
    }
  }

  private void addLeading(AccessUnit unit) {
    if (!packetizer.addAggregated(leading(unit), prefix, packets)) {
      // Larger than any decoder takes; without them the picture may still be decodable.
      prefix.clear();
      packets.clear();
    }
  }

  private List<byte[]> leading(AccessUnit unit) {
    List<byte[]> leading = parameterSets;
    byte[] array = unit.array();
    int end = unit.offset() + unit.length();
    for (int at = unit.offset(); at < end; ) {
      int length = Bytes.i32(array, at);
      at += LENGTH_BYTES;
      if (length <= MAX_SEI_BYTES
          && packetizer.use(array, at, length) == NalUse.SUPPLEMENTAL
          && leading.size() < parameterSets.size() + MAX_SEI) {
        // A key picture without SEI, which is the usual one, allocates nothing.
        leading = leading == parameterSets ? new ArrayList<>(parameterSets) : leading;
        leading.add(Arrays.copyOfRange(array, at, at + length));
      }
      at += length;
    }
    return leading;
  }
}
