package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.Codec;
import java.nio.charset.StandardCharsets;

/** Builds PAT and PMT sections with their CRC (ISO/IEC 13818-1 clauses 2.4.4.3 and 2.4.4.8). */
final class PsiSections {
  private static final int TRANSPORT_STREAM_ID = 1;
  private static final int RESERVED_2 = 0xC0;
  private static final int RESERVED_3 = 0xE000;
  private static final int RESERVED_4 = 0xF000;
  private static final int CRC_BYTES = 4;

  private PsiSections() {}

  static byte[] pat(int programNumber, int pmtPid, int version) {
    byte[] line = new byte[4];
    Bytes.put16(line, 0, programNumber);
    Bytes.put16(line, 2, RESERVED_3 | pmtPid);
    return section(0, TRANSPORT_STREAM_ID, version, line);
  }

  static byte[] pmt(ProgramMap map, int version) {
    GrowableBytes body = new GrowableBytes(64, TsLimits.MAX_SECTION_BYTES);
    put16(body, RESERVED_3 | map.pcrPid());
    put16(body, RESERVED_4);
    for (ElementaryStream stream : map.streams()) {
      body.append(stream.streamType());
      put16(body, RESERVED_3 | stream.pid());
      byte[] descriptors = stream.codec() == Codec.OPUS ? opus(stream.channels()) : new byte[0];
      put16(body, RESERVED_4 | descriptors.length);
      body.append(descriptors, 0, descriptors.length);
    }
    return section(2, map.programNumber(), version, body.toByteArray());
  }

  /** Registration descriptor, and the DVB extension descriptor with the channel count. */
  private static byte[] opus(int channels) {
    byte[] descriptors = new byte[10];
    descriptors[0] = 0x05;
    descriptors[1] = 4;
    System.arraycopy("Opus".getBytes(StandardCharsets.US_ASCII), 0, descriptors, 2, 4);
    descriptors[6] = 0x7F;
    descriptors[7] = 2;
    descriptors[8] = (byte) 0x80;
    descriptors[9] = (byte) channels;
    return descriptors;
  }

  private static void put16(GrowableBytes into, int value) {
    into.append(value >>> 8);
    into.append(value);
  }

  static byte[] section(int tableId, int id, int version, byte[] body) {
    int headerBytes = 8;
    byte[] section = new byte[headerBytes + body.length + CRC_BYTES];
    section[0] = (byte) tableId;
    Bytes.put16(section, 1, 0xB000 | section.length - 3);
    Bytes.put16(section, 3, id);
    section[5] = (byte) (RESERVED_2 | version << 1 | 1);
    System.arraycopy(body, 0, section, headerBytes, body.length);
    int crcAt = section.length - CRC_BYTES;
    Bytes.put32(section, crcAt, Crc32Mpeg2.of(section, 0, crcAt));
    return section;
  }
}
