package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies and decrypts the SRTCP packets of a viewer. No input makes it throw. Not safe for use by
 * several threads at once.
 */
public final class SrtcpUnprotector implements AutoCloseable {
  /**
   * Limit on SSRCs, each of which has a replay window. A browser uses at most one per media
   * section.
   */
  private static final int MAX_SSRCS = 64;

  private static final int HEADER_BYTES = 8;
  private static final int SSRC_OFFSET = 4;

  private final RtcpDecryptor opener;
  private final int overheadBytes;
  private final List<Sender> senders = new ArrayList<>(2);

  private static final class Sender {
    final int ssrc;
    final ReplayWindow window = new ReplayWindow();

    Sender(int ssrc) {
      this.ssrc = ssrc;
    }
  }

  SrtcpUnprotector(SrtpProfile profile, RtcpDecryptor opener) {
    this.overheadBytes = profile.rtcpOverheadBytes();
    this.opener = opener;
  }

  /**
   * Verifies and decrypts an SRTCP packet in place.
   *
   * @param packet array with the packet; its content is undefined after a drop
   * @param offset of the packet
   * @param length of the packet; the range must lie in the array
   * @return length of the RTCP packet at the same offset, at least 8, or the negative {@link
   *     SrtpDropReason#code}
   */
  public int unprotect(byte[] packet, int offset, int length) {
    if (length < HEADER_BYTES + overheadBytes) {
      return SrtpDropReason.TOO_SHORT.code();
    }
    int word = Bytes.i32(packet, offset + length - opener.rtcpIndexFromEnd());
    if (word >= 0) {
      return SrtpDropReason.NOT_ENCRYPTED.code();
    }
    int index = word & Integer.MAX_VALUE;
    int ssrc = Bytes.i32(packet, offset + SSRC_OFFSET);
    Sender sender = find(ssrc);
    if (sender == null && senders.size() == MAX_SSRCS) {
      return SrtpDropReason.TOO_MANY_SSRCS.code();
    }
    if (sender != null && !sender.window.accepts(index)) {
      return SrtpDropReason.REPLAYED.code();
    }
    int plain = opener.openRtcp(packet, offset, length);
    if (plain < 0) {
      return SrtpDropReason.NOT_AUTHENTIC.code();
    }
    if (sender == null) {
      sender = new Sender(ssrc);
      senders.add(sender);
    }
    sender.window.commit(index);
    return plain;
  }

  /** Releases keys and memory. Nothing can be decrypted afterwards; closing twice is allowed. */
  @Override
  public void close() {
    opener.close();
  }

  private @Nullable Sender find(int ssrc) {
    for (int i = 0; i < senders.size(); i++) {
      if (senders.get(i).ssrc == ssrc) {
        return senders.get(i);
      }
    }
    return null;
  }
}
