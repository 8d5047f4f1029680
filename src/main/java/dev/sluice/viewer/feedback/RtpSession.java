package dev.sluice.viewer.feedback;

import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.rtcp.RtcpReader;
import dev.sluice.rtc.rtcp.RtcpWriter;
import dev.sluice.rtc.srtp.SrtcpUnprotector;
import dev.sluice.rtc.srtp.SrtpContexts;
import dev.sluice.rtc.srtp.SrtpProfile;
import dev.sluice.rtc.srtp.SrtpProtector;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.send.SendProgress;
import dev.sluice.viewer.send.SendTurn;
import dev.sluice.viewer.send.ShardResources;
import dev.sluice.viewer.send.TrackSender;
import dev.sluice.viewer.stats.SessionCounters;
import dev.sluice.viewer.stats.SessionStats;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** The RTP session of a connected viewer: encrypted media out, RTCP both ways. */
public final class RtpSession implements AutoCloseable {
  private static final long REPORT_INTERVAL_NANOS = 1_000_000_000;
  private static final int RTCP_BUFFER_BYTES = 512;

  private final ViewerTracks tracks;
  private final List<TrackReports> sendingOrder;
  private final TrackSender[] senders;
  private final SessionCounters counters;
  private final SrtpProtector protector;
  private final SrtcpUnprotector unprotector;
  private final StreamClock streamNow;
  private final RtcpFeedbackHandler feedback;
  private final byte[] cname;
  private long reportedNanos;
  private long countedPackets;
  private long countedSkips;

  /** Creates a session for {@code tracks}, with the keys of the DTLS handshake. */
  public RtpSession(ViewerTracks tracks, SrtpKeyingMaterial keys, SessionCounters counters) {
    SrtpProfile profile = keys.profile();
    this.tracks = tracks;
    this.sendingOrder = tracks.inSendingOrder();
    this.senders = sendingOrder.stream().map(TrackReports::sender).toArray(TrackSender[]::new);
    this.counters = counters;
    this.protector = SrtpContexts.protector(profile, keys.serverKey(), keys.serverSalt());
    this.unprotector = SrtpContexts.unprotector(profile, keys.clientKey(), keys.clientSalt());
    this.streamNow = new StreamClock(tracks.reference().sender().log());
    this.feedback = new RtcpFeedbackHandler(tracks, counters);
    this.cname = tracks.cnameBytes();
  }

  /** Sends packets of the logs, as far as pacing and the socket allow. */
  public SendProgress send(Route route, ShardResources resources, long nowNanos) {
    SendTurn turn = new SendTurn(route, protector, resources, nowNanos);
    SendProgress progress = SendProgress.DRAINED;
    for (TrackSender sender : senders) {
      if (sender.send(turn) == SendProgress.HELD_BACK) {
        progress = SendProgress.HELD_BACK;
      }
    }
    if (progress == SendProgress.HELD_BACK) {
      count();
    }
    if (awaitsFirstReport()) {
      // The first report leaves with the first media, for lip-sync from the start.
      report(route, nowNanos);
    }
    return progress;
  }

  /** Processes an SRTCP packet, decrypted in place. Returns false if it is not authentic. */
  public boolean onSrtcp(
      byte[] packet, int offset, int length, Route route, ShardResources resources, long nowNanos) {
    SendTurn turn = new SendTurn(route, protector, resources, nowNanos);
    long before = packetsResent();
    int clear = unprotector.unprotect(packet, offset, length);
    if (clear < 0 || RtcpReader.read(packet, offset, clear, feedback.in(turn)) != null) {
      counters.count(SessionCounters.Event.SRTCP_DROPPED);
    }
    counters.add(SessionCounters.Event.PACKET_RESENT, packetsResent() - before);
    return clear >= 0;
  }

  /** Skips what the viewer missed while the service stood still. */
  public void catchUp() {
    for (TrackSender sender : senders) {
      sender.catchUp();
    }
  }

  /** Sends the sender reports that are due, and updates the counters. */
  public void tick(Route route, long nowNanos) {
    count();
    if (nowNanos - reportedNanos >= REPORT_INTERVAL_NANOS) {
      report(route, nowNanos);
    }
  }

  private boolean awaitsFirstReport() {
    // By index: an iterator for each viewer and access unit would be most of the garbage.
    for (int i = 0; i < sendingOrder.size(); i++) {
      if (sendingOrder.get(i).awaitsFirst()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds the packets since the last call to the counters of all sessions. Counters never fall: if a
   * full socket refused packets, the next ones are not counted until they exceed the old count.
   */
  private void count() {
    long packets = Math.max(countedPackets, packetsSent());
    long skips = skips();
    counters.add(SessionCounters.Event.PACKET_SENT, packets - countedPackets);
    counters.add(SessionCounters.Event.CURSOR_SKIPPED, skips - countedSkips);
    countedPackets = packets;
    countedSkips = skips;
  }

  private void report(Route route, long nowNanos) {
    long ticks = streamNow.ticks90k(nowNanos);
    if (ticks == StreamClock.UNKNOWN || packetsSent() == 0) {
      return;
    }
    reportedNanos = nowNanos;
    byte[] packet = new byte[RTCP_BUFFER_BYTES];
    RtcpWriter writer = new RtcpWriter(packet);
    for (TrackReports track : sendingOrder) {
      int length = track.write(writer, 0, cname, ticks, nowNanos);
      if (length > 0) {
        route.send(packet, 0, protector.protectRtcp(packet, 0, length));
      }
    }
  }

  /** Sends BYE (RFC 3550 section 6.6). */
  public void bye(Route route) {
    byte[] packet = new byte[RTCP_BUFFER_BYTES];
    RtcpWriter writer = new RtcpWriter(packet);
    int[] ssrcs = Arrays.stream(senders).flatMapToInt(TrackSender::ssrcs).toArray();
    int length =
        writer.start(0).receiverReport(ssrcs[0]).sdesCname(ssrcs[0], cname).bye(ssrcs).length();
    route.send(packet, 0, protector.protectRtcp(packet, 0, length));
  }

  /** Releases the SRTP contexts; nothing can be sent afterwards. */
  @Override
  public void close() {
    count();
    protector.close();
    unprotector.close();
  }

  /** Statistics of the session with that id. */
  public SessionStats stats(String id) {
    TrackReports video = tracks.video();
    TrackReports audio = tracks.audio();
    return new SessionStats(
        id,
        true,
        packetsSent(),
        packetsResent(),
        sum(TrackSender::payloadBytesSent),
        skips(),
        feedback.keyFramesAsked(),
        feedback.packetsAsked(),
        video == null ? null : video.view(),
        audio == null ? null : audio.view(),
        tracks.path().view());
  }

  /** Whether the viewer waits for a key picture that the log does not have. */
  public boolean awaitsKeyFrame() {
    TrackReports video = tracks.video();
    return video != null && (video.sender().awaitsKey() || feedback.awaitsKey());
  }

  /** Whether a track has a format that the viewer cannot play. */
  public boolean passesOver() {
    for (TrackSender sender : senders) {
      if (sender.passesOver()) {
        return true;
      }
    }
    return false;
  }

  /** Whether any media was sent. */
  public boolean hasSent() {
    return packetsSent() > 0;
  }

  private long packetsSent() {
    return sum(TrackSender::packetsSent);
  }

  private long packetsResent() {
    return sum(TrackSender::packetsResent);
  }

  private long skips() {
    return sum(TrackSender::skips);
  }

  private long sum(ToLongFunction<TrackSender> count) {
    long sum = 0;
    for (TrackSender sender : senders) {
      sum += count.applyAsLong(sender);
    }
    return sum;
  }
}
