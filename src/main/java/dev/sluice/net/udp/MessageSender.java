package dev.sluice.net.udp;

import java.lang.foreign.MemorySegment;

/**
 * Sends many messages by one system call. A message is one datagram, or several that the kernel
 * cuts from one buffer.
 */
interface MessageSender {
  /** Maximum count of messages in a call. */
  int MESSAGES = 64;

  /**
   * Prepares a message.
   *
   * @param number index of the message, 0..{@link #MESSAGES} - 1
   * @param data native memory, read by {@link #send}; message 0 may be heap memory, which is copied
   * @param length at most 64 KiB
   * @param segmentBytes size of the datagrams the kernel cuts it into; 0 for a single datagram
   */
  void put(
      int number, MemorySegment to, MemorySegment data, long offset, int length, int segmentBytes);

  /**
   * Sends messages 0 to {@code messages} - 1 without blocking.
   *
   * @return the number of messages the kernel accepted, or the negated errno if it accepted none
   */
  int send(int messages);
}
