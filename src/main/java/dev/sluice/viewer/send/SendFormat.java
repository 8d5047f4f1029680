package dev.sluice.viewer.send;

import dev.sluice.rtc.srtp.PacketIndex;
import org.jspecify.annotations.Nullable;

/**
 * The negotiated format of one track for one viewer.
 *
 * @param clock the viewer's RTP clock for the track
 * @param marksLastPacket whether the marker bit ends an access unit, as for video (RFC 6184 section
 *     5.1)
 * @param payloadType 0..127
 * @param ssrc of the media
 * @param extensions of every packet
 * @param rtx stream of retransmissions; null to use the SSRC of the media
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
  /** Stands for audio without redundancy. */
  public static final int NO_RED = -1;

  /**
   * Whether packets can be retransmitted. On the SSRC of the media they must be identical:
   * redundant audio cannot be reproduced from the log, and a transport-wide number is not used
   * twice.
   */
  boolean repeatable() {
    return rtx != null || (redPayloadType == NO_RED && !extensions.numbers());
  }

  /**
   * A retransmission stream (RFC 4588).
   *
   * @param payloadType 0..127
   * @param ssrc its own
   * @param index packet index of its next packet
   */
  public record Rtx(int payloadType, int ssrc, PacketIndex index) {}
}
