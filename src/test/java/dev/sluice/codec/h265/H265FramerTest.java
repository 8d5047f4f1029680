package dev.sluice.codec.h265;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.codec.framing.FramedUnits;
import dev.sluice.codec.framing.FramedUnits.Unit;
import dev.sluice.golden.Golden;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H265FramerTest {
  private static final long NONE = AccessUnitFramer.NO_STAMP;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static List<String> split(String text) {
    return FramedUnits.inAllChunks(hex(text), H265Framer::new).stream().map(Unit::hex).toList();
  }

  @Test
  void accessUnitsAsFfprobeFindsThem() {
    FramedUnits.asFfprobe("bframes.h265", H265Framer::new);
    FramedUnits.asFfprobe("aud.h265", H265Framer::new);
  }

  @Test
  void noInputThrows() {
    FramedUnits.sweep(Arrays.copyOf(Golden.bytes("es/bframes.h265"), 3000), H265Framer::new);
  }

  @Test
  void configuration() {
    H265Framer framer = new H265Framer();
    FramedUnits framed = new FramedUnits(framer);
    byte[] stream = Golden.bytes("es/bframes.h265");
    assertNull(framer.config());
    framed.push(stream, 0);
    H265Config config = Objects.requireNonNull(framer.config());
    assertEquals(3, config.parameterSets().size());
    assertEquals(
        List.of(H265NalType.VPS, H265NalType.SPS, H265NalType.PPS),
        config.parameterSets().stream().map(set -> H265NalType.of(set[0])).toList());
    assertEquals(96, config.sps().widthPixels());
    assertEquals(64, config.sps().heightPixels());
    assertEquals(1, config.sps().profile().profileIdc());
    assertEquals(0x6000_0000, config.sps().profile().compatibilityFlags());
    assertEquals(0x9000_0000_0000L, config.sps().profile().constraintFlags());
    assertFalse(config.sps().profile().highTier());
    framed.push(stream, 0);
    assertSame(config, framer.config(), "repeated parameter sets");

    framed.push(Golden.bytes("es/aud.h265"), 0).end();
    H265Config other = Objects.requireNonNull(framer.config());
    assertNotSame(config, other);
    assertEquals(98, other.sps().widthPixels());
    assertEquals(66, other.sps().heightPixels());
    assertEquals(4, other.sps().profile().profileIdc());
    assertEquals(2, other.sps().chromaFormatIdc());
    assertEquals(10, other.sps().bitDepthLuma());
    assertEquals(10, other.sps().bitDepthChroma());
    assertEquals(0, framer.refusedParameterSets());
    assertEquals(0, framer.skippedBytes());
  }

  /** Clause 7.4.2.4.4: what begins an access unit, and what belongs to the one before. */
  @Test
  void boundaries() {
    String idr = "000001 2601 80aabb";
    String nextSlice = "000001 2601 40cc";
    String suffixSei = "000001 5001 0102";
    String endOfSequence = "000001 4801";
    String delimiter = "00000001 4601 50";
    String prefixSei = "000001 4e01 0102";
    String trail = "000001 0201 80dd";
    String enhancementLayer = "000001 0209 80dd";
    assertEquals(
        List.of(
            (idr + nextSlice + enhancementLayer + suffixSei + endOfSequence).replace(" ", ""),
            (delimiter + prefixSei + trail).replace(" ", ""),
            trail.replace(" ", ""),
            (prefixSei + trail).replace(" ", "")),
        split(
            idr
                + nextSlice
                + enhancementLayer
                + suffixSei
                + endOfSequence
                + delimiter
                + prefixSei
                + trail
                + trail
                + prefixSei
                + trail));
  }

  @Test
  void beginningInTheMiddleOfAnAccessUnitIsSkipped() {
    assertEquals(
        List.of("0000000102018011"),
        split("aabb 000001 0201 40cc 000001 5001 00 00000001 02018011"));
    assertEquals(List.of(), split("000001 4001 0c01 000001 4201 01"), "no picture");
    assertEquals(List.of(), split("00000000000000000000000000"));
  }

  @Test
  void stampsBelongToTheFirstAccessUnitThatBeginsInThePes() {
    byte[] stream = Golden.bytes("es/bframes.h265");
    List<Unit> units = new FramedUnits(new H265Framer()).push(stream, 0).end();
    FramedUnits framed = new FramedUnits(new H265Framer());
    Random random = new Random(4);
    int at = 0;
    for (int i = 0; i < units.size(); i += 3) {
      // Three access units in two or three PES packets: the last ones begin none.
      int first = units.get(i).length();
      int all = units.stream().skip(i).limit(3).mapToInt(Unit::length).sum();
      int cut = 1 + random.nextInt(first - 1);
      framed.push(Arrays.copyOfRange(stream, at, at + cut), 100 + i, 50 + i);
      framed.push(Arrays.copyOfRange(stream, at + cut, at + all), NONE, NONE);
      at += all;
    }
    List<Unit> stamped = framed.end();
    assertEquals(units.stream().map(Unit::hex).toList(), stamped.stream().map(Unit::hex).toList());
    for (int i = 0; i < stamped.size(); i++) {
      assertEquals(i % 3 == 0 ? 100 + i : NONE, stamped.get(i).pts33());
      assertEquals(i % 3 == 0 ? 50 + i : NONE, stamped.get(i).dts33());
    }
  }

  @Test
  void trailingZerosOfThePesBeforeDoNotTakeTheStamp() {
    FramedUnits framed = new FramedUnits(new H265Framer());
    framed.push(hex("000001 0201 80dd 0000"), 1).push(hex("000001 0201 80ee"), 2);
    assertEquals(List.of(1L, 2L), framed.end().stream().map(Unit::pts33).toList());
  }

  @Test
  void gapMarksTheAccessUnit() {
    H265Framer framer = new H265Framer();
    FramedUnits framed = new FramedUnits(framer);
    framed.push(hex("000001 0201 80dd 000001 0201 80ee 000001 42"), 1);
    framer.gap();
    framed.push(hex("01ee 000001 0201 40ee 000001 0201 80ff"), NONE);
    assertEquals(List.of(false, true, false), framed.end().stream().map(Unit::bad).toList());
    assertEquals(1, framer.damagedUnits());
    assertEquals(0, framer.refusedParameterSets(), "one with a gap is not read");
  }

  @Test
  void memoryIsBounded() {
    H265Framer framer = new H265Framer();
    FramedUnits framed = new FramedUnits(framer);
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 7);
    framed.push(hex("000001 0201 80dd"), 1);
    for (int i = 0; i < 20; i++) {
      framed.push(piece, NONE);
    }
    assertEquals(0, framed.end().size());
    assertEquals(7 + (20 << 20), framer.skippedBytes());
    assertEquals(1, framer.damagedUnits());
    assertTrue(framer.array().length <= 9 << 20);
  }
}
