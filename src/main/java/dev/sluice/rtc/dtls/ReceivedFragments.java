package dev.sluice.rtc.dtls;

import java.util.BitSet;

/** Which bytes of one handshake message have come so far. */
final class ReceivedFragments {
  private int lengthBytes = -1;
  private final BitSet covered = new BitSet();

  /** Notes one fragment; those that contradict the first one's length are ignored. */
  void add(int messageBytes, int offset, int fragmentBytes) {
    if (lengthBytes < 0) {
      lengthBytes = messageBytes;
    }
    if (messageBytes == lengthBytes && offset + fragmentBytes <= lengthBytes) {
      covered.set(offset, offset + fragmentBytes);
    }
  }

  boolean complete() {
    return lengthBytes >= 0 && covered.nextClearBit(0) >= lengthBytes;
  }
}
