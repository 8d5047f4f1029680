package dev.sluice.stream.publish;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.rtc.rtp.H264Packetizer;
import dev.sluice.rtc.rtp.H265Packetizer;
import dev.sluice.rtc.rtp.PacketTable;

/**
 * Cuts the access units of one track into RTP packets. A packet is a range of bytes in a prefix,
 * which only packets use, followed by the access unit. Order of calls: {@link #packetize}, then the
 * results.
 */
abstract class RtpPackets {
  /** Parameter sets and small SEI: 20 KiB hold the largest sets that are accepted. */
  private static final int MAX_PREFIX_BYTES = 64 << 10;

  final GrowableBytes prefix = new GrowableBytes(0, MAX_PREFIX_BYTES);
  final PacketTable packets = new PacketTable();

  /** For a track as its source announced it. */
  static RtpPackets of(Track track) {
    if (!track.sent()) {
      return new None();
    }
    return switch (track.codec()) {
      case H264 -> new NalUnitPackets(new H264Packetizer());
      case H265 -> new NalUnitPackets(new H265Packetizer());
      default -> new Single();
    };
  }

  /**
   * Cuts an access unit.
   *
   * @param sent whether the access unit is sent to viewers; if not, there are no packets
   */
  final void packetize(AccessUnit unit, boolean sent) {
    prefix.clear();
    packets.clear();
    if (sent) {
      cut(unit);
    }
  }

  /** Fills prefix and packets, which are empty. */
  abstract void cut(AccessUnit unit);

  /** Packets of a track that is not sent to viewers: none. */
  static final class None extends RtpPackets {
    @Override
    void cut(AccessUnit unit) {
      // No packets.
    }
  }

  /**
   * One packet for each access unit, as for Opus (RFC 7587 section 4.2). Access units larger than
   * an Ethernet frame have no packet: with several streams in a packet they cannot be divided.
   */
  static final class Single extends RtpPackets {
    private static final int MAX_BYTES = 1396;

    @Override
    void cut(AccessUnit unit) {
      if (unit.length() <= MAX_BYTES) {
        packets.add(0, unit.length(), 0);
      }
    }
  }
}
