package dev.sluice.rtc.rtcp;

import dev.sluice.base.bytes.Bytes;

/**
 * Reads the body of a transport-wide feedback packet
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1).
 */
public final class TransportFeedbackReader {
  /**
   * Maximum count of packets in one feedback. With run lengths, 16 bytes can cover 65535 packets;
   * at 20 feedbacks a second this limit far exceeds the packets received by a viewer.
   */
  private static final int MAX_PACKETS = 4096;

  private static final int REFERENCE_UNIT_MICROS = 64_000;
  private static final int DELTA_UNIT_MICROS = 250;
  private static final int FIXED_BYTES = 8;
  private static final int CHUNK_BYTES = 2;

  // Packet status symbols.
  private static final int SMALL_DELTA = 1;
  private static final int LARGE_DELTA = 2;

  /** Receives the status of each packet, in the order of sequence numbers. */
  public interface Visitor {
    /**
     * The packet arrived.
     *
     * @param sequence transport-wide sequence number, 0..65535
     * @param arrivalMicros arrival time on the receiver's clock, with an arbitrary start; wraps at
     *     2^24 * 64 ms
     */
    void received(int sequence, long arrivalMicros);

    /** The packet did not arrive. */
    void lost(int sequence);
  }

  private final byte[] packet;
  private final int end;
  private final int count;
  private int chunkAt;
  private int deltaAt;

  private TransportFeedbackReader(byte[] packet, int offset, int length) {
    this.packet = packet;
    this.end = offset + length;
    this.count = length < FIXED_BYTES ? 0 : Bytes.u16(packet, offset + 2);
    this.chunkAt = offset + FIXED_BYTES;
    this.deltaAt = end;
  }

  /**
   * Count of packets that a feedback names, 0 if it is malformed; without reading their status.
   * Arguments as for {@link #read}.
   */
  public static int packets(byte[] packet, int offset, int length) {
    int count = new TransportFeedbackReader(packet, offset, length).count;
    return count > MAX_PACKETS ? 0 : count;
  }

  /**
   * Parses the arguments of {@link RtcpListener#transportFeedback}.
   *
   * @return false if it is malformed; the visitor may have received the part before the fault
   */
  public static boolean read(byte[] packet, int offset, int length, Visitor visitor) {
    TransportFeedbackReader reader = new TransportFeedbackReader(packet, offset, length);
    if (reader.count == 0 || reader.count > MAX_PACKETS || !reader.findDeltas()) {
      return false;
    }
    int base = Bytes.u16(packet, offset);
    long reference = (long) Bytes.u24(packet, offset + 4) * REFERENCE_UNIT_MICROS;
    return reader.visit(base, reference, visitor);
  }

  /** Finds the deltas, which follow the chunks that cover all packets. */
  private boolean findDeltas() {
    int covered = 0;
    int at = chunkAt;
    while (covered < count) {
      if (end - at < CHUNK_BYTES) {
        return false;
      }
      int symbols = symbolsIn(Bytes.u16(packet, at));
      if (symbols == 0) {
        return false;
      }
      covered += symbols;
      at += CHUNK_BYTES;
    }
    deltaAt = at;
    return true;
  }

  private boolean visit(int base, long reference, Visitor visitor) {
    long time = reference;
    int index = 0;
    while (index < count) {
      int chunk = Bytes.u16(packet, chunkAt);
      chunkAt += CHUNK_BYTES;
      int symbols = Math.min(symbolsIn(chunk), count - index);
      for (int i = 0; i < symbols; i++) {
        int sequence = (base + index++) & 0xFFFF;
        int symbol = symbol(chunk, i);
        if (symbol != SMALL_DELTA && symbol != LARGE_DELTA) {
          visitor.lost(sequence);
          continue;
        }
        if (end - deltaAt < symbol) {
          return false;
        }
        time += (long) delta(symbol) * DELTA_UNIT_MICROS;
        visitor.received(sequence, time);
      }
    }
    return true;
  }

  /** Reads a delta. The symbol is also its size in bytes; large deltas are signed. */
  private int delta(int symbol) {
    int delta =
        symbol == SMALL_DELTA ? Bytes.u8(packet, deltaAt) : (short) Bytes.u16(packet, deltaAt);
    deltaAt += symbol;
    return delta;
  }

  private static int symbolsIn(int chunk) {
    if ((chunk & 0x8000) == 0) {
      return chunk & 0x1FFF;
    }
    return (chunk & 0x4000) == 0 ? 14 : 7;
  }

  private static int symbol(int chunk, int i) {
    if ((chunk & 0x8000) == 0) {
      return chunk >> 13 & 3;
    }
    return (chunk & 0x4000) == 0 ? chunk >> (13 - i) & 1 : chunk >> (12 - 2 * i) & 3;
  }
}
