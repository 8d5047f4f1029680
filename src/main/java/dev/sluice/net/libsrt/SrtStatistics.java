package dev.sluice.net.libsrt;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Statistics of a connection's receiving side since they were last read (SRT_TRACEBSTATS).
 *
 * @param packets received, repeated ones too
 * @param lost packets that were missing when a later one came; most are sent again
 * @param retransmitted packets that were received as retransmissions
 * @param dropped packets that were missing when they had to be delivered
 * @param belated packets that came after that
 * @param undecrypted packets that could not be decrypted; {@code dropped} counts them too
 * @param roundTripMillis now
 * @param bufferMillis media waiting for their time of delivery
 */
public record SrtStatistics(
    long packets,
    long lost,
    long retransmitted,
    long dropped,
    long belated,
    long undecrypted,
    double roundTripMillis,
    int bufferMillis) {
  /** Size of the structure, with room for what later versions append. */
  static final int BYTES = 4096;

  private static final int PACKETS = 144;
  private static final int LOST = 156;
  private static final int RETRANSMITTED = 164;
  private static final int BELATED = 224;
  private static final int DROPPED = 236;
  private static final int UNDECRYPTED = 240;
  private static final int ROUND_TRIP = 328;
  private static final int BUFFER = 388;

  static SrtStatistics read(MemorySegment memory) {
    return new SrtStatistics(
        memory.get(ValueLayout.JAVA_LONG, PACKETS),
        memory.get(ValueLayout.JAVA_INT, LOST),
        memory.get(ValueLayout.JAVA_INT, RETRANSMITTED),
        memory.get(ValueLayout.JAVA_INT, DROPPED),
        memory.get(ValueLayout.JAVA_LONG, BELATED),
        memory.get(ValueLayout.JAVA_INT, UNDECRYPTED),
        memory.get(ValueLayout.JAVA_DOUBLE, ROUND_TRIP),
        memory.get(ValueLayout.JAVA_INT, BUFFER));
  }
}
