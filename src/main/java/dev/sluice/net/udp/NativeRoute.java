package dev.sluice.net.udp;

import dev.sluice.viewer.send.BatchSender;
import dev.sluice.viewer.send.Route;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route by system calls of our own: nothing is queued, and segmentation is switched off where the
 * kernel refuses it, for this viewer alone or for the whole socket.
 */
final class NativeRoute implements Route {
  private final NativeSocket socket;
  private final InetSocketAddress remote;
  private @Nullable MemorySegment address;
  private boolean segments = true;

  NativeRoute(NativeSocket socket, InetSocketAddress remote) {
    this.socket = socket;
    this.remote = remote;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public BatchSender batchSender() {
    return socket;
  }

  @Override
  public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
    if (socket.closed()) {
      return true;
    }
    if (length <= segmentBytes) {
      return done(sendWhole(data, offset, length, 0));
    }
    if (segments && socket.segments()) {
      int error = sendWhole(data, offset, length, segmentBytes);
      switch (error) {
        // A segment above this route's MTU, or a path that cannot segment: others go on.
        case Errno.EMSGSIZE, Errno.EINVAL -> segments = false;
        // The device cannot compute the checksums of segments.
        case Errno.EIO -> socket.withoutSegments();
        default -> {
          return done(error);
        }
      }
    }
    return oneByOne(data, offset, length, segmentBytes);
  }

  /** Puts a run down as one message; false where it cannot be one. */
  boolean put(int number, MemorySegment data, long offset, int length, int segmentBytes) {
    boolean one = length <= segmentBytes;
    if (!one && !(segments && socket.segments())) {
      return false;
    }
    socket.out().put(number, address(), data, offset, length, one ? 0 : segmentBytes);
    return true;
  }

  /** Made when it is needed: most datagrams that come in are not answered on their route. */
  private MemorySegment address() {
    MemorySegment known = address;
    if (known == null) {
      known = SocketAddressBytes.of(remote);
      address = known;
    }
    return known;
  }

  /**
   * When the socket fills up in the middle, the rest is lost. Were the run to come again, its
   * numbers could by then stand for other packets (the viewer was overtaken, or jumps to a key
   * frame), and a nonce would be used twice.
   */
  private boolean oneByOne(MemorySegment data, long offset, int length, int segmentBytes) {
    for (int at = 0; at < length; at += segmentBytes) {
      int bytes = Math.min(segmentBytes, length - at);
      if (!done(sendWhole(data, offset + at, bytes, 0))) {
        return at > 0;
      }
    }
    return true;
  }

  /** Sends it as one message; 0, or the error number. */
  private int sendWhole(MemorySegment data, long offset, int length, int segmentBytes) {
    MemorySegment to = address();
    try {
      socket.out().put(0, to, data, offset, length, segmentBytes);
      return Math.max(0, -socket.out().send(1));
    } finally {
      // Only the address's number was put down: with this route its memory could be freed.
      Reference.reachabilityFence(to);
      Reference.reachabilityFence(data);
    }
  }

  /** Whether it has left or is lost, as it could be further on; not so when the socket is full. */
  private boolean done(int error) {
    if (error == Errno.EAGAIN || error == Errno.ENOBUFS) {
      return false;
    }
    if (error != 0) {
      socket.failed();
    }
    return true;
  }
}
