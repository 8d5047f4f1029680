package dev.sluice.codec.mpeg2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.codec.framing.FramedUnits;
import dev.sluice.codec.framing.FramedUnits.Unit;
import dev.sluice.golden.Golden;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Mpeg2FramerTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void accessUnitsAsFfprobeFindsThem() {
    List<Unit> units = FramedUnits.asFfprobe("bframes.m2v", Mpeg2Framer::new);
    units.forEach(unit -> assertEquals(3600, unit.ticks90k()));
    FramedUnits.asFfprobe("first.m1v", Mpeg2Framer::new);
  }

  @Test
  void noInputThrows() {
    FramedUnits.sweep(Golden.bytes("es/bframes.m2v"), Mpeg2Framer::new);
  }

  @Test
  void sequence() {
    Mpeg2Framer framer = new Mpeg2Framer();
    assertNull(framer.sequence());
    assertEquals(0, framer.durationTicks90k());
    FramedUnits framed = new FramedUnits(framer);
    framed.push(Golden.bytes("es/bframes.m2v"), 0);
    assertEquals(new Mpeg2Sequence(96, 64, 3600, 0x48), framer.sequence());
    framed.push(Golden.bytes("es/first.m1v"), 0).end();
    assertEquals(new Mpeg2Sequence(96, 64, 3600, 0), framer.sequence());
  }

  /** Clause 6.2.2.3: two more bits for each size, and a factor for the frame rate. */
  @Test
  void extendedSequence() {
    Mpeg2Framer framer = new Mpeg2Framer();
    new FramedUnits(framer)
        .push(
            hex(
                "000001b3 f00438 15 ffffe0 18"
                    + "000001b5 148a c001 0021"
                    + "00000100 000fffffff"
                    + "000001b7"),
            0)
        .end();
    Mpeg2Sequence sequence = framer.sequence();
    assertEquals(new Mpeg2Sequence(0xF00 + (1 << 12), 0x438 + (2 << 12), 3000, 0x48), sequence);
  }

  /** The second field of a frame goes with the first; a third begins the next frame. */
  @Test
  void twoFieldsAreOneAccessUnit() {
    String top = "00000100 000fffff 000001b5 8fff f5 00 00000101 1234";
    String bottom = "00000100 0017ffff 000001b5 8fff f6 00 00000101 5678";
    String frame = "00000100 0017ffff 000001b5 8fff f7 00 00000101 9abc";
    List<Unit> units =
        FramedUnits.inAllChunks(
            hex(top + bottom + top + bottom + frame + frame + top + "000001b8 01020304" + frame),
            Mpeg2Framer::new);
    assertEquals(
        List.of(top + bottom, top + bottom, frame, frame, top, "000001b801020304" + frame).stream()
            .map(text -> text.replace(" ", ""))
            .toList(),
        units.stream().map(Unit::hex).toList());
    assertEquals(
        List.of(true, true, false, false, true, false), units.stream().map(Unit::key).toList());
  }
}
