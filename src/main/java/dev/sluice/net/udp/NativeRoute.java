package dev.sluice.net.udp;

import dev.sluice.base.foreign.Errno;
import dev.sluice.base.foreign.SocketAddressBytes;
import dev.sluice.viewer.send.BatchSender;
import dev.sluice.viewer.send.Route;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route that sends by {@link NativeSender}, without a queue. If the kernel refuses segmentation,
 * it is disabled for this viewer or for the whole socket.
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
        // A segment exceeds this route's MTU, or its path cannot segment; other routes are
        // unaffected.
        case Errno.EMSGSIZE, Errno.EINVAL -> segments = false;
        // The network device cannot compute checksums of segments.
        case Errno.EIO -> socket.withoutSegments();
        default -> {
          return done(error);
        }
      }
    }
    return oneByOne(data, offset, length, segmentBytes);
  }

  /** Prepares a run as one message; false if that needs segmentation and it is disabled. */
  boolean put(int number, MemorySegment data, long offset, int length, int segmentBytes) {
    boolean one = length <= segmentBytes;
    if (!one && !(segments && socket.segments())) {
      return false;
    }
    socket.out().put(number, address(), data, offset, length, one ? 0 : segmentBytes);
    return true;
  }

  /** Created on first use: most routes of incoming datagrams are never sent to. */
  private MemorySegment address() {
    MemorySegment known = address;
    if (known == null) {
      known = SocketAddressBytes.of(remote);
      address = known;
    }
    return known;
  }

  /**
   * If the socket fills up in the middle of a run, the rest is dropped. Retrying the run could
   * reuse a nonce: by then its sequence numbers may stand for other packets, if the viewer was
   * overtaken or jumps to a key frame.
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

  /** Sends one message. Returns 0, or the errno. */
  private int sendWhole(MemorySegment data, long offset, int length, int segmentBytes) {
    MemorySegment to = address();
    try {
      socket.out().put(0, to, data, offset, length, segmentBytes);
      return Math.max(0, -socket.out().send(1));
    } finally {
      // The kernel has only the raw pointers; the memory must not be freed before the call returns.
      Reference.reachabilityFence(to);
      Reference.reachabilityFence(data);
    }
  }

  /**
   * Whether the message is done with: accepted by the kernel, or dropped on an error as the network
   * might. False if the socket is full.
   */
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
