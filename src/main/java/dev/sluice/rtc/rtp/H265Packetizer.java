package dev.sluice.rtc.rtp;

import dev.sluice.base.bytes.Bytes;
import java.util.List;

/**
 * H.265 with tx-mode SRST (RFC 7798): single NAL unit packets, aggregation packets (AP) for
 * parameter sets, fragmentation units (FU) for larger NAL units. There are no decoding order
 * numbers, since sprop-max-don-diff is 0.
 *
 * <p>The payload header has the form of a NAL unit header (section 1.1.4):
 *
 * <pre>
 *   0                   1
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |F|   Type    |  LayerId  | TID |
 *  +-+-------------+-----------------+
 * </pre>
 */
public final class H265Packetizer extends NalUnitPacketizer {
  private static final int HEADER_BYTES = 2;
  private static final int AP = 48;
  private static final int FU = 49;
  private static final int PREFIX_SEI = 39;
  private static final int SUFFIX_SEI = 40;
  private static final int LAYER_ID = 0x1F8;
  private static final int TID = 0x7;
  private static final int TYPE_SHIFT = 9;
  private static final int TYPE_BITS = 0x3F;
  private static final int F = 0x8000;

  /** Uses {@link #MAX_PAYLOAD_BYTES}. */
  public H265Packetizer() {
    this(MAX_PAYLOAD_BYTES);
  }

  /**
   * @param maxPayloadBytes the largest RTP payload, at least 16
   */
  public H265Packetizer(int maxPayloadBytes) {
    super(maxPayloadBytes, HEADER_BYTES);
  }

  /**
   * Layers above the base layer are left out, since the profiles of browsers have none; and suffix
   * SEI, which is the hash of the picture.
   */
  @Override
  public NalUse use(byte[] array, int offset, int length) {
    if (length <= HEADER_BYTES) {
      return NalUse.LEFT_OUT;
    }
    int header = Bytes.u16(array, offset);
    int type = type(header);
    if ((header & LAYER_ID) != 0 || type == SUFFIX_SEI || type >= AP) {
      return NalUse.LEFT_OUT;
    }
    return type == PREFIX_SEI ? NalUse.SUPPLEMENTAL : NalUse.SENT;
  }

  /** Payload header and FU header (section 4.4.3). */
  @Override
  int fragmentPrefix(byte[] array, int offset) {
    int header = Bytes.u16(array, offset);
    return withType(header, FU) << 8 | type(header);
  }

  /** AP, with the lowest LayerId and TID, and F if any has it (section 4.4.2). */
  @Override
  int aggregateHeader(List<byte[]> nalUnits, int from, int to) {
    int forbidden = 0;
    int layerId = LAYER_ID;
    int tid = TID;
    for (int i = from; i < to; i++) {
      int header = Bytes.u16(nalUnits.get(i), 0);
      forbidden |= header & F;
      layerId = Math.min(layerId, header & LAYER_ID);
      tid = Math.min(tid, header & TID);
    }
    return withType(forbidden | layerId | tid, AP);
  }

  private static int type(int header) {
    return header >>> TYPE_SHIFT & TYPE_BITS;
  }

  private static int withType(int header, int type) {
    return (header & ~(TYPE_BITS << TYPE_SHIFT)) | type << TYPE_SHIFT;
  }
}
