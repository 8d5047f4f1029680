package dev.sluice.viewer.feedback;

import dev.sluice.base.time.NtpTime;
import dev.sluice.rtc.rtcp.RtcpWriter;
import dev.sluice.viewer.send.TrackSender;
import dev.sluice.viewer.stats.SessionStats;
import org.jspecify.annotations.Nullable;

/** RTCP reports of one track of one viewer: our sender reports, the viewer's receiver reports. */
public final class TrackReports {
  private static final double FRACTION_UNITS = 256;

  private final TrackSender sender;
  private final double clockPerMilli;
  private final SentReports sent = new SentReports();
  private boolean reported;
  private SessionStats.@Nullable ReceiverView view;

  /**
   * @param clockPerMilli ticks of the RTP clock per millisecond: 90 or 48
   */
  public TrackReports(TrackSender sender, double clockPerMilli) {
    this.sender = sender;
    this.clockPerMilli = clockPerMilli;
  }

  TrackSender sender() {
    return sender;
  }

  /** Whether media was sent and no report yet. */
  boolean awaitsFirst() {
    return !reported && sender.packetsSent() > 0;
  }

  /** Writes a sender report and the CNAME; the length, or 0 if no media was sent. */
  int write(RtcpWriter writer, int offset, byte[] cname, long streamNowTicks90k, long nowNanos) {
    if (sender.packetsSent() == 0) {
      return 0;
    }
    reported = true;
    long ntp = NtpTime.ofTicks90k(streamNowTicks90k);
    sent.sent(ntp, nowNanos);
    return writer
        .start(offset)
        .senderReport(
            sender.ssrc(),
            ntp,
            sender.rtpTimeOf(streamNowTicks90k),
            sender.packetsSent(),
            sender.payloadBytesSent())
        .sdesCname(sender.ssrc(), cname)
        .length();
  }

  /** Takes a report block; see {@link dev.sluice.rtc.rtcp.RtcpListener#receiverReport}. */
  void received(
      int fractionLost,
      int cumulativeLost,
      long jitter,
      int lastSenderReport,
      long delaySinceLastSenderReport,
      long nowNanos) {
    view =
        new SessionStats.ReceiverView(
            fractionLost / FRACTION_UNITS,
            cumulativeLost,
            jitter / clockPerMilli,
            sent.roundTripMillis(lastSenderReport, delaySinceLastSenderReport, nowNanos));
  }

  SessionStats.@Nullable ReceiverView view() {
    return view;
  }
}
