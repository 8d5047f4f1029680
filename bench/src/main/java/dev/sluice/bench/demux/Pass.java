package dev.sluice.bench.demux;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * One pass over the stream.
 *
 * @param units access units, or PES packets
 */
record Pass(long bytes, long nanos, long allocatedBytes, long units) {
  /** Bytes per read, as from a socket. */
  private static final int PIECE_BYTES = 1 << 16;

  private static final int PACKET_BYTES = 188;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Feeds the whole stream, in pieces. */
  static Pass run(Stage.Sink sink, byte[] stream) {
    long unitsBefore = sink.units();
    long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    long begun = System.nanoTime();
    for (int at = 0; at < stream.length; at += PIECE_BYTES) {
      sink.feed(stream, at, Math.min(PIECE_BYTES, stream.length - at), System.nanoTime());
    }
    long nanos = System.nanoTime() - begun;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    return new Pass(stream.length, nanos, allocated, sink.units() - unitsBefore);
  }

  double megabytesPerSecond() {
    return bytes * 1e3 / nanos;
  }

  double allocatedPerPacket() {
    return (double) allocatedBytes * PACKET_BYTES / bytes;
  }
}
