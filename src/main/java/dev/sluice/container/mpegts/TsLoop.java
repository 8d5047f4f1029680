package dev.sluice.container.mpegts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A transport stream of one program, repeated without end as if it had never ended: stamps and
 * continuity counters go on from one pass to the next.
 *
 * <p>It is read in <em>cues</em>: rows of packets that begin with a PES header, in the order of the
 * file, counted on through all passes. {@link #dueTicks90k} says when one is to be played.
 *
 * <p>The file has to end where its beginning fits on: all tracks equally long, so that the last
 * access unit's duration ends one period after the first one's start.
 */
public final class TsLoop {
  private static final int CONTINUITY = 0x0F;

  /** A row of packets, from one PES header to the next. */
  private record Cue(int offset, int length, long dueTicks90k) {}

  private final byte[] file;
  private final long periodTicks90k;
  private final List<Cue> cues = new ArrayList<>();
  private final Map<Integer, Integer> payloadPackets = new HashMap<>();

  /**
   * @param file whole transport packets of 188 bytes
   * @param periodTicks90k its length
   * @throws IllegalArgumentException when it has no such packets, or none with a stamp
   */
  public TsLoop(byte[] file, long periodTicks90k) {
    this.file = file.clone();
    this.periodTicks90k = periodTicks90k;
    if (file.length % TsPacket.BYTES != 0) {
      throw new IllegalArgumentException(file.length + " bytes are no whole count of packets");
    }
    index();
    if (cues.isEmpty()) {
      throw new IllegalArgumentException("there is no PES header with a stamp");
    }
  }

  private void index() {
    int start = 0;
    long due = 0;
    long firstStamp = -1;
    for (int packet = 0; packet < file.length; packet += TsPacket.BYTES) {
      if (file[packet] != TsPacket.SYNC) {
        throw new IllegalArgumentException("no packet begins at byte " + packet);
      }
      if (StampRewriter.hasPayload(file, packet)) {
        payloadPackets.merge(StampRewriter.pid(file, packet), 1, Integer::sum);
      }
      int at = StampRewriter.decodingStampAt(file, packet);
      if (at >= 0) {
        if (firstStamp < 0) {
          firstStamp = StampRewriter.stamp(file, at);
        } else {
          cues.add(new Cue(start, packet - start, due));
          start = packet;
        }
        // Tracks are interleaved with some slack: a cue is never due before the one in front of it.
        due = Math.max(due, StampRewriter.stamp(file, at) - firstStamp);
      }
    }
    if (firstStamp >= 0) {
      cues.add(new Cue(start, file.length - start, due));
    }
  }

  /** Count of cues in one pass. */
  public int cuesPerPass() {
    return cues.size();
  }

  /** When a cue is to be played, counted from the first one, which is cue 0. */
  public long dueTicks90k(long cue) {
    return pass(cue) * periodTicks90k + cueOfPass(cue).dueTicks90k();
  }

  /**
   * The packets of a cue, with stamps and continuity counters that fit on those of the cue before.
   */
  public byte[] packets(long cue) {
    Cue wanted = cueOfPass(cue);
    long pass = pass(cue);
    int end = wanted.offset() + wanted.length();
    byte[] packets = Arrays.copyOfRange(file, wanted.offset(), end);
    for (int packet = 0; packet < packets.length; packet += TsPacket.BYTES) {
      StampRewriter.shift(packets, packet, pass * periodTicks90k);
      long counted = pass * payloadPackets.getOrDefault(StampRewriter.pid(packets, packet), 0);
      int flags = packets[packet + 3] & ~CONTINUITY;
      packets[packet + 3] = (byte) (flags | ((int) (packets[packet + 3] + counted) & CONTINUITY));
    }
    return packets;
  }

  private Cue cueOfPass(long cue) {
    return cues.get((int) (cue % cues.size()));
  }

  private long pass(long cue) {
    return cue / cues.size();
  }
}
