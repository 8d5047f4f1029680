package dev.sluice.rtc.dtls;

import java.util.BitSet;

/** Tracks the received bytes of one handshake message. */
final class ReceivedFragments {
  private int lengthBytes = -1;
  private final BitSet covered = new BitSet();

  /** Adds a fragment. One whose message length differs from the first is ignored. */
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
