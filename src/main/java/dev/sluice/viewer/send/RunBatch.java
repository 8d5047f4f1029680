package dev.sluice.viewer.send;

import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.rtc.srtp.PacketRoom;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one or more viewers that leave through one batch sender together: for so many viewers,
 * code and tables of the encryption stay in the processor's caches, then those of the kernel's
 * network, and there is one system call.
 *
 * <p>A run is taken as sent when it is added; should the sender be full, it is given back to its
 * sender, and so are all behind it, the last one first.
 */
public final class RunBatch {
  private static final int RUNS = 32;
  private static final int MAX_RUN_BYTES =
      PacketTable.MAX_RUN_PACKETS * ShardResources.MAX_DATAGRAM_BYTES;

  /** So much that it stays in a core's second cache. */
  private static final int MEMORY_BYTES = 256 * 1024;

  private final PacketRoom room = new PacketRoom(ShardResources.MAX_DATAGRAM_BYTES, MEMORY_BYTES);
  private final Run[] runs;
  private int count;
  private int used;
  private @Nullable BatchSender batchSender;
  private boolean refused;

  RunBatch() {
    this(RUNS);
  }

  /**
   * @param size how many leave together at most
   */
  RunBatch(int size) {
    runs = new Run[size];
    for (int i = 0; i < size; i++) {
      runs[i] = new Run();
    }
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** One of them, counted from 0. */
  public Run run(int number) {
    return runs[number];
  }

  /** Native memory in which they stand. */
  public MemorySegment memory() {
    return room.packets();
  }

  PacketRoom room() {
    return room;
  }

  /**
   * The run that comes next, to be filled and then added: its offset is where it is to be written,
   * with room for the longest there can be.
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

  /** Takes what was written and described since {@link #begin}. */
  void add() {
    used += runs[count++].length;
    if (count == runs.length || used > MEMORY_BYTES - MAX_RUN_BYTES) {
      flush();
    }
  }

  /** Sends all of them. */
  public void flush() {
    BatchSender out = batchSender;
    int left = count;
    try {
      if (out != null && count > 0) {
        left = out.send(this);
      }
    } finally {
      // What a fault of ours kept from leaving counts as sent: some of it may have been.
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

  /** Whether the sender was full since this was asked last. */
  public boolean tookBack() {
    boolean was = refused;
    refused = false;
    return was;
  }
}
