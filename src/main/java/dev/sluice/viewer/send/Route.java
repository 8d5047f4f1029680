package dev.sluice.viewer.send;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/**
 * The route to a viewer: a socket of ours and the viewer's address. Used by its shard's thread
 * only.
 */
public interface Route extends BatchSender {
  /** The viewer's address. */
  InetSocketAddress remote();

  /**
   * Sends datagrams that are contiguous in {@code data}.
   *
   * @param length of all datagrams together, in bytes
   * @param segmentBytes size of each datagram; only the last may be shorter
   * @return false if the socket is full: nothing was sent or queued, and the caller tries again
   *     later
   */
  boolean send(MemorySegment data, long offset, int length, int segmentBytes);

  /** Whether the route is known to be full, so that encrypting for it is pointless. */
  default boolean isFull() {
    return false;
  }

  /**
   * The batch sender of this route. Runs of routes with the same batch sender can leave together.
   */
  default BatchSender batchSender() {
    return this;
  }

  /** Sends the runs one by one. */
  @Override
  default int send(RunBatch runs) {
    for (int i = 0; i < runs.count(); i++) {
      Run run = runs.run(i);
      if (!run.route().send(runs.memory(), run.offset(), run.length(), run.segmentBytes())) {
        return i;
      }
    }
    return runs.count();
  }

  /** Called when a valid connectivity check came by this route. */
  default void validated() {}

  /**
   * Whether the session of an incoming datagram is found by the viewer's address. False for a TCP
   * connection, which knows its session.
   */
  default boolean carriesDatagrams() {
    return true;
  }

  /** Sends one datagram; false if the socket is full. */
  default boolean send(byte[] data, int offset, int length) {
    return send(MemorySegment.ofArray(data), offset, length, length);
  }
}
