package dev.sluice.rtc.rtp;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;
import java.util.List;

/**
 * Packetizes H.264 in packetization-mode 1 (RFC 6184): single NAL unit packets, STAP-A for
 * parameter sets, FU-A fragments of equal size for larger NAL units.
 *
 * <p>It copies no payloads, but fills a {@link PacketTable} with ranges of the access unit.
 */
public final class H264Packetizer {
  /**
   * Largest payload in a UDP datagram of 1200 bytes, less 12 for the header, 24 for extensions, 16
   * for the SRTP tag and 2 for RTX (RFC 4588).
   */
  public static final int MAX_PAYLOAD_BYTES = 1146;

  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FU_PREFIX_BYTES = 2;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;
  private static final int F_AND_NRI = 0xE0;
  private static final int NRI = 0x60;
  private static final int TYPE = 0x1F;

  private final int maxPayloadBytes;

  /** Uses {@link #MAX_PAYLOAD_BYTES}. */
  public H264Packetizer() {
    this(MAX_PAYLOAD_BYTES);
  }

  /**
   * @param maxPayloadBytes the largest RTP payload, at least 16
   */
  public H264Packetizer(int maxPayloadBytes) {
    if (maxPayloadBytes < 16) {
      throw new IllegalArgumentException("maxPayloadBytes " + maxPayloadBytes + " is below 16");
    }
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /**
   * Adds a NAL unit of the access unit: as a single packet if it fits, otherwise as FU-A fragments
   * of ceil(size / count) bytes each.
   *
   * @param array holds the access unit from index 0
   * @param offset of the NAL unit's header byte
   * @param length of the NAL unit, at least 1
   */
  public void addNalUnit(byte[] array, int offset, int length, PacketTable packets) {
    addNalUnit(array, offset, length, 0, packets);
  }

  /**
   * Adds a NAL unit from an array in which the access unit does not begin at index 0.
   *
   * @param shift added to the offsets of the packets
   */
  public void addNalUnit(byte[] array, int offset, int length, int shift, PacketTable packets) {
    if (length <= maxPayloadBytes) {
      packets.add(offset + shift, length, 0);
      return;
    }
    int header = Bytes.u8(array, offset);
    int indicator = (header & F_AND_NRI) | FU_A;
    int rest = length - 1;
    int at = offset + shift + 1;
    int room = maxPayloadBytes - FU_PREFIX_BYTES;
    int fragments = (rest + room - 1) / room;
    int fragmentBytes = (rest + fragments - 1) / fragments;
    int position = FU_START;
    while (rest > 0) {
      int take = Math.min(fragmentBytes, rest);
      rest -= take;
      if (rest == 0) {
        position |= FU_END;
      }
      packets.add(at, take, indicator << 8 | position | (header & TYPE));
      at += take;
      position = 0;
    }
  }

  /**
   * Appends small NAL units (parameter sets, SEI) to {@code bytes} as STAP-A payloads (RFC 6184
   * section 5.7.1) and adds their packets. As many as fit share a packet; a NAL unit alone in a
   * packet is not aggregated.
   *
   * @param nalUnits without start codes, each at least 1 byte
   * @param bytes the access unit's bytes so far
   * @return false if {@code bytes} is full; its content and the table are then unusable
   */
  public boolean addAggregated(List<byte[]> nalUnits, GrowableBytes bytes, PacketTable packets) {
    int from = 0;
    while (from < nalUnits.size()) {
      int to = endOfAggregate(nalUnits, from);
      boolean written =
          to - from == 1
              ? addAlone(nalUnits.get(from), bytes, packets)
              : addStapA(nalUnits, from, to, bytes, packets);
      if (!written) {
        return false;
      }
      from = to;
    }
    return true;
  }

  private int endOfAggregate(List<byte[]> nalUnits, int from) {
    int size = 1;
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

  private static boolean addStapA(
      List<byte[]> nalUnits, int from, int to, GrowableBytes bytes, PacketTable packets) {
    int offset = bytes.length();
    int highestNri = 0;
    for (int i = from; i < to; i++) {
      highestNri = Math.max(highestNri, nalUnits.get(i)[0] & NRI);
    }
    boolean written = bytes.append(highestNri | STAP_A);
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
}
