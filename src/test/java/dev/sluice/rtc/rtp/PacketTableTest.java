package dev.sluice.rtc.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PacketTableTest {
  @Test
  void keepsEveryFieldAtItsLargest() {
    PacketTable table = new PacketTable();
    table.add(PacketTable.MAX_OFFSET, PacketTable.MAX_LENGTH, PacketTable.MAX_PREFIX);
    long packet = table.get(0);
    assertEquals(PacketTable.MAX_OFFSET, PacketTable.offset(packet));
    assertEquals(PacketTable.MAX_LENGTH, PacketTable.length(packet));
    assertEquals(PacketTable.MAX_PREFIX, PacketTable.prefix(packet));
    assertEquals(PacketTable.MAX_LENGTH + 3, PacketTable.payloadBytes(packet));
    assertTrue(PacketTable.startsRun(packet));
  }

  @Test
  void refusesAFieldThatDoesNotFit() {
    PacketTable table = new PacketTable();
    int[][] wrong = {
      {-1, 1, 0},
      {PacketTable.MAX_OFFSET + 1, 1, 0},
      {0, 0, 0},
      {0, PacketTable.MAX_LENGTH + 1, 0},
      {0, 1, -1},
      {0, 1, PacketTable.MAX_PREFIX + 1}
    };
    for (int[] fields : wrong) {
      assertThrows(
          IllegalArgumentException.class, () -> table.add(fields[0], fields[1], fields[2]));
    }
    assertEquals(0, table.count());
  }

  @Test
  void aPrefixHasAsManyBytesAsItNeeds() {
    PacketTable table = new PacketTable();
    for (int prefix : new int[] {0, 0x10, 0x7C85, 0x628193}) {
      table.add(0, 1, prefix);
    }
    for (int bytes = 0; bytes <= 3; bytes++) {
      assertEquals(bytes, PacketTable.prefixBytes(table.get(bytes)));
    }
  }

  @Test
  void aShorterPacketEndsItsRun() {
    PacketTable table = new PacketTable();
    for (int length : new int[] {40, 1000, 1000, 600, 600}) {
      table.add(0, length, 0);
    }
    assertEquals("R R..R", runs(table));
  }

  @Test
  void thePrefixCountsAsPayload() {
    PacketTable table = new PacketTable();
    table.add(0, 100, 0x7C85);
    table.add(100, 102, 0);
    table.add(202, 101, 0x7C45);
    assertEquals("R.R", runs(table));
  }

  /**
   * For any sizes: a run has at most 32 packets of equal size, of which only the last may be
   * shorter.
   */
  @Property
  void everyRunCanBeCutByAFixedCount(
      @ForAll @Size(max = 200) int[] picks, @ForAll @IntRange(min = 1, max = 3) int sizes) {
    PacketTable table = new PacketTable();
    for (int pick : picks) {
      table.add(0, 1 + Math.floorMod(pick, sizes), 0);
    }
    int size = 0;
    int inRun = 0;
    boolean closed = true;
    for (int i = 0; i < table.count(); i++) {
      int payload = PacketTable.payloadBytes(table.get(i));
      if (PacketTable.startsRun(table.get(i))) {
        size = payload;
        inRun = 0;
        closed = false;
      }
      assertTrue(!closed && payload <= size && ++inRun <= PacketTable.MAX_RUN_PACKETS);
      closed = payload < size;
    }
  }

  private static String runs(PacketTable table) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < table.count(); i++) {
      boolean starts = PacketTable.startsRun(table.get(i));
      if (starts && i == 1) {
        text.append(' ');
      }
      text.append(starts ? 'R' : '.');
    }
    return text.toString();
  }
}
