package dev.sluice.session;

import dev.sluice.srtp.PacketIndex;
import dev.sluice.stream.LogEntry;
import dev.sluice.stream.TrackLog;

/**
 * Sends lost packets of one track again, from the log, on the same SSRC and identical to the last
 * byte: a nonce is never used with other data.
 */
final class Retransmitter {
  private final PacketWriter writer;
  private final PacketIndex index;
  private final SentPackets sent = new SentPackets();
  private final RetransmitBudget budget = new RetransmitBudget();
  private final LogEntry entry = new LogEntry();
  private long packetsResent;

  /**
   * @param index counts the packets of the track; only read here
   */
  Retransmitter(PacketWriter writer, PacketIndex index) {
    this.writer = writer;
    this.index = index;
  }

  /** Packets from this index on are the log's from this position on. */
  void sending(long index48, long position, int bytes) {
    sent.sending(index48, position);
    budget.earn(bytes);
  }

  /** A viewer lacks a packet: it is sent again if it is still there and the budget allows it. */
  void resend(int sequence, SendTurn turn) {
    long index48 = index.newestWith(sequence);
    long position = index48 < 0 ? SentPackets.UNKNOWN : sent.positionOf(index48);
    TrackLog log = writer.log();
    if (position == SentPackets.UNKNOWN
        || !log.readByPacket(position, entry)
        || !budget.allows(index48, turn.nowNanos())) {
      return;
    }
    int number = (int) (position - entry.firstPacket());
    int length = writer.write(turn, entry, number, index48, 0);
    if (length > 0
        && log.holds(entry.index())
        && turn.route().send(turn.scratch().array(), 0, length)) {
      budget.spend(length);
      packetsResent++;
    }
  }

  /** Count of packets sent again. */
  long packetsResent() {
    return packetsResent;
  }
}
