package dev.sluice.viewer.send;

import dev.sluice.rtc.srtp.PacketIndex;
import org.jspecify.annotations.Nullable;

/**
 * How one track is sent to one viewer, as answered.
 *
 * @param clock the viewer's RTP clock for the track
 * @param marksLastPacket whether the marker bit ends an access unit, as for video (RFC 6184 section
 *     5.1)
 * @param payloadType 0..127
 * @param ssrc of the media
 * @param extensions on every packet
 * @param rtx where lost packets are sent again; null for the SSRC of the media
 * @param redPayloadType of redundant audio, 0..127, or {@link #NO_RED}
 */
public record SendFormat(
    RtpClock clock,
    boolean marksLastPacket,
    int payloadType,
    int ssrc,
    ExtensionBlock extensions,
    @Nullable Rtx rtx,
    int redPayloadType) {
  /** Says that audio is sent once only. */
  public static final int NO_RED = -1;

  /**
   * Whether a packet that is sent again on the media's SSRC would be the same: the log does not
   * tell whether it had redundancy.
   */
  boolean repeatable() {
    return rtx != null || redPayloadType == NO_RED;
  }

  /**
   * A retransmission stream (RFC 4588).
   *
   * @param payloadType 0..127
   * @param ssrc its own
   * @param index counts its packets
   */
  public record Rtx(int payloadType, int ssrc, PacketIndex index) {}
}
