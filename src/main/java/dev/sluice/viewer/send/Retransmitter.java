package dev.sluice.viewer.send;

import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.viewer.pacing.PathEstimate;

/**
 * Retransmits lost packets of one track from the log: on an SSRC of its own if that was negotiated
 * (RFC 4588), otherwise on the SSRC of the media and then identical to the last byte. Either way a
 * nonce is never used with different data.
 */
final class Retransmitter {
  /**
   * Copies of a retransmission on a path with packet loss, since the retransmission may be lost
   * too. Browsers repeat a NACK only after 100 ms, and a frame that is 150 ms late freezes the
   * video.
   */
  private static final int LOSSY_COPIES = 2;

  private final PacketWriter writer;
  private final PacketIndex index;
  private final PathEstimate path;
  private final PacketHistory sent = new PacketHistory();
  private final RetransmitBudget budget = new RetransmitBudget();
  private final LogEntry entry = new LogEntry();
  private long packetsResent;

  /**
   * @param index packet index of the track; only read here
   */
  Retransmitter(PacketWriter writer, PacketIndex index, PathEstimate path) {
    this.writer = writer;
    this.index = index;
    this.path = path;
  }

  /** Notes a run that was sent: its first packet's index and position in the log, its bytes. */
  void sending(long index48, long position, int bytes) {
    sent.sending(index48, position);
    budget.earn(bytes);
  }

  /** Retransmits the packet of a NACK if it is still in the log and the budget allows it. */
  void resend(int sequence, SendTurn turn) {
    resend(index.newestWith(sequence), turn);
  }

  /**
   * Retransmits a packet that transport-wide feedback reports as lost, unless a NACK was faster. A
   * lost retransmission is sent again. The viewer then need not repeat a NACK, which takes browsers
   * 100 ms.
   */
  void missed(int transportSequence, SendTurn turn) {
    long packet = writer.format().extensions().sentAt(transportSequence);
    long index48 = TransportSequence.index48(packet);
    if (packet != TransportSequence.UNKNOWN
        && (TransportSequence.again(packet) || !budget.knows(index48))) {
      resend(index48, turn);
    }
  }

  private void resend(long index48, SendTurn turn) {
    long position = index48 < 0 ? PacketHistory.UNKNOWN : sent.positionOf(index48);
    TrackLog log = writer.log();
    if (position == PacketHistory.UNKNOWN || !log.readByPacket(position, entry)) {
      return;
    }
    if (!budget.knows(index48)) {
      path.asked(1, turn.nowNanos());
    }
    if (!writer.format().repeatable() || !budget.allows(index48, turn.nowNanos())) {
      return;
    }
    int number = (int) (position - entry.firstPacket());
    int copies = writer.format().rtx() != null && path.lossy(turn.nowNanos()) ? LOSSY_COPIES : 1;
    while (copies > 0 && sendAgain(turn, number, index48)) {
      copies--;
    }
  }

  private boolean sendAgain(SendTurn turn, int number, long index48) {
    RunBatch runs = turn.resources().runs();
    int at = runs.begin(turn.route()).offset();
    int length = write(turn, number, index48, at);
    if (length == 0
        || !writer.log().holds(entry.index())
        || !turn.route().send(runs.memory(), at, length, length)) {
      return false;
    }
    budget.spend(length);
    packetsResent++;
    left(index48);
    return true;
  }

  private int write(SendTurn turn, int number, long index48, int at) {
    SendFormat.Rtx rtx = writer.format().rtx();
    return rtx == null
        ? writer.write(turn, entry, number, index48, at, 0)
        : writer.writeAgain(turn, entry, number, index48, rtx, rtx.index().peek(), at);
  }

  /** Advances the numbers for a sent packet. A packet refused by the socket uses none. */
  private void left(long index48) {
    SendFormat.Rtx rtx = writer.format().rtx();
    if (rtx != null) {
      rtx.index().advance(1);
      writer.format().extensions().sentAgain(index48);
    }
  }

  /** Count of retransmitted packets. */
  long packetsResent() {
    return packetsResent;
  }
}
