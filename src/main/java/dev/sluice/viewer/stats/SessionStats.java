package dev.sluice.viewer.stats;

import org.jspecify.annotations.Nullable;

/**
 * A session at one moment, for the API.
 *
 * @param id of the session, as in its address
 * @param connected whether media flows
 * @param packetsSent RTP packets of all tracks, sent the first time
 * @param packetsResent those sent again because they were lost
 * @param payloadBytesSent their payload octets
 * @param skips how often the viewer was too slow for the log
 * @param keyFramesAsked count of PLI and FIR
 * @param packetsAsked count of packets named by NACKs
 * @param video what the viewer reports of the video, null before its first report
 * @param audio what the viewer reports of the audio
 * @param path what is known of the path
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
   * A report block (RFC 3550 section 6.4.1), in units a person reads.
   *
   * @param fractionLost share of packets lost since the report before, 0..1
   * @param packetsLost since the start; may be negative, as duplicates count
   * @param jitterMillis interarrival jitter
   * @param roundTripMillis computed from LSR and DLSR; negative when it is not known
   */
  public record ReceiverView(
      double fractionLost, int packetsLost, double jitterMillis, double roundTripMillis) {}

  /**
   * The path to the viewer, as NACKs, transport feedback and estimates tell of it.
   *
   * @param fractionLost share of packets lost in the newest window of at least 100 ms, 0..1
   * @param packetsFedBack packets that transport feedback says have arrived
   * @param packetsLost packets that transport feedback says have not
   * @param backlogBitsPerSecond cap for what is sent of a backlog
   * @param receiverBitsPerSecond the viewer's own estimate (REMB); negative when there is none
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
