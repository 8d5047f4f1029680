package dev.sluice.viewer.feedback;

import dev.sluice.rtc.rtcp.RtcpListener;
import dev.sluice.rtc.rtcp.TransportFeedbackReader;
import dev.sluice.viewer.pacing.PathEstimate;
import dev.sluice.viewer.send.SendTurn;
import dev.sluice.viewer.send.TrackSender;
import dev.sluice.viewer.stats.SessionCounters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a viewer's RTCP to its tracks: reports, NACK, PLI, FIR, REMB, transport feedback. */
final class RtcpFeedbackHandler implements RtcpListener {
  private static final double FRACTION_UNITS = 256;

  private final ViewerTracks tracks;
  private final List<TrackReports> all;
  private final PathEstimate path;
  private final SessionCounters counters;
  private final FeedbackBudget budget = new FeedbackBudget();
  private @Nullable SendTurn turn;
  private long keyFramesAsked;
  private boolean keyMissed;
  private long keyWhenMissed;
  private long packetsAsked;

  RtcpFeedbackHandler(ViewerTracks tracks, SessionCounters counters) {
    this.tracks = tracks;
    this.all = tracks.inSendingOrder();
    this.path = tracks.path();
    this.counters = counters;
  }

  /** Sets the send turn for responses to the next packets. */
  RtcpFeedbackHandler in(SendTurn answers) {
    turn = answers;
    budget.earn(packetsSent());
    return this;
  }

  @Override
  public void receiverReport(
      int senderSsrc,
      int mediaSsrc,
      int fractionLost,
      int cumulativeLost,
      long highestSequence,
      long jitter,
      int lastSenderReport,
      long delaySinceLastSenderReport) {
    TrackReports track = bySsrc(mediaSsrc);
    if (track != null && turn != null) {
      path.reported(fractionLost / FRACTION_UNITS, turn.nowNanos());
      track.received(
          fractionLost,
          cumulativeLost,
          jitter,
          lastSenderReport,
          delaySinceLastSenderReport,
          turn.nowNanos());
    }
  }

  @Override
  public void nack(int mediaSsrc, int pid, int blp) {
    int asked = 1 + Integer.bitCount(blp);
    if (!mayName(asked)) {
      return;
    }
    packetsAsked += asked;
    counters.add(SessionCounters.Event.PACKET_ASKED, asked);
    TrackReports track = bySsrc(mediaSsrc);
    if (track == null || turn == null) {
      return;
    }
    track.sender().resend(pid, turn);
    for (int bits = blp; bits != 0; bits &= bits - 1) {
      track.sender().resend(pid + 1 + Integer.numberOfTrailingZeros(bits) & 0xFFFF, turn);
    }
  }

  @Override
  public void pli(int mediaSsrc) {
    keyFramesAsked++;
    counters.count(SessionCounters.Event.KEY_FRAME_ASKED);
    TrackReports video = tracks.video();
    if (video != null && video.sender().ssrc() == mediaSsrc) {
      keyWhenMissed = video.sender().log().newestKey();
      keyMissed = !video.sender().jumpToFresherKey();
    }
  }

  /** Whether the viewer asked for a key frame, and the log has none since. */
  boolean awaitsKey() {
    TrackReports video = tracks.video();
    keyMissed = keyMissed && video != null && video.sender().log().newestKey() == keyWhenMissed;
    return keyMissed;
  }

  @Override
  public void fir(int mediaSsrc, int command) {
    pli(mediaSsrc);
  }

  @Override
  public void remb(long bitsPerSecond) {
    path.estimated(bitsPerSecond);
  }

  @Override
  public void transportFeedback(int mediaSsrc, byte[] packet, int offset, int length) {
    TrackReports video = tracks.video();
    int named = TransportFeedbackReader.packets(packet, offset, length);
    if (turn != null && mayName(named)) {
      Arrivals arrivals = new Arrivals(video == null ? null : video.sender(), turn);
      TransportFeedbackReader.read(packet, offset, length, arrivals);
      path.fedBack(arrivals.received, arrivals.lost, turn.nowNanos());
    }
  }

  /** Counts the packets of a transport-wide feedback, and has lost ones of video retransmitted. */
  private static final class Arrivals implements TransportFeedbackReader.Visitor {
    private final @Nullable TrackSender video;
    private final SendTurn turn;
    int received;
    int lost;

    Arrivals(@Nullable TrackSender video, SendTurn turn) {
      this.video = video;
      this.turn = turn;
    }

    @Override
    public void received(int sequence, long arrivalMicros) {
      received++;
    }

    @Override
    public void lost(int sequence) {
      lost++;
      if (video != null) {
        video.missed(sequence, turn);
      }
    }
  }

  private boolean mayName(int packets) {
    boolean allowed = budget.take(packets);
    if (!allowed) {
      counters.count(SessionCounters.Event.FEEDBACK_DROPPED);
    }
    return allowed;
  }

  private long packetsSent() {
    long sent = 0;
    // By index: an iterator for each packet of a viewer would be garbage.
    for (int i = 0; i < all.size(); i++) {
      sent += all.get(i).sender().packetsSent();
    }
    return sent;
  }

  long keyFramesAsked() {
    return keyFramesAsked;
  }

  long packetsAsked() {
    return packetsAsked;
  }

  private @Nullable TrackReports bySsrc(int ssrc) {
    for (TrackReports track : all) {
      if (track.sender().ssrc() == ssrc) {
        return track;
      }
    }
    return null;
  }
}
