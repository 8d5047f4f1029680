package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Packet statistics of a transport stream over all PIDs, including those outside any program:
 * counts, continuity, errors. Input may be split anywhere. For one thread at a time.
 */
public final class TsStatistics {
  private final TsCounters counters = new TsCounters();
  private final PacketFramer framer = new PacketFramer(this::packet, counters);
  private final AdaptationField adaptation = new AdaptationField();
  private final @Nullable ContinuityCounter[] continuity = new ContinuityCounter[TsPacket.PIDS];
  private final long[] packets = new long[TsPacket.PIDS];
  private final CounterRestarts restarts = new CounterRestarts();
  private final long[] scrambled = new long[TsPacket.PIDS];

  /** Processes the next bytes. */
  public void feed(byte[] data, int offset, int length) {
    framer.feed(data, offset, length, 0);
  }

  /** Ends the stream. */
  public void end() {
    framer.end(0);
    counters.add(TsCounter.CONTINUITY_GAPS, restarts.end());
  }

  /** Bytes from one packet to the next: 188, 192 or 204. */
  public int packetBytes() {
    return framer.strideBytes();
  }

  /** The counters, summed over all PIDs. */
  public TsCounters counters() {
    return counters;
  }

  /** Count of packets of a PID (13 bits). */
  public long packets(int pid) {
    return packets[pid];
  }

  /** How often all continuity counters began again with the tables: a new muxer, not a loss. */
  public long muxerRestarts() {
    return restarts.count();
  }

  /** Count of scrambled transport packets and scrambled PES packets of a PID (13 bits). */
  public long scrambledPackets(int pid) {
    return scrambled[pid];
  }

  private void packet(byte[] array, int at, long nowNanos) {
    int header = Bytes.i32(array, at);
    int pid = TsPacket.pid(header);
    counters.increment(TsCounter.PACKETS);
    packets[pid]++;
    if (pid == TsPacket.PID_NULL) {
      counters.increment(TsCounter.NULL_PACKETS);
    } else if ((header & TsPacket.TRANSPORT_ERROR) != 0) {
      counters.increment(TsCounter.TRANSPORT_ERRORS);
    } else {
      if ((header & TsPacket.SCRAMBLING) != 0 || beginsScrambledPes(header, array, at)) {
        counters.increment(TsCounter.SCRAMBLED);
        scrambled[pid]++;
      }
      count(header, pid, array, at);
    }
  }

  private static boolean beginsScrambledPes(int header, byte[] array, int at) {
    if ((header & TsPacket.UNIT_START) == 0 || (header & TsPacket.HAS_PAYLOAD) == 0) {
      return false;
    }
    int payload = TsPacket.payload(header, array, at);
    return payload + PesHeader.WITH_FLAGS_BYTES <= at + TsPacket.BYTES
        && PesHeader.scrambled(array, payload);
  }

  private void count(int header, int pid, byte[] array, int at) {
    ContinuityCounter known = continuity[pid];
    if (known == null) {
      known = new ContinuityCounter();
      continuity[pid] = known;
    }
    if ((header & TsPacket.HAS_ADAPTATION) != 0) {
      adaptation.read(array, at + TsPacket.HEADER_BYTES);
      if (adaptation.discontinuity()) {
        known.expectAny();
      }
    }
    if ((header & TsPacket.HAS_PAYLOAD) == 0) {
      return;
    }
    ContinuityCounter.Verdict verdict = known.next(header & TsPacket.CONTINUITY);
    boolean gap = verdict == ContinuityCounter.Verdict.GAP;
    if (verdict == ContinuityCounter.Verdict.SAME) {
      counters.increment(TsCounter.DUPLICATES);
    }
    int losses = restarts.lossesAt(header, gap);
    counters.add(TsCounter.CONTINUITY_GAPS, losses);
    if (gap && losses > 0 && known.mismatch()) {
      counters.increment(TsCounter.CONTINUITY_GIVEN_UP);
    }
  }
}
