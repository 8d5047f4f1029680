package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The memory of a demuxer is bounded by {@link TsLimits}. Buffers are reused, so the total
 * allocation is an upper bound of the memory held.
 */
class HostileMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int FIRST_PID = 0x100;

  /** Growing by doubling allocates up to twice the final buffer. */
  private static final long MOST_BYTES =
      2L
          * (TsLimits.MAX_VIDEO_STREAMS * TsLimits.MAX_VIDEO_PES_BYTES
              + TsLimits.MAX_STREAMS * TsLimits.MAX_OTHER_PES_BYTES);

  /** Packets before the first program map; growing by doubling. */
  private static final long EARLY_BYTES =
      3L * TsLimits.MAX_EARLY_PACKETS * (TsPacket.BYTES + Long.BYTES);

  private final TsDemuxer demuxer =
      new TsDemuxer(
          new TsListener() {
            @Override
            public void onProgramMap(ProgramMap map) {}

            @Override
            public void onPes(Pes pes) {}
          });

  private final byte[] packet = new byte[TsPacket.BYTES];
  private final int[] continuity = new int[TsPacket.PIDS];

  private void feed(byte[] bytes) {
    demuxer.feed(bytes, 0, bytes.length, 0);
  }

  private void feed(int pid, boolean start) {
    packet[0] = TsPacket.SYNC;
    Bytes.put16(packet, 1, (start ? 0x4000 : 0) | pid);
    packet[3] = (byte) (0x10 | continuity[pid]);
    continuity[pid] = (continuity[pid] + 1) & 15;
    if (start) {
      Bytes.put24(packet, 4, 1);
      packet[7] = (byte) 0xE0;
      Bytes.put16(packet, 8, 0);
      Bytes.put24(packet, 10, 0x800000);
    }
    feed(packet);
  }

  /** More video and other streams than the limits. */
  private void announce(int streams) {
    List<ElementaryStream> all = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      boolean video = i % 3 == 0;
      all.add(
          new ElementaryStream(
              FIRST_PID + i, video ? 0x1B : 0x0F, video ? Codec.H264 : Codec.AAC, 0));
    }
    feed(new TsBytes().section(0, PsiSections.pat(1, 4096, 0)).toByteArray());
    byte[] map = PsiSections.pmt(new ProgramMap(1, 4096, 0x1FFF, all), 0);
    feed(new TsBytes().section(4096, map).toByteArray());
  }

  /** Endless PES packets on every PID at once. */
  private long endlessPesPackets(int streams) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    int packets = TsLimits.MAX_VIDEO_PES_BYTES / 184 + 100;
    for (int i = 0; i < packets; i++) {
      for (int stream = 0; stream < streams; stream++) {
        feed(FIRST_PID + stream, i == 0);
      }
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void endlessPesPacketsOnMorePidsThanAreFollowed() {
    int streams = 2 * TsLimits.MAX_STREAMS;
    announce(streams);
    long first = endlessPesPackets(streams);
    assertTrue(first < MOST_BYTES + (1 << 20), first + " bytes of " + MOST_BYTES);
    assertTrue(first > MOST_BYTES / 8, "it did not get that far: " + first);
    long second = endlessPesPackets(streams);
    assertTrue(second < 1 << 20, "the second time " + second + " bytes");
    // Each is dropped twice, when it exceeds the limit.
    assertEquals(2 * TsLimits.MAX_STREAMS, demuxer.counters().get(TsCounter.OVERSIZE_PES));
    assertTrue(demuxer.counters().get(TsCounter.TABLE_OVERFLOWS) > 0);
  }

  /** Endless sections on all PIDs that a PAT can name. */
  @Test
  void sectionsThatNeverEnd() {
    for (int pid = 0x20; pid < 0x20 + 4 * TsLimits.MAX_PROGRAMS; pid++) {
      feed(new TsBytes().section(0, PsiSections.pat(pid, pid, 0)).toByteArray());
      feed(pid, true);
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      for (int pid = 0x20; pid < 0x20 + 4 * TsLimits.MAX_PROGRAMS; pid++) {
        feed(pid, i % 50 == 0);
      }
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    long most = (TsLimits.MAX_PROGRAMS + 1L) * 4 * TsLimits.MAX_SECTION_BYTES + EARLY_BYTES;
    assertTrue(allocated < most + (1 << 20), allocated + " bytes of " + most);
  }

  /** Packets that no table ever names, and program maps on all PIDs without a PAT. */
  @Test
  void noTables() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    byte[] map = new byte[TsPacket.BYTES];
    for (int i = 0; i < 400_000; i++) {
      int pid = 0x20 + i % 8000;
      map[0] = TsPacket.SYNC;
      Bytes.put16(map, 1, 0x4000 | pid);
      map[3] = (byte) (0x10 | i / 8000 & 15);
      map[5] = 2;
      Bytes.put16(map, 6, 0xB000 | 170);
      map[10] = (byte) i;
      feed(map);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    long most = EARLY_BYTES + TsLimits.MAX_SEARCHED_PIDS * 4L * TsLimits.MAX_SECTION_BYTES;
    assertTrue(allocated < most + (1 << 18), allocated + " bytes of " + most);
    assertTrue(demuxer.counters().get(TsCounter.UNLISTED_PACKETS) > 0);
  }
}
