package dev.sluice.viewer.send;

import dev.sluice.media.Track;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.stream.LogEntry;
import dev.sluice.stream.TrackLog;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.Pacer;
import dev.sluice.viewer.pacing.PathEstimate;
import java.util.stream.IntStream;

/**
 * Sends one track to one viewer: for each packet of the log a header from the viewer's template,
 * the encrypted bytes, and out, a run at a time.
 *
 * <p>Sequence numbers are counted as runs are built, not as entries are read, and taken back where
 * a run could not leave: whatever the cursor skips, the viewer sees no gap.
 */
public final class TrackSender {
  /** A viewer that reads too slowly (by TCP) is not sent what is older when there is fresher. */
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
   * @param index counts its packets
   * @param path to the viewer, the same for its tracks
   * @param wait whether to begin with the next key frame
   */
  public TrackSender(
      TrackLog log, SendFormat format, PacketIndex index, PathEstimate path, KeyFrameWait wait) {
    this.wait = wait;
    this.cursor = new Cursor(log, log.trackId() == Track.VIDEO);
    this.writer = new PacketWriter(log, format, path);
    this.retransmitter = new Retransmitter(writer, index, path);
    this.index = index;
    this.pacer = new Pacer(path);
    this.path = path;
  }

  /**
   * Puts what the log has for this viewer into the turn's batch, as far as pacer and socket let it.
   */
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
    return refused ? SendProgress.HELD_BACK : SendProgress.DRAINED;
  }

  private void addRun(SendTurn turn) {
    RunBatch batch = turn.resources().runs();
    Run run = batch.begin(turn.route());
    // An entry that is overwritten while it is read is thrown away, and its numbers used again.
    if (!build(run, turn) || !cursor.intact()) {
      cursor.skip();
      return;
    }
    cursor.sent(run.packets);
    writer.format().extensions().sent(run.firstIndex48, run.packets);
    index.advance(run.packets);
    pacer.spend(cursor.entry(), run.length, turn.resources().backlog());
    packetsSent += run.packets;
    payloadBytesSent += run.payloadBytes;
    batch.add();
  }

  /** Writes the run at the cursor; false when the log has been overwritten. */
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

  /** A run has left. */
  void left(Run run) {
    retransmitter.sending(run.firstIndex48, run.logPacket, run.length);
    path.sent(run.packets);
  }

  /** The socket was full: the run, and all that were added behind it, are to come again. */
  void refused(Run run) {
    refused = true;
    packetsSent -= run.packets;
    payloadBytesSent -= run.payloadBytes;
    index.takeBack(run.packets);
    writer.format().extensions().takeBack(run.packets);
    cursor.backTo(run.entryIndex, run.firstPacket);
  }

  private boolean goesOn(LogEntry entry, int packet) {
    return packet < entry.packetCount()
        && !PacketTable.startsRun(cursor.log().packet(entry, packet));
  }

  /** The viewer lost its picture: goes to a fresher key frame, if there is one. */
  public boolean jumpToFresherKey() {
    return cursor.jumpToFresherKey();
  }

  /** The viewer lacks a packet. */
  public void resend(int sequence, SendTurn turn) {
    retransmitter.resend(sequence, turn);
  }

  /** Transport feedback says that a packet has not arrived. */
  public void missed(int transportSequence, SendTurn turn) {
    retransmitter.missed(transportSequence, turn);
  }

  public int rtpTimeOf(long ticks90k) {
    return writer.format().clock().rtpTimeOf(ticks90k);
  }

  public TrackLog log() {
    return writer.log();
  }

  public int ssrc() {
    return writer.format().ssrc();
  }

  /** What it sends on: its own, and that of retransmissions where there is one. */
  public IntStream ssrcs() {
    SendFormat.Rtx rtx = writer.format().rtx();
    return rtx == null ? IntStream.of(ssrc()) : IntStream.of(ssrc(), rtx.ssrc());
  }

  /** Packets sent the first time, for sender reports and statistics. */
  public long packetsSent() {
    return packetsSent;
  }

  /** Packets sent again. */
  public long packetsResent() {
    return retransmitter.packetsResent();
  }

  /** Payload octets sent the first time, headers not counted (RFC 3550 section 6.4.1). */
  public long payloadBytesSent() {
    return payloadBytesSent;
  }

  /** How often the viewer was too slow for the log, or asked for a fresher key frame. */
  public long skips() {
    return cursor.skips();
  }
}
