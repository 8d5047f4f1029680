package dev.sluice.container.mpegts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A transport stream file with one program, repeated endlessly. Time stamps and continuity counters
 * continue from one pass to the next.
 *
 * <p>The file is read in <em>cues</em>: runs of packets that begin with a PES header, numbered
 * through all passes. {@link #dueTicks90k} gives the time to send one.
 *
 * <p>All tracks of the file must be equally long: the last access unit must end one period after
 * the first one begins.
 */
public final class TsLoop {
  private static final int CONTINUITY = 0x0F;

  /** The packets from one PES header to the next. */
  private record Cue(int offset, int length, long dueTicks90k) {}

  private final byte[] file;
  private final long periodTicks90k;
  private final List<Cue> cues = new ArrayList<>();
  private final Map<Integer, Integer> payloadPackets = new HashMap<>();

  /**
   * @param file whole transport packets of 188 bytes
   * @param periodTicks90k duration of the file
   * @throws IllegalArgumentException if it is not a file of such packets, or has no time stamp
   */
  public TsLoop(byte[] file, long periodTicks90k) {
    this.file = file.clone();
    this.periodTicks90k = periodTicks90k;
    if (file.length % TsPacket.BYTES != 0) {
      throw new IllegalArgumentException(file.length + " bytes are not a whole number of packets");
    }
    index();
    if (cues.isEmpty()) {
      throw new IllegalArgumentException("no PES header with a time stamp");
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
        // Tracks are interleaved loosely: a cue is never due before its predecessor.
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

  /** The time to send a cue, relative to cue 0. */
  public long dueTicks90k(long cue) {
    return pass(cue) * periodTicks90k + cueOfPass(cue).dueTicks90k();
  }

  /**
   * The packets of a cue, with time stamps and continuity counters that continue from the previous
   * cue.
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
