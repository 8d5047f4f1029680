package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.codec.annexb.AnnexB;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.container.mpegts.Pes;

/** An H.264 access unit that may continue in the next PES packet. */
final class HeldUnits {
  /** The limit of a PES packet. */
  private static final int MAX_BYTES = 8 << 20;

  private final GrowableBytes bytes;
  private boolean openers;
  private boolean picture;
  private int slices;
  private int pieces;
  private int holeFrom;
  private int holeTo;
  private int newestAt;
  private long arrivalNanos;
  private long earlierArrivalNanos;

  /**
   * Empty.
   *
   * @param budget memory for an access unit
   */
  HeldUnits(ByteBudget budget) {
    bytes = new GrowableBytes(0, MAX_BYTES, budget);
  }

  boolean isEmpty() {
    return bytes.length() == 0;
  }

  void clear() {
    bytes.clear();
  }

  /** Whether it has parameter sets or SEI, but no slice: the muxer cuts at NAL units. */
  boolean lacksPicture() {
    return openers && !picture;
  }

  /** Whether it has a slice. */
  boolean hasPicture() {
    return picture;
  }

  /** Number of its slices. */
  int slices() {
    return slices;
  }

  /** Number of PES packets with parts of it. */
  int pieces() {
    return pieces;
  }

  /**
   * Holds a part of a PES packet, or appends it.
   *
   * @param units the NAL units of the PES packet
   * @param first the first of them in this part
   * @param from offset of the part, which reaches to the end
   * @return false, with nothing appended, if there is no room
   */
  boolean append(Pes pes, NalIndex units, int first, int from) {
    if (isEmpty()) {
      openers = false;
      picture = false;
      slices = 0;
      pieces = 0;
      holeFrom = Integer.MAX_VALUE;
      holeTo = 0;
    }
    int at = bytes.length();
    if (!bytes.append(pes.array(), from, pes.offset() + pes.length() - from)) {
      return false;
    }
    if (pes.lostBefore() && at > 0) {
      holeFrom = Math.min(holeFrom, at - 1);
      holeTo = at;
    }
    if (pes.damaged()) {
      // A hole at the very end may have cost more than that.
      boolean inside = pes.intactLength() < pes.length();
      int hole = inside ? Math.max(0, pes.offset() + pes.intactLength() - from) : 0;
      holeFrom = Math.min(holeFrom, at + hole);
      holeTo = bytes.length();
    }
    for (int i = first; i < units.count(); i++) {
      int type = NalType.of(units, i);
      if (NalType.codesPicture(type)) {
        picture = true;
        slices++;
      }
      openers |= type != NalType.AUD && NalType.opensAccessUnit(type);
    }
    pieces++;
    newestAt = at;
    earlierArrivalNanos = arrivalNanos;
    arrivalNanos = pes.arrivalNanos();
    return true;
  }

  /** Whether another access unit begins in a PES packet, behind or before its own part of this. */
  boolean endsIn(NalIndex units) {
    boolean seen = picture;
    for (int i = 0; i < units.count(); i++) {
      int type = NalType.of(units, i);
      if (seen && (type == NalType.AUD || AccessUnitWalk.firstOfPicture(units, i))) {
        return true;
      }
      seen |= NalType.codesPicture(type);
    }
    return false;
  }

  /** Whether a PES packet begins with more of this picture, which has a slice already. */
  boolean continuesIn(NalIndex units) {
    if (!picture) {
      return false;
    }
    if (units.leadingBytes() > 0) {
      return true;
    }
    for (int i = 0; i < units.count(); i++) {
      int type = NalType.of(units, i);
      if (type == NalType.AUD || NalType.codesPicture(type)) {
        return type != NalType.AUD && !AccessUnitWalk.firstOfPicture(units, i);
      }
    }
    return false;
  }

  /** Indexes all NAL units. */
  void scan(NalIndex into) {
    into.scan(bytes.array(), 0, bytes.length());
  }

  /** Index of the first hole that concerns NAL unit {@code i}; larger than any if there is none. */
  int intactEnd(NalIndex scanned, int i) {
    return scanned.offset(i) < holeTo ? holeFrom : Integer.MAX_VALUE;
  }

  /** Whether a NAL unit begins in the newest PES packet. */
  boolean inNewest(NalIndex scanned, int i) {
    return scanned.offset(i) - AnnexB.START_CODE_BYTES >= newestAt;
  }

  /** Arrival of the last byte of a NAL unit. */
  long arrivalNanos(NalIndex scanned, int i) {
    boolean newest = scanned.offset(i) + scanned.length(i) > newestAt;
    return newest ? arrivalNanos : earlierArrivalNanos;
  }

  /** Drops the access units before the walk's current one, which goes on. */
  void keep(NalIndex scanned, AccessUnitWalk last) {
    if (last.from() == 0) {
      return;
    }
    int from = scanned.offset(last.from()) - AnnexB.START_CODE_BYTES;
    int kept = bytes.length() - from;
    System.arraycopy(bytes.array(), from, bytes.array(), 0, kept);
    byte[] array = bytes.array();
    bytes.clear();
    bytes.append(array, 0, kept);
    picture = last.picture();
    slices = last.slices();
    pieces = 1;
    holeFrom = holeFrom == Integer.MAX_VALUE ? holeFrom : Math.max(0, holeFrom - from);
    holeTo = Math.max(0, holeTo - from);
    newestAt = 0;
  }
}
