package dev.sluice.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressRangeTest {
  private static final String G1 =
      """
      garbage-first heap   total reserved 6172672K, committed 389120K, used 20480K \
      [0x0000000687400000, 0x0000000800000000)
       region size 4M, 3 young (12M), 0 survivors (0M)
      """;

  private static final String ZGC = "ZHeap           used 38M, capacity 382M, max capacity 6030M\n";

  private static final List<String> SMAPS =
      List.of(
          "687400000-688000000 rw-p 00000000 00:00 0 ",
          "Size:              12288 kB",
          "Rss:                 100 kB",
          "Pss:                 100 kB",
          "7fff00000-800000000 ---p 00000000 00:00 0 ",
          "Rss:                  20 kB",
          "800000000-800c00000 rw-p 00000000 fe:00 12   /usr/lib/jvm/lib/server/classes.jsa",
          "Rss:                   3 kB",
          "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0   [vsyscall]",
          "Rss:                   4 kB");

  @Test
  void whatIsResidentOfAHeapIsSummedUp() {
    AddressRange heap = AddressRange.ofHeap(G1).orElseThrow();
    assertEquals(new AddressRange(0x687400000L, 0x800000000L), heap);
    assertEquals(120 * 1024, heap.residentBytes(SMAPS));
  }

  @Test
  void notEveryCollectorTellsWhereItsHeapIs() {
    assertEquals(Optional.empty(), AddressRange.ofHeap(ZGC));
  }
}
