package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.container.mpegts.TsMuxer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Pictures cut at their NAL units into PES packets are those of one PES packet each. */
class PictureSpreadTest {
  private static final int PICTURES = 40;
  private static final byte[] SEI = {6, 5, 1, 9, (byte) 0x80};

  /** How a picture begins, and what a packetizer adds. */
  private record Traits(boolean delimiters, boolean bounded, boolean repeatedSets, boolean sei) {}

  private static List<List<byte[]>> pictures(Random random, Traits traits) {
    FakeVideo video = new FakeVideo(random.nextLong());
    List<List<byte[]>> pictures = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      List<byte[]> units = new ArrayList<>();
      if (traits.delimiters()) {
        units.add(FakeVideo.AUD);
      }
      boolean key = i % 8 == 0;
      int slices = 1 + random.nextInt(5);
      for (int slice = 0; slice < slices; slice++) {
        if (key && (slice == 0 || traits.repeatedSets())) {
          units.add(FakeVideo.SPS);
          units.add(FakeVideo.PPS);
        }
        if (slice == 0 && traits.sei()) {
          units.add(SEI);
        }
        units.add(video.slice(key ? 0x65 : 0x41, slice == 0, 3 + random.nextInt(400)));
      }
      pictures.add(units);
    }
    return pictures;
  }

  /** The log's entries as text, of a stream that ends a PES packet where {@code cut} says. */
  private static List<String> log(
      List<List<byte[]>> pictures, Traits traits, double cut, long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream ts = new ByteArrayOutputStream();
    TsMuxer muxer =
        new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 0, traits.bounded());
    muxer.writeTables();
    for (int i = 0; i < pictures.size(); i++) {
      List<byte[]> units = pictures.get(i);
      int from = 0;
      for (int to = 1; to <= units.size(); to++) {
        if (to == units.size() || random.nextDouble() < cut) {
          byte[] part = FakeVideo.annexB(units.subList(from, to).toArray(new byte[0][]));
          muxer.writeVideo(90_000 + 3000L * i, 90_000 + 3000L * i, false, part, 0, part.length);
          from = to;
        }
      }
    }
    Rig rig = new Rig();
    rig.feed(ts.toByteArray(), 0);
    rig.ingest.end(0);
    return rig.log(0).stream()
        .map(
            entry ->
                "%d %d %s %s"
                    .formatted(
                        entry.pts() - rig.log(0).getFirst().pts(),
                        entry.dts(),
                        entry.key(),
                        units(FakeVideo.body(entry))))
        .toList();
  }

  /** Type, length and hash of each NAL unit. */
  private static List<String> units(List<byte[]> units) {
    return units.stream()
        .map(unit -> "%d:%d:%x".formatted(unit[0] & 0x1F, unit.length, Arrays.hashCode(unit)))
        .toList();
  }

  private static List<String> expected(List<List<byte[]>> pictures) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      List<byte[]> body =
          pictures.get(i).stream()
              .filter(unit -> !Arrays.asList(7, 8, 9).contains(unit[0] & 0x1F))
              .toList();
      all.add("%d %d %s %s".formatted(3000L * i, 3000L * i, i % 8 == 0, units(body)));
    }
    return all;
  }

  private static String lines(List<String> entries) {
    return String.join("\n", entries);
  }

  @Property(tries = 60)
  void eachNalUnitInItsOwnPesPacketLosesNothing(
      @ForAll long seed,
      @ForAll boolean delimiters,
      @ForAll boolean bounded,
      @ForAll boolean repeatedSets,
      @ForAll boolean sei) {
    Traits traits = new Traits(delimiters, bounded, repeatedSets, sei);
    List<List<byte[]>> pictures = pictures(new Random(seed), traits);
    assertEquals(lines(expected(pictures)), lines(log(pictures, traits, 1, seed)));
  }

  @Property(tries = 60)
  void wholePicturesAreAsBefore(
      @ForAll long seed, @ForAll boolean delimiters, @ForAll boolean bounded) {
    Traits traits = new Traits(delimiters, bounded, true, true);
    List<List<byte[]>> pictures = pictures(new Random(seed), traits);
    assertEquals(lines(expected(pictures)), lines(log(pictures, traits, 0, seed)));
  }

  /** Nothing marks the first piece of the first cut picture. */
  @Property(tries = 100)
  void anyCutsAtNalUnitsCostOnePictureAtMost(
      @ForAll long seed, @ForAll boolean delimiters, @ForAll boolean bounded, @ForAll boolean sei) {
    Traits traits = new Traits(delimiters, bounded, false, sei);
    List<List<byte[]>> pictures = pictures(new Random(seed), traits);
    List<String> whole = expected(pictures);
    List<String> cut = log(pictures, traits, new Random(seed).nextDouble(), seed);
    assertEquals(whole.size(), cut.size());
    int differ = 0;
    for (int i = 0; i < whole.size(); i++) {
      differ += whole.get(i).equals(cut.get(i)) ? 0 : 1;
    }
    assertTrue(differ <= 1, differ + " pictures differ");
  }

  /** The whole PES packet of a slice is lost: nothing of it shows but the gap in the counter. */
  @Property(tries = 20)
  void keyPictureThatLacksASliceIsNoStart(@ForAll long seed, @ForAll boolean delimiters) {
    Random random = new Random(seed);
    FakeVideo video = new FakeVideo(seed);
    ByteArrayOutputStream ts = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, offset) -> ts.write(array, offset, 188), true, 0, true);
    muxer.writeTables();
    int lost = 1 + random.nextInt(3);
    int lostAt = 0;
    for (int i = 0; i < 12; i++) {
      boolean key = i % 4 == 0;
      List<byte[]> units = new ArrayList<>();
      units.add(delimiters ? FakeVideo.AUD : SEI);
      if (key) {
        units.add(FakeVideo.SPS);
        units.add(FakeVideo.PPS);
      }
      int slicesFrom = units.size();
      for (int slice = 0; slice < 4; slice++) {
        units.add(video.slice(key ? 0x65 : 0x41, slice == 0, 100));
      }
      for (int n = 0; n < units.size(); n++) {
        lostAt = i == 4 && n == slicesFrom + lost ? ts.size() : lostAt;
        byte[] part = FakeVideo.annexB(units.get(n));
        muxer.writeVideo(90_000 + 3000L * i, 90_000 + 3000L * i, false, part, 0, part.length);
      }
    }
    byte[] whole = ts.toByteArray();
    byte[] holed = Arrays.copyOf(whole, whole.length - 188);
    System.arraycopy(whole, lostAt + 188, holed, lostAt, holed.length - lostAt);
    Rig rig = new Rig();
    rig.feed(holed, 0);
    rig.ingest.end(0);
    assertEquals(12, rig.log(0).size());
    for (int i = 0; i < 12; i++) {
      assertEquals(i == 0 || i == 8, rig.log(0).get(i).key(), "picture " + i);
      assertEquals(3000L * i, rig.log(0).get(i).dts());
    }
  }
}
