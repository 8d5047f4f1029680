package dev.sluice.conformance.attack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Packets of a hostile transport stream (ISO/IEC 13818-1 clause 2.4). */
final class TsForge {
  static final int PACKET_BYTES = 188;
  private static final int PAYLOAD_BYTES = 184;

  private TsForge() {}

  /** One packet. */
  static byte[] packet(int pid, boolean starts, int counter, byte... payload) {
    byte[] packet = new byte[PACKET_BYTES];
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = 0x47;
    packet[1] = (byte) ((starts ? 0x40 : 0) | pid >> 8);
    packet[2] = (byte) pid;
    packet[3] = (byte) (0x10 | counter & 15);
    System.arraycopy(payload, 0, packet, 4, Math.min(payload.length, PAYLOAD_BYTES));
    return packet;
  }

  /** A PAT with one program. */
  static byte[] pat(int version, int pmtPid, int counter) {
    byte[] program = {0, 1, (byte) (0xE0 | pmtPid >> 8), (byte) pmtPid};
    return section(0, counter, 0x00, version, program);
  }

  /** A PMT of H.264 tracks with successive PIDs; 1 to 200 of them. */
  static byte[] pmt(int version, int pmtPid, int firstPid, int tracks, int counter) {
    ByteBuffer body = ByteBuffer.allocate(4 + 5 * tracks);
    body.putShort((short) (0xE000 | firstPid)).putShort((short) 0xF000);
    for (int i = 0; i < tracks; i++) {
      int pid = 0x100 + (firstPid - 0x100 + i) % 0x1E00;
      body.put((byte) 0x1B).putShort((short) (0xE000 | pid)).putShort((short) 0xF000);
    }
    return section(pmtPid, counter, 0x02, version, body.array());
  }

  private static byte[] section(int pid, int counter, int table, int version, byte[] body) {
    int length = 5 + body.length + 4;
    ByteBuffer section = ByteBuffer.allocate(1 + 3 + length);
    section.put((byte) 0).put((byte) table).putShort((short) (0xB000 | length));
    section.putShort((short) 1).put((byte) (0xC1 | (version & 31) << 1)).putShort((short) 0);
    section.put(body);
    section.putInt(crc(section.array(), 1, section.position() - 1));
    ByteArrayOutputStream packets = new ByteArrayOutputStream();
    byte[] all = section.array();
    for (int at = 0; at < all.length; at += PAYLOAD_BYTES) {
      byte[] part = Arrays.copyOfRange(all, at, Math.min(all.length, at + PAYLOAD_BYTES));
      packets.writeBytes(packet(pid, at == 0, counter++, part));
    }
    return packets.toByteArray();
  }

  /** The begin of a PES packet of unbounded length, with a time stamp of 0. */
  static byte[] pesStart() {
    return new byte[] {
      0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x80, (byte) 0x80, 5, 0x21, 0, 1, 0, 1, 0, 0, 0, 1, 0x65
    };
  }

  /** The CRC of annex A. */
  private static int crc(byte[] data, int offset, int length) {
    int crc = -1;
    for (int i = offset; i < offset + length; i++) {
      crc ^= data[i] << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
      }
    }
    return crc;
  }
}
