package dev.sluice.codec.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.codec.framing.FramedUnits;
import dev.sluice.codec.framing.FramedUnits.Unit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataFramerTest {
  private static final long NONE = AccessUnitFramer.NO_STAMP;
  private static final String LABEL = "060e2b34020b01010e01030101000000";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A tag with a size of two digits of 7 bits. */
  private static byte[] id3(int bytes) {
    byte[] tag = Arrays.copyOf("ID3\u0004".getBytes(StandardCharsets.US_ASCII), 10 + bytes);
    tag[8] = (byte) (bytes >>> 7);
    tag[9] = (byte) (bytes & 0x7F);
    Arrays.fill(tag, 10, tag.length, (byte) 'x');
    return tag;
  }

  private static byte[] klv(String length, int bytes) {
    byte[] head = hex(LABEL + length);
    byte[] triplet = Arrays.copyOf(head, head.length + bytes);
    Arrays.fill(triplet, head.length, triplet.length, (byte) 0x34);
    return triplet;
  }

  /** A section with splice_null (SCTE 35 clause 9.7.1). */
  private static byte[] spliceNull() {
    return hex("fc301100000000000000ffffff0000004f253396");
  }

  private static byte[] unit(DataFraming framing) {
    return switch (framing) {
      case ID3 -> id3(300);
      case KLV -> klv("820120", 0x120);
      case SPLICE_SECTION -> spliceNull();
      case PES -> new byte[300];
    };
  }

  private static List<Integer> sizes(List<Unit> units) {
    return units.stream().map(Unit::length).toList();
  }

  private static FramedUnits framed(DataFraming framing) {
    return new FramedUnits(new DataFramer(framing));
  }

  @Test
  void severalUnitsInAPes() {
    byte[] withFooter = join(id3(5), new byte[10]);
    withFooter[5] = 0x10;
    List<Unit> tags = framed(DataFraming.ID3).push(join(id3(200), withFooter, id3(0)), 7).units();
    assertEquals(List.of(210, 25, 10), sizes(tags));
    assertEquals(List.of(7L, NONE, NONE), tags.stream().map(Unit::pts33).toList());
    assertEquals(
        List.of(22, 17, 19 + 0x102),
        sizes(
            framed(DataFraming.KLV)
                .push(join(klv("05", 5), klv("00", 0), klv("820102", 0x102)), NONE)
                .units()));
    assertEquals(
        List.of(20, 20),
        sizes(
            framed(DataFraming.SPLICE_SECTION).push(join(spliceNull(), spliceNull()), 1).units()));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataFraming.class,
      names = {"ID3", "KLV", "SPLICE_SECTION"})
  void unitSpreadOverPesPacketsIsPutTogether(DataFraming framing) {
    byte[] unit = unit(framing);
    byte[] stream = join(unit, unit, unit);
    for (int cut = 1; cut < stream.length; cut++) {
      FramedUnits framed = framed(framing);
      framed.push(Arrays.copyOf(stream, cut), 100);
      framed.push(Arrays.copyOfRange(stream, cut, stream.length), NONE);
      assertEquals(List.of(unit.length, unit.length, unit.length), sizes(framed.end()));
      assertEquals(List.of(false, false, false), framed.units().stream().map(Unit::bad).toList());
      assertEquals(100, framed.units().getFirst().pts33());
    }
  }

  @Test
  void unitCutShortByTheNextOrByTheEndIsDamaged() {
    DataFramer framer = new DataFramer(DataFraming.KLV);
    FramedUnits framed = new FramedUnits(framer);
    framed.push(klv("4c", 1), 1).push(klv("05", 5), 2).push(klv("06", 4), 3);
    assertEquals(List.of(18, 22, 21), sizes(framed.end()));
    assertEquals(List.of(true, false, true), framed.units().stream().map(Unit::bad).toList());
    assertEquals(List.of(1L, 2L, 3L), framed.units().stream().map(Unit::pts33).toList());
    assertEquals(2, framer.damagedUnits());
  }

  @Test
  void pesPacketOfAnotherKindIsAUnit() {
    byte[] other = "no tag".getBytes(StandardCharsets.US_ASCII);
    // A size that is none: a byte above 0x7F.
    byte[] broken = id3(5);
    broken[9] = (byte) 0x85;
    DataFramer framer = new DataFramer(DataFraming.ID3);
    FramedUnits framed = new FramedUnits(framer).push(other, 1).push(broken, 2).push(id3(5), 3);
    assertEquals(List.of(6, 15, 15), sizes(framed.units()));
    framed.push(join(id3(5), other, id3(6)), 4);
    assertEquals(List.of(6, 15, 15, 15, 16), sizes(framed.end()));
    assertEquals(6, framer.skippedBytes());
    assertEquals(
        List.of(13, 300),
        sizes(framed(DataFraming.PES).push(new byte[13], 1).push(new byte[300], 2).end()));
  }

  /** ISO/IEC 13818-1 clause 2.12.4. */
  @Test
  void metadataCellsAreUnwrapped() {
    byte[] triplet = klv("820120", 0x120);
    byte[] first = Arrays.copyOf(triplet, 100);
    byte[] last = Arrays.copyOfRange(triplet, 100, triplet.length);
    DataFramer framer = new DataFramer(DataFraming.KLV);
    FramedUnits framed = new FramedUnits(framer);
    framed.push(join(hex("0001cf0016"), klv("05", 5), hex("0002cf0011"), klv("00", 0)), 9);
    framed.push(join(hex("00038f0064"), first), 10);
    framed.push(join(hex("00044f"), hex("00cf"), last), NONE);
    assertEquals(List.of(22, 17, triplet.length), sizes(framed.end()));
    assertEquals(HexFormat.of().formatHex(triplet), framed.units().getLast().hex());
    assertEquals(List.of(9L, NONE, 10L), framed.units().stream().map(Unit::pts33).toList());
    assertEquals(20, framer.skippedBytes());
  }

  @Test
  void restOfAUnitWithAGapIsDropped() {
    DataFramer framer = new DataFramer(DataFraming.ID3);
    FramedUnits framed = new FramedUnits(framer);
    framed.push(Arrays.copyOf(id3(300), 200), 1);
    framer.gap();
    framed.push(new byte[50], NONE);
    framed.push(id3(4), 2);
    assertEquals(List.of(14), sizes(framed.end()));
    assertEquals(250, framer.skippedBytes());
    assertEquals(1, framer.damagedUnits());
  }

  @Test
  void lengthsThatCannotBeAreNoUnits() {
    // Indefinite, of five bytes, of 2 GB.
    for (String length : List.of("80", "850000000001", "847fffffff")) {
      byte[] bytes = klv(length, 0);
      assertEquals(DataFraming.NO_UNIT, DataFraming.KLV.unitBytes(bytes, 0, bytes.length));
    }
    assertEquals(
        DataFraming.NO_UNIT, DataFraming.ID3.unitBytes(hex("494433ff000000000000"), 0, 10));
    assertEquals(
        DataFraming.NO_UNIT, DataFraming.ID3.unitBytes(hex("4944330400007f7f7f7f"), 0, 10));
    assertEquals(DataFraming.NO_UNIT, DataFraming.SPLICE_SECTION.unitBytes(hex("fcb01100"), 0, 4));
  }

  @ParameterizedTest
  @EnumSource(DataFraming.class)
  void noInputThrowsAndNoByteIsLost(DataFraming framing) {
    Random random = new Random(1500);
    DataFramer framer = new DataFramer(framing);
    FramedUnits framed = new FramedUnits(framer);
    long pushed = 0;
    byte[] unit = unit(framing);
    for (int length = 0; length <= 1500; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      int keep = random.nextInt(Math.min(length, unit.length) + 1);
      System.arraycopy(unit, 0, bytes, 0, keep);
      framed.push(bytes, length);
      pushed += length;
      if (length % 97 == 0) {
        framer.gap();
      }
    }
    for (int i = 0; i < 20; i++) {
      framed.push(new byte[200_000], NONE);
      pushed += 200_000;
    }
    framed.push(new byte[1 << 20], 0);
    pushed += 1 << 20;
    long units = framed.end().stream().mapToLong(Unit::length).sum();
    assertEquals(pushed, units + framer.skippedBytes());
    assertTrue(framer.array().length <= 512 << 10);
  }
}
