package dev.sluice.viewer.send;

import dev.sluice.stream.log.LogEntry;
import dev.sluice.viewer.pacing.BacklogBudget;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of contiguous datagrams of one track, ready to be sent in a {@link RunBatch}. All datagrams
 * have the same size; only the last may be shorter. Objects are reused.
 */
public final class Run {
  private @Nullable TrackSender sender;
  private @Nullable Route route;
  int offset;
  int length;
  int segmentBytes;
  int packets;
  int payloadBytes;
  long firstIndex48;
  long entryIndex;
  int firstPacket;
  long logPacket;
  int chargedBytes;
  private @Nullable BacklogBudget chargedTo;

  /** The route to its viewer. */
  public Route route() {
    return Objects.requireNonNull(route, "the run is in the batch");
  }

  /** Offset of its first byte in the batch's memory. */
  public int offset() {
    return offset;
  }

  /** Its length in bytes. */
  public int length() {
    return length;
  }

  /** Size of each datagram in bytes; only the last may be shorter. */
  public int segmentBytes() {
    return segmentBytes;
  }

  /** Starts an empty run at a packet of a log entry. */
  void from(TrackSender of, LogEntry entry, int packet, long index48) {
    sender = of;
    entryIndex = entry.index();
    firstPacket = packet;
    logPacket = entry.firstPacket() + packet;
    firstIndex48 = index48;
    packets = 0;
    payloadBytes = 0;
    length = 0;
    segmentBytes = 0;
  }

  /** Adds a packet that was written after the previous ones. */
  void add(int bytes, int ofPayload) {
    segmentBytes = packets == 0 ? bytes : segmentBytes;
    length += bytes;
    payloadBytes += ofPayload;
    packets++;
  }

  /** Sets its place in the batch's memory and its route. */
  void at(int where, Route way) {
    offset = where;
    route = way;
  }

  /** Notes the charge of pacing, to be given back if the run is refused. */
  void charged(int bytes, BacklogBudget shard) {
    chargedBytes = bytes;
    chargedTo = shard;
  }

  /** The shard's budget that was charged. */
  BacklogBudget chargedTo() {
    return Objects.requireNonNull(chargedTo, "the run is in the batch");
  }

  /** Reports to the track sender whether the run was sent, and drops the references. */
  void settle(boolean sent) {
    TrackSender of = Objects.requireNonNull(sender, "the run is in the batch");
    if (sent) {
      of.sent(this);
    } else {
      of.refused(this);
    }
    sender = null;
    route = null;
    chargedTo = null;
  }
}
