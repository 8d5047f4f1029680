package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/** Constants of the transport packet (ISO/IEC 13818-1 clause 2.4.3.2). */
final class TsPacket {
  /** Length of a packet in bytes. */
  static final int BYTES = 188;

  static final int HEADER_BYTES = 4;
  static final byte SYNC = 0x47;
  static final int PIDS = 1 << 13;
  static final int PID_PAT = 0;
  static final int PID_NULL = 0x1FFF;

  // Fields of the 4-byte header as one int.
  static final int TRANSPORT_ERROR = 1 << 23;
  static final int UNIT_START = 1 << 22;
  static final int SCRAMBLING = 3 << 6;
  static final int HAS_ADAPTATION = 1 << 5;
  static final int HAS_PAYLOAD = 1 << 4;
  static final int CONTINUITY = 0xF;

  /** Packets of a PID after which its continuity counter repeats. */
  static final int CONTINUITY_PERIOD = 16;

  private TsPacket() {}

  static int pid(int header) {
    return header >>> 8 & 0x1FFF;
  }

  /** Offset of the payload of the packet at {@code array[at]}; it may lie behind a bad packet. */
  static int payload(int header, byte[] array, int at) {
    int after = at + HEADER_BYTES;
    return (header & HAS_ADAPTATION) == 0 ? after : after + 1 + Bytes.u8(array, after);
  }
}
