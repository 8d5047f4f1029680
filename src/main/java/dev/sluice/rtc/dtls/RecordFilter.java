package dev.sluice.rtc.dtls;

import dev.sluice.base.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Filters datagrams by their record headers (RFC 6347 section 4.1), before anything is copied:
 *
 * <pre>
 *  type 8 | version 16 | epoch 16 | sequence number 48 | length 16 | fragment
 * </pre>
 */
final class RecordFilter {
  /** No path of a viewer has a larger MTU. */
  static final int MAX_DATAGRAM_BYTES = 1500;

  static final int RECORD_HEADER_BYTES = 13;
  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int CONNECTION_ID = 25;

  private static final int DTLS_1_0 = 0xFEFF;
  private static final int DTLS_1_2 = 0xFEFD;

  private RecordFilter() {}

  /**
   * Checks a datagram.
   *
   * @param connected whether the handshake is complete; then only encrypted records and
   *     retransmissions of the viewer's last flight are useful, and an unencrypted alert could be
   *     forged
   * @return the reason for dropping the datagram, or null
   */
  static @Nullable DtlsDrop verdict(byte[] array, int offset, int length, boolean connected) {
    if (length > MAX_DATAGRAM_BYTES) {
      return DtlsDrop.TOO_LONG;
    }
    int end = offset + length;
    boolean useful = false;
    int at = offset;
    while (at < end) {
      int next = endOfRecord(array, at, end);
      if (next < 0) {
        return DtlsDrop.MALFORMED;
      }
      int fragment = at + RECORD_HEADER_BYTES;
      if (isPlainHandshake(array, at)
          && HandshakeGuard.oversized(array, fragment, next - fragment)) {
        return DtlsDrop.OVERSIZED_MESSAGE;
      }
      useful |= isUseful(array, at, connected);
      at = next;
    }
    if (length == 0) {
      return DtlsDrop.MALFORMED;
    }
    return useful ? null : DtlsDrop.IGNORED;
  }

  /**
   * The number of unencrypted handshake fragments that are not whole messages.
   *
   * @param array a datagram with a verdict of null
   */
  static int fragments(byte[] array, int offset, int length) {
    int end = offset + length;
    int fragments = 0;
    int at = offset;
    while (at < end) {
      int next = endOfRecord(array, at, end);
      if (isPlainHandshake(array, at)) {
        int fragment = at + RECORD_HEADER_BYTES;
        fragments += HandshakeGuard.fragments(array, fragment, next - fragment);
      }
      at = next;
    }
    return fragments;
  }

  private static int endOfRecord(byte[] array, int at, int end) {
    if (end - at < RECORD_HEADER_BYTES) {
      return -1;
    }
    int type = Bytes.u8(array, at);
    int version = Bytes.u16(array, at + 1);
    int next = at + RECORD_HEADER_BYTES + Bytes.u16(array, at + 11);
    boolean known =
        type >= CHANGE_CIPHER_SPEC
            && type <= CONNECTION_ID
            && (version == DTLS_1_2 || version == DTLS_1_0);
    return known && next <= end ? next : -1;
  }

  /** The epoch of the record at {@code at}; 0 is unencrypted. */
  static int epoch(byte[] array, int at) {
    return Bytes.u16(array, at + 3);
  }

  private static boolean isPlainHandshake(byte[] array, int at) {
    return Bytes.u8(array, at) == HANDSHAKE && epoch(array, at) == 0;
  }

  private static boolean isUseful(byte[] array, int at, boolean connected) {
    int epoch = epoch(array, at);
    if (Bytes.u8(array, at) >= APPLICATION_DATA || epoch > 1) {
      return false;
    }
    return !connected || epoch == 1 || isPlainHandshake(array, at);
  }
}
