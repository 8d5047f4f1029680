package dev.sluice.net.udp;

import dev.sluice.viewer.send.BatchSender;
import dev.sluice.viewer.send.Run;
import dev.sluice.viewer.send.RunBatch;
import dev.sluice.viewer.stats.SessionCounters;
import io.netty.channel.Channel;
import java.lang.foreign.MemorySegment;

/** A UDP socket that Netty reads and {@link NativeSender} writes, on one thread. */
final class NativeSocket implements BatchSender {
  private final Channel channel;
  private final MessageSender out;
  private final SessionCounters counters;
  private boolean segments;

  /**
   * @param segments whether the kernel can cut runs (UDP_SEGMENT)
   */
  NativeSocket(Channel channel, MessageSender out, SessionCounters counters, boolean segments) {
    this.channel = channel;
    this.out = out;
    this.counters = counters;
    this.segments = segments;
  }

  MessageSender out() {
    return out;
  }

  @Override
  public int send(RunBatch runs) {
    int done = 0;
    while (done < runs.count()) {
      int left = closed() ? runs.count() - done : sendTogether(runs, done);
      if (left == 0) {
        // The first run cannot be sent as a message, or failed: its route handles that.
        Run run = runs.run(done);
        if (!run.route().send(runs.memory(), run.offset(), run.length(), run.segmentBytes())) {
          return done;
        }
        left = 1;
      }
      done += left;
    }
    return done;
  }

  /**
   * Sends runs from index {@code first} on by one call. Returns the number of runs the kernel
   * accepted.
   */
  private int sendTogether(RunBatch runs, int first) {
    int most = Math.min(runs.count() - first, MessageSender.MESSAGES);
    int messages = 0;
    while (messages < most && put(messages, runs.run(first + messages), runs.memory())) {
      messages++;
    }
    return messages == 0 ? 0 : Math.max(0, out.send(messages));
  }

  /** All routes of this socket are {@link NativeRoute}s. */
  private static boolean put(int message, Run run, MemorySegment memory) {
    return ((NativeRoute) run.route())
        .put(message, memory, run.offset(), run.length(), run.segmentBytes());
  }

  /** The number of a closed file descriptor may be in use for something else. */
  boolean closed() {
    return !channel.isOpen();
  }

  boolean segments() {
    return segments;
  }

  void withoutSegments() {
    segments = false;
  }

  void failed() {
    counters.count(SessionCounters.Event.SOCKET_ERROR);
  }
}
