package dev.sluice.viewer.stats;

import org.jspecify.annotations.Nullable;

/**
 * Statistics of one session at one moment, for the API.
 *
 * @param id of the session, as in its address
 * @param connected whether media flows
 * @param packetsSent RTP packets of all tracks, without retransmissions
 * @param packetsResent retransmitted packets
 * @param payloadBytesSent payload octets of {@code packetsSent}
 * @param skips number of skips of its cursors in the logs
 * @param keyFramesAsked count of PLI and FIR
 * @param packetsAsked count of packets named by NACKs
 * @param video the viewer's latest report on video, null before the first
 * @param audio the viewer's latest report on audio, null before the first
 * @param path estimate of the path
 */
public record SessionStats(
    String id,
    boolean connected,
    long packetsSent,
    long packetsResent,
    long payloadBytesSent,
    long skips,
    long keyFramesAsked,
    long packetsAsked,
    @Nullable ReceiverView video,
    @Nullable ReceiverView audio,
    PathView path) {

  /** Before anything was sent. */
  public static SessionStats none(String id) {
    return new SessionStats(id, false, 0, 0, 0, 0, 0, 0, null, null, PathView.NONE);
  }

  /**
   * A report block (RFC 3550 section 6.4.1).
   *
   * @param fractionLost share of packets lost since the previous report, 0..1
   * @param packetsLost since the start; may be negative, since duplicates count
   * @param jitterMillis interarrival jitter
   * @param roundTripMillis from LSR and DLSR; negative if unknown
   */
  public record ReceiverView(
      double fractionLost, int packetsLost, double jitterMillis, double roundTripMillis) {}

  /**
   * The network path to the viewer, estimated from NACKs, transport-wide feedback and REMB.
   *
   * @param fractionLost share of packets lost in the latest window of at least 100 ms, 0..1
   * @param packetsFedBack packets that transport-wide feedback reports as received
   * @param packetsLost packets that transport-wide feedback reports as lost
   * @param backlogBitsPerSecond cap for the backlog
   * @param receiverBitsPerSecond the viewer's estimate of the bandwidth (REMB); negative if none
   */
  public record PathView(
      double fractionLost,
      long packetsFedBack,
      long packetsLost,
      long backlogBitsPerSecond,
      long receiverBitsPerSecond) {
    /** Stands for a rate that was not reported. */
    public static final long UNKNOWN = -1;

    /** Before anything was sent. */
    public static final PathView NONE = new PathView(0, 0, 0, 0, UNKNOWN);
  }
}
