package dev.sluice.udp;

import dev.sluice.session.SessionCounters;
import io.netty.channel.Channel;

/** A socket that is read by Netty and written by {@link NativeSender}, on one thread. */
final class NativeSocket {
  private final Channel channel;
  private final DatagramOut sender;
  private final SessionCounters counters;
  private boolean segments;

  /**
   * @param segments whether the kernel can cut runs (UDP_SEGMENT)
   */
  NativeSocket(Channel channel, DatagramOut sender, SessionCounters counters, boolean segments) {
    this.channel = channel;
    this.sender = sender;
    this.counters = counters;
    this.segments = segments;
  }

  DatagramOut sender() {
    return sender;
  }

  /** A closed descriptor may belong to somebody else by now. */
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
