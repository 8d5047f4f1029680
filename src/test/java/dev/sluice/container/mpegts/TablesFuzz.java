package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;

/**
 * Fuzz target: PAT and PMT sections. The input is a sequence of sections, each preceded by two
 * bytes: the table (0 for PAT, otherwise PMT) and length / 2. The CRC is corrected, so that
 * sections reach the parsers.
 */
public final class TablesFuzz {
  private static final int PMT_PID = 4096;
  private static final int MAX_SECTIONS = 32;
  private static final int MOST_FOLLOWED = TsLimits.MAX_STREAMS;

  private TablesFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Collected collected = new Collected();
    collected.feed(new TsBytes().section(0, PsiSections.pat(1, PMT_PID, 0)));
    TsBytes stream = new TsBytes();
    int at = 0;
    for (int count = 0; at + 2 < input.length && count < MAX_SECTIONS; count++) {
      boolean pat = input[at] == 0;
      int length = Math.min(2 * Bytes.u8(input, at + 1), input.length - at - 2);
      stream.section(pat ? 0 : PMT_PID, section(pat, input, at + 2, length));
      at += 2 + length;
    }
    collected.feed(stream);
    for (ProgramMap map : collected.maps) {
      long inPes = map.streams().stream().filter(ElementaryStream::inPes).count();
      if (inPes > MOST_FOLLOWED * 8L) {
        throw new AssertionError(map.streams().size() + " streams");
      }
    }
  }

  private static byte[] section(boolean pat, byte[] input, int from, int length) {
    byte[] section = Arrays.copyOf(new byte[] {(byte) (pat ? 0 : 2)}, 3 + length + 4);
    System.arraycopy(input, from, section, 3, length);
    Bytes.put16(section, 1, 0xB000 | (length + 4));
    if (length > 2) {
      // current_next_indicator: tables that are not yet current are ignored.
      section[5] |= 1;
    }
    Bytes.put32(section, 3 + length, Crc32Mpeg2.of(section, 0, 3 + length));
    return section;
  }
}
