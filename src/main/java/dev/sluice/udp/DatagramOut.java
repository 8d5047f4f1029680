package dev.sluice.udp;

import java.lang.foreign.MemorySegment;

/** How datagrams leave: by a system call. */
interface DatagramOut {
  /** Copies what is to be sent next to where the kernel reads it. */
  void load(byte[] data, int offset, int length);

  /**
   * Sends what was loaded, without waiting.
   *
   * @param offset of the first byte in what was loaded
   * @param segmentBytes what the kernel cuts it into; 0 for one datagram as it is
   * @return 0, or the error number
   */
  int send(MemorySegment address, int offset, int length, int segmentBytes);
}
