package dev.sluice.source.datagram;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Datagrams that were received together: contents and senders. For one thread. */
final class DatagramBatch {
  /** Largest number of datagrams. */
  static final int MOST = 32;

  /** Length of a sender: address and port. IPv4 addresses are padded. */
  static final int SENDER_BYTES = 18;

  private static final int HOST_BYTES = 16;
  private static final int MAPPED_AT = 12;
  private static final int FIRST_BYTES = 64 * 1024;

  private final int[] offsets = new int[MOST];
  private final int[] lengths = new int[MOST];
  private final long[] drops = new long[MOST];
  private final byte[] senders = new byte[MOST * SENDER_BYTES];
  private byte[] data = new byte[FIRST_BYTES];
  private int bytes;
  private int count;

  /** Makes it empty. */
  void clear() {
    count = 0;
    bytes = 0;
  }

  /**
   * Adds a datagram. Its bytes are to be written to {@link #data} from the returned position on,
   * and its sender to {@link #senders}.
   *
   * @param length in bytes
   * @param kernelDrops datagrams that the kernel had dropped before it, modulo 2^32
   */
  int add(int length, long kernelDrops) {
    if (data.length - bytes < length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, bytes + length));
    }
    int at = bytes;
    offsets[count] = at;
    lengths[count] = length;
    drops[count] = kernelDrops;
    bytes += length;
    count++;
    return at;
  }

  /** Number of datagrams. */
  int count() {
    return count;
  }

  /** The bytes of all datagrams. The array changes with {@link #add}. */
  byte[] data() {
    return data;
  }

  /** Position of a datagram in {@link #data}. */
  int offset(int number) {
    return offsets[number];
  }

  /** Length of a datagram. */
  int length(int number) {
    return lengths[number];
  }

  /** Datagrams that the kernel had dropped before this one since the socket was opened. */
  long kernelDrops(int number) {
    return drops[number];
  }

  /** The senders of all datagrams, {@link #SENDER_BYTES} each. */
  byte[] senders() {
    return senders;
  }

  /** Whether a datagram is from this sender. */
  boolean isFrom(int number, byte[] sender) {
    int at = number * SENDER_BYTES;
    return Arrays.equals(senders, at, at + SENDER_BYTES, sender, 0, SENDER_BYTES);
  }

  /** Whether a datagram is from one of these hosts, in the form of {@link #host}. */
  boolean isFromAny(int number, List<byte[]> hosts) {
    int at = number * SENDER_BYTES;
    for (byte[] host : hosts) {
      if (Arrays.equals(senders, at, at + HOST_BYTES, host, 0, HOST_BYTES)) {
        return true;
      }
    }
    return false;
  }

  /**
   * An address as in {@link #senders}.
   *
   * @param mapped whether an IPv4 address is mapped to IPv6, as by a socket for both
   */
  static byte[] host(InetAddress address, boolean mapped) {
    byte[] host = new byte[HOST_BYTES];
    byte[] bytes = address.getAddress();
    boolean v4 = bytes.length < HOST_BYTES;
    if (v4 && mapped) {
      host[MAPPED_AT - 2] = (byte) 0xFF;
      host[MAPPED_AT - 1] = (byte) 0xFF;
    }
    System.arraycopy(bytes, 0, host, v4 && mapped ? MAPPED_AT : 0, bytes.length);
    return host;
  }

  /** Copies the sender of a datagram. */
  void copySender(int number, byte[] to) {
    System.arraycopy(senders, number * SENDER_BYTES, to, 0, SENDER_BYTES);
  }
}
