package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtMessages;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.source.transport.Inlet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads one connection to its end: waits for a packet, then takes all that are due and passes them
 * on together. For one thread.
 */
final class SrtReader {
  /** Enough for 10 ms of 50 Mbit/s. */
  private static final int BATCH_BYTES = 64 * 1024;

  /** Largest payload of a packet: an Ethernet frame without headers. */
  private static final int MAX_PAYLOAD_BYTES = 1456;

  private static final int SEQUENCE_MASK = 0x7FFF_FFFF;
  private static final int NONE = -1;

  /**
   * Packets of one picture are due one after the other within this time. To wait for them once
   * wakes this thread and that of the library less often.
   */
  private static final long GATHER_NANOS = 1_000_000;

  /** Silence after which the library takes a peer for gone (SRTO_PEERIDLETIMEO). */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long STATISTICS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long DRAIN_POLL_NANOS = 5_000_000;
  private static final long DRAIN_MARGIN_NANOS = 20_000_000;

  private final SrtSocket socket;
  private final String stream;
  private final Inlet inlet;
  private final SrtCounters counters;
  private final byte[] batch = new byte[BATCH_BYTES];
  private int begin;
  private int end;
  private int lastSequence = NONE;
  private long statisticsNanos;
  private long lastPacketNanos;
  private long brokenNanos;

  /**
   * @param stream gets the media; for metrics
   */
  SrtReader(SrtSocket socket, String stream, Inlet inlet, SrtCounters counters) {
    this.socket = socket;
    this.stream = stream;
    this.inlet = inlet;
    this.counters = counters;
  }

  /**
   * Reads until the peer has gone or the inlet stops.
   *
   * @param entry decides on it until its first packet
   * @throws IOException if the stream refuses the source, or nothing comes
   */
  void read(SrtEntry entry) throws IOException, InterruptedException {
    counters.count(SrtCounter.CONNECTED);
    inlet.connected();
    statisticsNanos = System.nanoTime();
    long begun = statisticsNanos;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(BATCH_BYTES, Long.BYTES);
      SrtMessages messages = socket.messages(arena);
      while (!inlet.stopped()) {
        int count = messages.next(memory, 0);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long now = System.nanoTime();
        if (count == SrtMessages.BROKEN) {
          brokenNanos = now;
          drain(messages, memory);
          return;
        }
        if (lastSequence == NONE
            && !(count > 0 ? entry.takes(memory.asSlice(0, count)) : entry.waits(now - begun))) {
          return;
        }
        if (count > 0) {
          lastPacketNanos = now;
          if (!takeWhatIsDue(messages, memory, count)) {
            return;
          }
        }
        tellStatistics(now);
      }
    } finally {
      tellStatistics(System.nanoTime() + STATISTICS_NANOS);
      counters.ended(socket.number());
    }
  }

  /**
   * Whether the peer told its end, as far as can be seen: the connection broke soon after a packet,
   * and not after the 5 s of silence for which the library waits.
   */
  boolean endedInTime() {
    return brokenNanos - lastPacketNanos < IDLE_NANOS / 2;
  }

  /**
   * Fails if the peer vanished.
   *
   * @throws SrtException if the connection ended by silence
   */
  void requireEndInTime(Inlet inlet) throws SrtException {
    if (!inlet.stopped() && !endedInTime()) {
      throw new SrtException("The SRT peer is gone: nothing came from it for 5 s.");
    }
  }

  /** Takes the first message and those that are due within {@link #GATHER_NANOS}. */
  private boolean takeWhatIsDue(SrtMessages messages, MemorySegment memory, int first)
      throws IOException, InterruptedException {
    begin = 0;
    end = 0;
    take(messages, memory, first);
    LockSupport.parkNanos(GATHER_NANOS);
    while (end <= BATCH_BYTES - SrtMessages.MAX_MESSAGE_BYTES && messages.ready()) {
      int count = messages.next(memory, end);
      if (count <= 0) {
        break;
      }
      take(messages, memory, count);
    }
    return passOn(memory);
  }

  /** Takes a message at {@link #end}. A gap of sequence numbers is what was given up as lost. */
  private void take(SrtMessages messages, MemorySegment memory, int count)
      throws IOException, InterruptedException {
    int sequence = messages.sequence();
    int gap = lastSequence == NONE ? 0 : (sequence - lastSequence - 1) & SEQUENCE_MASK;
    lastSequence = sequence;
    if (gap != 0) {
      boolean unused = passOn(memory);
      inlet.lost((long) gap * MAX_PAYLOAD_BYTES);
    }
    end += count;
  }

  private boolean passOn(MemorySegment memory) throws IOException, InterruptedException {
    int length = end - begin;
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, begin, batch, 0, length);
    begin = end;
    return inlet.feed(batch, 0, length);
  }

  /**
   * Takes what the peer sent before it left: the library keeps it until it is due, and does not
   * block any more.
   */
  private void drain(SrtMessages messages, MemorySegment memory)
      throws IOException, InterruptedException {
    if (inlet.stopped()) {
      return;
    }
    long until = System.nanoTime() + latencyNanos() + DRAIN_MARGIN_NANOS;
    while (!inlet.stopped() && System.nanoTime() < until) {
      int count = messages.next(memory, 0);
      if (count <= 0) {
        LockSupport.parkNanos(DRAIN_POLL_NANOS);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        continue;
      }
      begin = 0;
      end = 0;
      take(messages, memory, count);
      if (!passOn(memory)) {
        return;
      }
    }
  }

  private long latencyNanos() {
    try {
      return TimeUnit.MILLISECONDS.toNanos(socket.get(SrtOption.RECEIVE_LATENCY));
    } catch (SrtException e) {
      return 0;
    }
  }

  private void tellStatistics(long nowNanos) {
    if (nowNanos - statisticsNanos >= STATISTICS_NANOS) {
      statisticsNanos = nowNanos;
      socket
          .statistics()
          .ifPresent(statistics -> counters.add(socket.number(), stream, statistics));
    }
  }
}
