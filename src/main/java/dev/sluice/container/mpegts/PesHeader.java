package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;

/** The header of a PES packet (ISO/IEC 13818-1 clause 2.4.3.6). */
final class PesHeader {
  /** Start code prefix, stream_id, PES_packet_length. */
  static final int FIXED_BYTES = 6;

  /** {@link #FIXED_BYTES}, the flags and PES_header_data_length. */
  static final int WITH_FLAGS_BYTES = 9;

  private static final int START_CODE_PREFIX = 1;

  /** Smaller values are start codes of elementary streams. */
  private static final int LEAST_STREAM_ID = 0xBC;

  private static final int STAMP_BYTES = 5;

  private PesHeader() {}

  /**
   * The length of the whole PES packet, from its first {@link #FIXED_BYTES}: 0 for unbounded, -1 if
   * there is no PES packet with a media payload.
   */
  static int totalBytes(byte[] array) {
    if (Bytes.u24(array, 0) != START_CODE_PREFIX || !hasFlags(Bytes.u8(array, 3))) {
      return -1;
    }
    int length = Bytes.u16(array, 4);
    return length == 0 ? 0 : FIXED_BYTES + length;
  }

  /**
   * Whether the header has flags: for all stream_ids except program_stream_map, padding,
   * private_stream_2, ECM, EMM, DSM-CC, H.222.1 type E and directory. Values that the standard does
   * not define are believed: the program map says what the PID carries.
   */
  private static boolean hasFlags(int streamId) {
    return switch (streamId) {
      case 0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF -> false;
      default -> true;
    };
  }

  /**
   * Whether the payload of the PES packet at {@code array[at]}, of 9 bytes or more, is scrambled.
   */
  static boolean scrambled(byte[] array, int at) {
    return Bytes.u24(array, at) == START_CODE_PREFIX
        && hasFlags(Bytes.u8(array, at + 3))
        && (array[at + 6] & 0xC0) == 0x80
        && (array[at + 6] & 0x30) != 0;
  }

  /**
   * Reads the rest of the header: payload range and time stamps.
   *
   * @return false if the packet is unusable, which is counted
   */
  static boolean read(byte[] array, int length, Pes into, TsCounters counters) {
    if (length < WITH_FLAGS_BYTES || (array[6] & 0xC0) != 0x80) {
      counters.increment(TsCounter.BAD_PES);
      return false;
    }
    if ((array[6] & 0x30) != 0) {
      counters.increment(TsCounter.SCRAMBLED);
      return false;
    }
    int headerBytes = Bytes.u8(array, 8);
    if (WITH_FLAGS_BYTES + headerBytes > length) {
      counters.increment(TsCounter.BAD_PES);
      return false;
    }
    if (Bytes.u8(array, 3) < LEAST_STREAM_ID) {
      counters.increment(TsCounter.ODD_STREAM_IDS);
    }
    into.array = array;
    into.offset = WITH_FLAGS_BYTES + headerBytes;
    into.length = length - into.offset;
    into.dataAlignment = (array[6] & 0x04) != 0;
    stamps(array, Bytes.u8(array, 7) >>> 6, headerBytes, into, counters);
    return true;
  }

  private static void stamps(
      byte[] array, int flags, int headerBytes, Pes into, TsCounters counters) {
    into.pts33 = Pes.NO_STAMP;
    into.dts33 = Pes.NO_STAMP;
    if (flags < 2 || headerBytes < STAMP_BYTES) {
      return;
    }
    into.pts33 = stamp(array, WITH_FLAGS_BYTES, counters);
    into.dts33 = into.pts33;
    if (flags == 3 && headerBytes >= 2 * STAMP_BYTES) {
      long dts = stamp(array, WITH_FLAGS_BYTES + STAMP_BYTES, counters);
      into.dts33 = dts == Pes.NO_STAMP ? into.pts33 : dts;
    }
  }

  /** A time stamp: four bits, then 3 + 15 + 15 bits, each followed by a marker bit. */
  private static long stamp(byte[] array, int at, TsCounters counters) {
    if ((array[at] & array[at + 2] & array[at + 4] & 1) == 0) {
      counters.increment(TsCounter.BAD_STAMPS);
      return Pes.NO_STAMP;
    }
    return (long) (Bytes.u8(array, at) >>> 1 & 7) << 30
        | (long) (Bytes.u16(array, at + 1) >>> 1) << 15
        | Bytes.u16(array, at + 3) >>> 1;
  }
}
