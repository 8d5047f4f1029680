package dev.sluice.rtc.dtls;

import dev.sluice.base.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of the viewer's last flight into an order that the library can process.
 *
 * <p>On a ChangeCipherSpec the library switches to the new keys, even if the CertificateVerify
 * before it was lost or reordered. It then drops every retransmission of that message, which is
 * unencrypted, and the handshake never completes. So the ChangeCipherSpec is held until the three
 * messages before it are complete, and encrypted records are held until the ChangeCipherSpec; that
 * also saves a retransmission. For one thread.
 */
final class RecordReorderer {
  private static final int CERTIFICATE = 11;
  private static final int CERTIFICATE_VERIFY = 15;
  private static final int CLIENT_KEY_EXCHANGE = 16;
  // Finished and its retransmissions; nothing else is encrypted before the server's Finished.
  private static final int HELD_LIMIT = 4;

  private final ArrayDeque<byte[]> ready = new ArrayDeque<>(1);
  private final ArrayDeque<byte[]> heldEncrypted = new ArrayDeque<>(1);
  private byte @Nullable [] heldChange;
  private final ReceivedFragments certificate = new ReceivedFragments();
  private final ReceivedFragments keyExchange = new ReceivedFragments();
  private final ReceivedFragments verify = new ReceivedFragments();
  private boolean flightComplete;
  private boolean changed;

  /** Adds the records of a datagram that passed the {@link RecordFilter}. */
  void add(byte[] datagram) {
    int at = 0;
    while (at < datagram.length) {
      int next = at + RecordFilter.RECORD_HEADER_BYTES + Bytes.u16(datagram, at + 11);
      place(Arrays.copyOfRange(datagram, at, next));
      at = next;
    }
  }

  /** The next record, or null. */
  byte @Nullable [] poll() {
    return ready.poll();
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  private void place(byte[] record) {
    if (RecordFilter.epoch(record, 0) > 0) {
      placeEncrypted(record);
    } else if (record[0] == RecordFilter.CHANGE_CIPHER_SPEC) {
      heldChange = record;
      release();
    } else {
      ready.add(record);
      if (record[0] == RecordFilter.HANDSHAKE && !flightComplete) {
        cover(record);
        release();
      }
    }
  }

  private void placeEncrypted(byte[] record) {
    if (changed) {
      ready.add(record);
    } else if (heldEncrypted.size() < HELD_LIMIT) {
      heldEncrypted.add(record);
    }
  }

  private void release() {
    byte[] change = heldChange;
    if (flightComplete && change != null) {
      heldChange = null;
      changed = true;
      ready.add(change);
      ready.addAll(heldEncrypted);
      heldEncrypted.clear();
    }
  }

  private void cover(byte[] record) {
    int at = RecordFilter.RECORD_HEADER_BYTES;
    while (record.length - at >= HandshakeGuard.HEADER_BYTES) {
      int fragmentBytes = Bytes.u24(record, at + HandshakeGuard.FRAGMENT_LENGTH_OFFSET);
      ReceivedFragments message = coverageOf(Bytes.u8(record, at));
      if (message != null) {
        message.add(
            Bytes.u24(record, at + HandshakeGuard.LENGTH_OFFSET),
            Bytes.u24(record, at + HandshakeGuard.FRAGMENT_OFFSET_OFFSET),
            fragmentBytes);
      }
      at += HandshakeGuard.HEADER_BYTES + fragmentBytes;
    }
    flightComplete = certificate.complete() && keyExchange.complete() && verify.complete();
  }

  private @Nullable ReceivedFragments coverageOf(int messageType) {
    return switch (messageType) {
      case CERTIFICATE -> certificate;
      case CLIENT_KEY_EXCHANGE -> keyExchange;
      case CERTIFICATE_VERIFY -> verify;
      default -> null;
    };
  }
}
