package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our access units are those that ffprobe sees: the same ones, with the same PTS and key flags.
 * What differs, and why, stands in {@code ts/README.md}.
 */
class FfprobeTest {

  private static final long STAMP_MASK = (1L << 33) - 1;

  /** A packet as ffprobe lists it. */
  private record Packet(int pid, long pts33, boolean key) {}

  /** Where ffprobe has no stamp. */
  private static final long NONE = -1;

  private static List<Packet> listed(String name) {
    List<Packet> packets = new ArrayList<>();
    String text = new String(Golden.bytes("ts/" + name + ".ffprobe.txt"), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      String[] part = line.split(" ");
      int pid = Integer.decode(part[0]);
      long pts = part[1].equals("N/A") ? NONE : Long.parseLong(part[1]) & STAMP_MASK;
      packets.add(new Packet(pid, pts, part[2].equals("K")));
    }
    return packets;
  }

  private static List<Packet> of(List<Packet> packets, int pid) {
    return packets.stream().filter(packet -> packet.pid() == pid).toList();
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.golden.Golden#transportStreams")
  void sameAccessUnits(String name) {
    Rig rig = new Rig().whole(Golden.bytes("ts/" + name + ".ts"), Chunking.WHOLE);
    List<Packet> listed = listed(name);
    for (Track track : Objects.requireNonNull(rig.stream.tracks()).tracks()) {
      int pid = Integer.parseInt(track.format().label().substring("PID ".length()));
      List<Packet> theirs = of(listed, pid);
      List<Packet> ours = ours(pid, rig.log(track.id()), theirs);
      if (name.equals("h264-tracks-change") && !track.played()) {
        assertTrue(ours.isEmpty());
      } else if (track.codec() == Codec.KLV) {
        assertEquals(stamps(theirs), stamps(ours));
      } else {
        assertEquals(theirs.isEmpty(), ours.isEmpty(), track.toString());
        compare(name, theirs, ours);
      }
    }
  }

  /**
   * Our entries with the source's stamps. Stream time differs from them by an offset, which the
   * first entry tells, and again each one behind a discontinuity.
   */
  private static List<Packet> ours(int pid, List<Rig.Entry> log, List<Packet> theirs) {
    List<Packet> ours = new ArrayList<>();
    int skipped = Math.max(0, theirs.size() - log.size());
    long offset = 0;
    for (int i = 0; i < log.size(); i++) {
      Rig.Entry entry = log.get(i);
      if ((i == 0 || entry.discontinuity()) && i + skipped < theirs.size()) {
        offset = theirs.get(i + skipped).pts33() - entry.pts();
      }
      ours.add(new Packet(pid, (entry.pts() + offset) & STAMP_MASK, entry.key()));
    }
    return ours;
  }

  /** Each exception is explained in {@code ts/README.md}. */
  private static void compare(String name, List<Packet> theirs, List<Packet> ours) {
    switch (name) {
      case "h264-intra-refresh" -> assertEquals(stamps(theirs), stamps(ours));
      case "h264-middle" -> {
        int skipped = theirs.size() - ours.size();
        assertEquals(stamps(theirs.subList(skipped, theirs.size())), stamps(ours));
        assertTrue(theirs.get(skipped).key() && ours.getFirst().key());
      }
      case "h264-two-in-one-pes", "h264-stamps-zero" -> {
        assertEquals(keys(theirs), keys(ours));
        assertEquals(theirs.getFirst(), ours.getFirst());
        assertEquals(ours.size(), stamps(ours).stream().distinct().count());
      }
      case "h264-nal-per-pes" ->
          assertEquals(
              sinceFirst(stamps(theirs).stream().distinct().toList()), sinceFirst(stamps(ours)));
      case "h264-opus-damaged" -> {
        List<Long> known = stamps(theirs);
        long lacking = stamps(ours).stream().filter(pts -> !known.contains(pts)).count();
        assertTrue(lacking <= 2, lacking + " of ours are not theirs");
        assertTrue(Math.abs(theirs.size() - ours.size()) <= 3, theirs.size() + " " + ours.size());
      }
      default -> assertEquals(theirs, ours);
    }
  }

  private static List<Boolean> keys(List<Packet> packets) {
    return packets.stream().map(Packet::key).toList();
  }

  private static List<Long> sinceFirst(List<Long> stamps) {
    return stamps.stream().map(stamp -> stamp - stamps.getFirst()).toList();
  }

  private static List<Long> stamps(List<Packet> packets) {
    return packets.stream().map(Packet::pts33).toList();
  }
}
