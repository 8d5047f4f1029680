package dev.sluice.viewer.send;

import dev.sluice.stream.LogEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of datagrams of one track that stands ready in a {@link RunBatch}; reused. */
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

  /** The way to its viewer. */
  public Route route() {
    return Objects.requireNonNull(route, "it is in the batch");
  }

  /** Where in the batch's memory it begins. */
  public int offset() {
    return offset;
  }

  /** Count of its bytes. */
  public int length() {
    return length;
  }

  /** Size of each datagram; only the last may be shorter. */
  public int segmentBytes() {
    return segmentBytes;
  }

  /** Where its first packet comes from. */
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

  /** One more packet stands behind the others. */
  void add(int bytes, int ofPayload) {
    segmentBytes = packets == 0 ? bytes : segmentBytes;
    length += bytes;
    payloadBytes += ofPayload;
    packets++;
  }

  /** Where it is written, and its way. */
  void at(int where, Route way) {
    offset = where;
    route = way;
  }

  /** Tells its sender what became of it, and forgets whose it was. */
  void settle(boolean left) {
    TrackSender whose = Objects.requireNonNull(sender, "it is in the batch");
    sender = null;
    route = null;
    if (left) {
      whose.left(this);
    } else {
      whose.refused(this);
    }
  }
}
