package dev.sluice.viewer.send;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/**
 * The way to a viewer: a socket of ours and the viewer's address. Used by its shard's thread only.
 */
public interface Route extends BatchSender {
  /** The viewer's address. */
  InetSocketAddress remote();

  /**
   * Sends a row of datagrams that stand behind one another in {@code data}.
   *
   * @param length count of bytes in all
   * @param segmentBytes size of each datagram; only the last may be shorter
   * @return false when the socket is full: nothing was sent, nothing is queued, and the caller
   *     tries again later
   */
  boolean send(MemorySegment data, long offset, int length, int segmentBytes);

  /** Whether it is known to take nothing now: what is encrypted for it would be thrown away. */
  default boolean isFull() {
    return false;
  }

  /** What it leads through: runs of several routes can leave together where that is the same. */
  default BatchSender batchSender() {
    return this;
  }

  /** One after the other. */
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

  /** A valid check came by this route. */
  default void validated() {}

  /**
   * Whether datagrams come in one by one, so that the viewer's address has to tell whose they are;
   * a connection knows that by itself.
   */
  default boolean carriesDatagrams() {
    return true;
  }

  /** Sends one datagram; whether it left. */
  default boolean send(byte[] data, int offset, int length) {
    return send(MemorySegment.ofArray(data), offset, length, length);
  }
}
