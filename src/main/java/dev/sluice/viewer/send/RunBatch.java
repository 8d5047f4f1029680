package dev.sluice.viewer.send;

import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.rtc.srtp.PacketBuffer;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one or more viewers that leave through one {@link BatchSender} together. Sending takes
 * one system call. The processor's caches keep first the code and tables of encryption, then those
 * of the kernel's network stack.
 *
 * <p>A track counts a run as sent when it is added. If the socket is full, the runs that were not
 * sent are returned to their tracks, the last one first.
 */
public final class RunBatch {
  private static final int RUNS = 32;
  private static final int MAX_RUN_BYTES =
      PacketTable.MAX_RUN_PACKETS * ShardResources.MAX_DATAGRAM_BYTES;

  /** Fits into the second-level cache of a core. */
  private static final int MEMORY_BYTES = 256 * 1024;

  private final PacketBuffer room =
      new PacketBuffer(ShardResources.MAX_DATAGRAM_BYTES, MEMORY_BYTES);
  private final Run[] runs;
  private int count;
  private int used;
  private @Nullable BatchSender batchSender;
  private boolean refused;

  RunBatch() {
    this(RUNS);
  }

  /**
   * @param size most runs that leave together
   */
  RunBatch(int size) {
    runs = new Run[size];
    for (int i = 0; i < size; i++) {
      runs[i] = new Run();
    }
  }

  /** Count of runs. */
  public int count() {
    return count;
  }

  /** Run {@code number}, from 0. */
  public Run run(int number) {
    return runs[number];
  }

  /** Native memory with the datagrams of all runs. */
  public MemorySegment memory() {
    return room.packets();
  }

  PacketBuffer room() {
    return room;
  }

  /**
   * The next run, to be written at its offset and then added. There is room for the longest run.
   */
  Run begin(Route route) {
    BatchSender next = route.batchSender();
    if (batchSender != next) {
      flush();
      batchSender = next;
    }
    Run run = runs[count];
    run.at(used, route);
    return run;
  }

  /** Adds the run that was written since {@link #begin}. */
  void add() {
    used += runs[count++].length;
    if (count == runs.length || used > MEMORY_BYTES - MAX_RUN_BYTES) {
      flush();
    }
  }

  /** Sends all runs. */
  public void flush() {
    BatchSender out = batchSender;
    int left = count;
    try {
      if (out != null && count > 0) {
        left = out.send(this);
      }
    } finally {
      // After an exception all runs count as sent: some may have been, and nonces must not repeat.
      settle(left);
    }
  }

  private void settle(int left) {
    int all = count;
    count = 0;
    used = 0;
    batchSender = null;
    refused |= left < all;
    for (int i = 0; i < left; i++) {
      runs[i].settle(true);
    }
    for (int i = all - 1; i >= left; i--) {
      runs[i].settle(false);
    }
  }

  /** Whether runs were refused since the last call. */
  public boolean tookBack() {
    boolean was = refused;
    refused = false;
    return was;
  }
}
