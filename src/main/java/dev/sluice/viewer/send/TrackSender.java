package dev.sluice.viewer.send;

import dev.sluice.media.Track;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.viewer.pacing.BacklogBudget;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.Pacer;
import dev.sluice.viewer.pacing.PathEstimate;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Sends one track to one viewer, a run at a time: each packet is the viewer's header and the
 * encrypted payload from the log.
 *
 * <p>Sequence numbers are assigned when a run is built and taken back when the socket refuses it.
 * So the viewer sees no gap, even if the cursor skips entries.
 */
public final class TrackSender {
  /** A slow viewer (over TCP) skips older access units if there is a newer key frame. */
  private static final long TOO_LATE_NANOS = 1_500_000_000L;

  private final Cursor cursor;
  private final PacketWriter writer;
  private final Retransmitter retransmitter;
  private final PacketIndex index;
  private final Pacer pacer;
  private final PathEstimate path;
  private final KeyFrameWait wait;

  private boolean refused;
  private long packetsSent;
  private long payloadBytesSent;

  /**
   * @param log of the track
   * @param format as answered
   * @param index packet index of the next packet
   * @param path to the viewer, shared by its tracks
   * @param wait decides whether to start with the next key frame
   */
  public TrackSender(
      TrackLog log, SendFormat format, PacketIndex index, PathEstimate path, KeyFrameWait wait) {
    this(log, format, index, path, wait, id -> true);
  }

  /**
   * The same for a viewer that cannot play all formats.
   *
   * @param formats whether it can play the format with that id
   */
  public TrackSender(
      TrackLog log,
      SendFormat format,
      PacketIndex index,
      PathEstimate path,
      KeyFrameWait wait,
      IntPredicate formats) {
    this.wait = wait;
    this.cursor = new Cursor(log, Track.isVideo(log.trackId()), formats);
    this.writer = new PacketWriter(log, format, path);
    this.retransmitter = new Retransmitter(writer, index, path);
    this.index = index;
    this.pacer = new Pacer(path);
    this.path = path;
  }

  /** Adds packets of the log to the turn's batch, as far as pacing and the socket allow. */
  public SendProgress send(SendTurn turn) {
    if (packetsSent == 0 && wait.holds(cursor.log(), turn.nowNanos())) {
      return SendProgress.HELD_BACK;
    }
    if (refused) {
      refused = false;
      if (turn.nowNanos() - cursor.entry().arrivalNanos() > TOO_LATE_NANOS) {
        cursor.catchUp();
      }
    }
    while (!refused && cursor.seek()) {
      if (!pacer.allows(
          cursor.log(),
          cursor.entry(),
          cursor.nextPacket(),
          turn.resources().backlog(),
          turn.nowNanos())) {
        return SendProgress.HELD_BACK;
      }
      if (turn.route().isFull()) {
        refused = true;
      } else {
        addRun(turn);
      }
    }
    if (refused) {
      return SendProgress.HELD_BACK;
    }
    pacer.drained();
    return SendProgress.DRAINED;
  }

  private void addRun(SendTurn turn) {
    RunBatch batch = turn.resources().runs();
    Run run = batch.begin(turn.route());
    // If the entry was overwritten while it was read, the run is dropped and its numbers reused.
    if (!build(run, turn) || !cursor.intact()) {
      cursor.skip();
      return;
    }
    cursor.sent(run.packets);
    number(run);
    index.advance(run.packets);
    BacklogBudget shard = turn.resources().backlog();
    run.charged(pacer.spend(cursor.entry(), run.length, shard), shard);
    packetsSent += run.packets;
    payloadBytesSent += run.payloadBytes;
    batch.add();
  }

  private void number(Run run) {
    SendFormat format = writer.format();
    if (format.repeatable()) {
      format.extensions().sent(run.firstIndex48, run.packets);
    } else {
      format.extensions().sentOnce(run.packets);
    }
  }

  /** Writes the run at the cursor; false if the log has been overwritten. */
  private boolean build(Run run, SendTurn turn) {
    LogEntry entry = cursor.entry();
    int first = cursor.nextPacket();
    run.from(this, entry, first, index.peek());
    do {
      int number = first + run.packets;
      int written =
          writer.write(
              turn,
              entry,
              number,
              index.peek() + run.packets,
              run.offset + run.length,
              run.packets);
      if (written == 0) {
        return false;
      }
      run.add(written, PacketTable.payloadBytes(cursor.log().packet(entry, number)));
    } while (run.packets < PacketTable.MAX_RUN_PACKETS && goesOn(entry, first + run.packets));
    return true;
  }

  /** A run was sent. */
  void sent(Run run) {
    retransmitter.sending(run.firstIndex48, run.logPacket, run.length);
    path.sent(run.packets);
  }

  /** The socket refused a run: takes it back, to be built again. */
  void refused(Run run) {
    refused = true;
    packetsSent -= run.packets;
    payloadBytesSent -= run.payloadBytes;
    index.takeBack(run.packets);
    writer.format().extensions().takeBack(run.packets);
    pacer.refund(run.chargedBytes, run.chargedTo());
    cursor.backTo(run.entryIndex, run.firstPacket);
  }

  private boolean goesOn(LogEntry entry, int packet) {
    return packet < entry.packetCount()
        && !PacketTable.startsRun(cursor.log().packet(entry, packet));
  }

  /** Whether nothing was sent yet, and the log has no key frame to start with. */
  public boolean awaitsKey() {
    return packetsSent == 0 && cursor.log().newestKey() == TrackLog.NONE;
  }

  /**
   * Continues at the newest key frame if that is newer than the last one sent. Returns whether it
   * skipped.
   */
  public boolean jumpToFresherKey() {
    return cursor.jumpToFresherKey();
  }

  /** Continues at the newest key frame or, for audio, at the live edge; the rest is backlog. */
  public void catchUp() {
    cursor.catchUp();
    pacer.fallBehind();
  }

  /** Retransmits the packet with this sequence number, as requested by a NACK. */
  public void resend(int sequence, SendTurn turn) {
    retransmitter.resend(sequence, turn);
  }

  /** Transport-wide feedback reports the packet with this number as lost. */
  public void missed(int transportSequence, SendTurn turn) {
    retransmitter.missed(transportSequence, turn);
  }

  /** Whether the track has a format that the viewer cannot play, so that nothing is sent. */
  public boolean passesOver() {
    return cursor.passesOver();
  }

  /** RTP timestamp of a stream time. */
  public int rtpTimeOf(long ticks90k) {
    return writer.format().clock().rtpTimeOf(ticks90k);
  }

  /** The log that it reads. */
  public TrackLog log() {
    return writer.log();
  }

  /** SSRC of the media. */
  public int ssrc() {
    return writer.format().ssrc();
  }

  /** SSRC of the media, and that of retransmissions if there is one. */
  public IntStream ssrcs() {
    SendFormat.Rtx rtx = writer.format().rtx();
    return rtx == null ? IntStream.of(ssrc()) : IntStream.of(ssrc(), rtx.ssrc());
  }

  /** Count of packets, without retransmissions. */
  public long packetsSent() {
    return packetsSent;
  }

  /** Count of retransmitted packets. */
  public long packetsResent() {
    return retransmitter.packetsResent();
  }

  /** Payload octets without headers and retransmissions (RFC 3550 section 6.4.1). */
  public long payloadBytesSent() {
    return payloadBytesSent;
  }

  /** Number of skips: the log overtook the viewer, or the viewer continued at a newer key frame. */
  public long skips() {
    return cursor.skips();
  }
}
