package dev.sluice.net.udp;

import java.lang.foreign.MemorySegment;

/** How datagrams leave: messages are put down, then sent by one system call. */
interface MessageSender {
  /** How many messages there can be. */
  int MESSAGES = 64;

  /**
   * Puts a message down.
   *
   * @param number of the message, 0..{@link #MESSAGES} - 1
   * @param data native memory, read when it is sent; for message 0 any, as it is copied
   * @param length at most 64 KiB
   * @param segmentBytes what the kernel cuts it into; 0 for one datagram as it is
   */
  void put(
      int number, MemorySegment to, MemorySegment data, long offset, int length, int segmentBytes);

  /**
   * Sends the messages from 0 on, without waiting.
   *
   * @return how many have left, or the error number of the first, negative
   */
  int send(int messages);
}
