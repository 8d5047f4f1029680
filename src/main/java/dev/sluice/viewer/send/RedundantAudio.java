package dev.sluice.viewer.send;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.rtp.H264Packetizer;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.viewer.pacing.PathEstimate;

/**
 * Redundant audio (RFC 2198) for a viewer that loses packets: each packet also carries the previous
 * packet, read from the log.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |1|  block PT   |  timestamp offset         |   block length    |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |0|  block PT   | the packet before, then this one
 *  +-+-+-+-+-+-+-+-+
 * </pre>
 */
final class RedundantAudio {
  private static final int HEADERS_BYTES = 5;
  private static final int FOLLOWED = 0x80;
  private static final int MOST_OFFSET = (1 << 14) - 1;
  private static final int MOST_BLOCK_BYTES = (1 << 10) - 1;

  private final TrackLog log;
  private final RtpClock clock;
  private final int blockPayloadType;
  private final PathEstimate path;
  private final LogEntry before = new LogEntry();

  /**
   * @param blockPayloadType of the audio itself
   * @param path estimates packet loss
   */
  RedundantAudio(TrackLog log, RtpClock clock, int blockPayloadType, PathEstimate path) {
    this.log = log;
    this.clock = clock;
    this.blockPayloadType = blockPayloadType;
    this.path = path;
  }

  /**
   * Writes the block headers and the previous packet.
   *
   * @param payloadBytes length of the entry's packet, which follows
   * @return bytes written; 0 if the packet is sent without redundancy: nothing is lost, or the
   *     previous packet is gone, too old or too large
   */
  int write(byte[] out, int at, LogEntry entry, int payloadBytes, long nowNanos) {
    if (!path.lossy(nowNanos)
        || entry.packetCount() != 1
        || entry.index() == 0
        || !log.read(entry.index() - 1, before)
        || before.packetCount() != 1) {
      return 0;
    }
    long packet = log.packet(before, 0);
    int length = PacketTable.length(packet);
    int offset = clock.rtpTimeOf(entry.ptsTicks90k()) - clock.rtpTimeOf(before.ptsTicks90k());
    boolean fits =
        length <= MOST_BLOCK_BYTES
            && HEADERS_BYTES + length + payloadBytes <= H264Packetizer.MAX_PAYLOAD_BYTES
            && offset > 0
            && offset <= MOST_OFFSET
            && PacketTable.offset(packet) <= before.length() - length;
    if (!fits) {
      return 0;
    }
    Bytes.put32(out, at, (FOLLOWED | blockPayloadType) << 24 | offset << 10 | length);
    Bytes.put8(out, at + 4, blockPayloadType);
    int from = PacketTable.offset(packet);
    return log.copy(before, from, length, out, at + HEADERS_BYTES) ? HEADERS_BYTES + length : 0;
  }
}
