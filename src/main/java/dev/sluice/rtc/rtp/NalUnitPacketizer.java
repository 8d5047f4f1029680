package dev.sluice.rtc.rtp;

import dev.sluice.base.bytes.GrowableBytes;
import java.util.List;

/**
 * Packetizes NAL units: single NAL unit packets, aggregation packets for parameter sets, fragments
 * of equal size for larger NAL units. H.264 and H.265 differ in their headers only.
 *
 * <p>It copies no payloads, but fills a {@link PacketTable} with ranges of the access unit.
 */
public abstract sealed class NalUnitPacketizer permits H264Packetizer, H265Packetizer {
  /**
   * Largest payload in a UDP datagram of 1200 bytes, less 12 for the header, 24 for extensions, 16
   * for the SRTP tag and 2 for RTX (RFC 4588).
   */
  public static final int MAX_PAYLOAD_BYTES = 1146;

  /** Bits of the FU header, the last byte of the prefix, which are the same in both codecs. */
  private static final int FU_START = 0x80;

  private static final int FU_END = 0x40;

  private final int maxPayloadBytes;
  private final int headerBytes;

  /**
   * @param maxPayloadBytes the largest RTP payload, at least 16
   * @param headerBytes length of the codec's NAL unit header
   */
  NalUnitPacketizer(int maxPayloadBytes, int headerBytes) {
    if (maxPayloadBytes < 16) {
      throw new IllegalArgumentException("maxPayloadBytes " + maxPayloadBytes + " is below 16");
    }
    this.maxPayloadBytes = maxPayloadBytes;
    this.headerBytes = headerBytes;
  }

  /**
   * The use of a NAL unit.
   *
   * @param offset of its header
   * @param length of the NAL unit, at least 1
   */
  public abstract NalUse use(byte[] array, int offset, int length);

  /** The bytes before each fragment of a NAL unit, with neither start nor end bit. */
  abstract int fragmentPrefix(byte[] array, int offset);

  /** The payload header of an aggregation packet of {@code nalUnits[from..to)}, big-endian. */
  abstract int aggregateHeader(List<byte[]> nalUnits, int from, int to);

  /**
   * Adds a NAL unit of the access unit: as a single packet if it fits, otherwise as fragments of
   * ceil(size / count) bytes each.
   *
   * @param array holds the access unit from index 0
   * @param offset of the NAL unit's header
   * @param length of the NAL unit, at least 1
   */
  public final void addNalUnit(byte[] array, int offset, int length, PacketTable packets) {
    addNalUnit(array, offset, length, 0, packets);
  }

  /**
   * Adds a NAL unit from an array in which the access unit does not begin at index 0.
   *
   * @param shift added to the offsets of the packets
   */
  public final void addNalUnit(
      byte[] array, int offset, int length, int shift, PacketTable packets) {
    if (length <= maxPayloadBytes) {
      packets.add(offset + shift, length, 0);
      return;
    }
    int prefix = fragmentPrefix(array, offset);
    int rest = length - headerBytes;
    int at = offset + shift + headerBytes;
    // The prefix is the header with another type, and one byte.
    int room = maxPayloadBytes - headerBytes - 1;
    int fragments = (rest + room - 1) / room;
    int fragmentBytes = (rest + fragments - 1) / fragments;
    int position = FU_START;
    while (rest > 0) {
      int take = Math.min(fragmentBytes, rest);
      rest -= take;
      if (rest == 0) {
        position |= FU_END;
      }
      packets.add(at, take, prefix | position);
      at += take;
      position = 0;
    }
  }

  /**
   * Appends small NAL units (parameter sets, SEI) to {@code bytes} as aggregation packets and adds
   * their packets. As many as fit share a packet; a NAL unit alone in a packet is not aggregated.
   *
   * @param nalUnits without start codes, each at least as long as its header
   * @param bytes the access unit's bytes so far
   * @return false if {@code bytes} is full; its content and the table are then unusable
   */
  public final boolean addAggregated(
      List<byte[]> nalUnits, GrowableBytes bytes, PacketTable packets) {
    int from = 0;
    while (from < nalUnits.size()) {
      int to = endOfAggregate(nalUnits, from);
      boolean written =
          to - from == 1
              ? addAlone(nalUnits.get(from), bytes, packets)
              : addAggregate(nalUnits, from, to, bytes, packets);
      if (!written) {
        return false;
      }
      from = to;
    }
    return true;
  }

  private int endOfAggregate(List<byte[]> nalUnits, int from) {
    int size = headerBytes;
    int to = from;
    while (to < nalUnits.size() && size + 2 + nalUnits.get(to).length <= maxPayloadBytes) {
      size += 2 + nalUnits.get(to).length;
      to++;
    }
    return Math.max(to, from + 1);
  }

  private boolean addAlone(byte[] nalUnit, GrowableBytes bytes, PacketTable packets) {
    int offset = bytes.length();
    if (!bytes.append(nalUnit, 0, nalUnit.length)) {
      return false;
    }
    addNalUnit(bytes.array(), offset, nalUnit.length, packets);
    return true;
  }

  private boolean addAggregate(
      List<byte[]> nalUnits, int from, int to, GrowableBytes bytes, PacketTable packets) {
    int offset = bytes.length();
    boolean written = appendHeader(aggregateHeader(nalUnits, from, to), bytes);
    for (int i = from; i < to; i++) {
      byte[] nalUnit = nalUnits.get(i);
      written =
          written
              && bytes.append(nalUnit.length >>> 8)
              && bytes.append(nalUnit.length)
              && bytes.append(nalUnit, 0, nalUnit.length);
    }
    if (written) {
      packets.add(offset, bytes.length() - offset, 0);
    }
    return written;
  }

  private boolean appendHeader(int header, GrowableBytes bytes) {
    boolean written = true;
    for (int i = headerBytes - 1; i >= 0; i--) {
      written = written && bytes.append(header >>> (Byte.SIZE * i));
    }
    return written;
  }
}
