package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;

/** The sections of the current program association table (ISO/IEC 13818-1 clause 2.4.4.3). */
final class PatSections {
  /** Receives one entry of the table; program number 0 is the network information table. */
  interface Line {
    void line(int programNumber, int pid);
  }

  /** 8 sections list over 2000 programs, more than any multiplex has. */
  private static final int MAX_SECTIONS = 8;

  private static final int HEADER_BYTES = 8;
  private static final int LINE_BYTES = 4;

  private final byte[][] sections = new byte[MAX_SECTIONS][0];
  private int version = -1;

  /**
   * Stores a section.
   *
   * @return whether the table changed
   */
  boolean update(byte[] array, int offset, int length) {
    int number = Bytes.u8(array, offset + 6);
    if (number >= MAX_SECTIONS) {
      return false;
    }
    byte[] known = sections[number];
    if (Arrays.equals(known, 0, known.length, array, offset, offset + length)) {
      return false;
    }
    int newVersion = Bytes.u8(array, offset + 5) >>> 1 & 0x1F;
    if (newVersion != version) {
      version = newVersion;
      Arrays.fill(sections, new byte[0]);
    }
    sections[number] = Arrays.copyOfRange(array, offset, offset + length);
    return true;
  }

  void forEach(Line receiver) {
    for (byte[] section : sections) {
      for (int at = HEADER_BYTES; section.length - at >= LINE_BYTES; at += LINE_BYTES) {
        receiver.line(Bytes.u16(section, at), Bytes.u16(section, at + 2) & 0x1FFF);
      }
    }
  }
}
