package dev.sluice.rtc.rtp;

import dev.sluice.base.bytes.Bytes;
import java.util.List;

/**
 * H.264 in packetization-mode 1 (RFC 6184): single NAL unit packets, STAP-A for parameter sets,
 * FU-A for larger NAL units.
 */
public final class H264Packetizer extends NalUnitPacketizer {
  private static final int HEADER_BYTES = 1;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int SEI = 6;
  private static final int F_AND_NRI = 0xE0;
  private static final int NRI = 0x60;
  private static final int TYPE = 0x1F;

  /** Uses {@link #MAX_PAYLOAD_BYTES}. */
  public H264Packetizer() {
    this(MAX_PAYLOAD_BYTES);
  }

  /**
   * @param maxPayloadBytes the largest RTP payload, at least 16
   */
  public H264Packetizer(int maxPayloadBytes) {
    super(maxPayloadBytes, HEADER_BYTES);
  }

  @Override
  public NalUse use(byte[] array, int offset, int length) {
    return (array[offset] & TYPE) == SEI ? NalUse.SUPPLEMENTAL : NalUse.SENT;
  }

  /** FU indicator and FU header (section 5.8). */
  @Override
  int fragmentPrefix(byte[] array, int offset) {
    int header = Bytes.u8(array, offset);
    return ((header & F_AND_NRI) | FU_A) << 8 | (header & TYPE);
  }

  /** STAP-A, with the highest NRI (section 5.7.1). */
  @Override
  int aggregateHeader(List<byte[]> nalUnits, int from, int to) {
    int highestNri = 0;
    for (int i = from; i < to; i++) {
      highestNri = Math.max(highestNri, nalUnits.get(i)[0] & NRI);
    }
    return highestNri | STAP_A;
  }
}
