package dev.sluice.rtc.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.GrowableBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class H265PacketizerRfc7798Test {
  private static final byte[] VPS = hex("40010c01");
  private static final byte[] SPS = hex("420101016000");
  private static final byte[] PPS = hex("4401c1");

  /** Section 4.4.2: the payload header has type 48, and each NAL unit its size before it. */
  @Test
  void parameterSetsShareAnAggregationPacket() {
    GrowableBytes bytes = new GrowableBytes(0, 1000);
    PacketTable packets = new PacketTable();
    assertTrue(new H265Packetizer().addAggregated(List.of(VPS, SPS, PPS), bytes, packets));
    assertArrayEquals(
        hex("6001" + "000440010c01" + "0006420101016000" + "00034401c1"), bytes.toByteArray());
    assertEquals(1, packets.count());
  }

  /** Section 4.4.2: F if any has it, and the lowest LayerId and TID. */
  @Test
  void theAggregationPacketHasTheLowestLayerAndTemporalId() {
    GrowableBytes bytes = new GrowableBytes(0, 1000);
    List<byte[]> units = List.of(hex("c01b00"), hex("421200"));
    assertTrue(new H265Packetizer().addAggregated(units, bytes, new PacketTable()));
    assertArrayEquals(hex("e012"), Arrays.copyOf(bytes.toByteArray(), 2));
  }

  @Test
  void aLoneNalUnitIsNotAggregated() {
    GrowableBytes bytes = new GrowableBytes(0, 1000);
    assertTrue(new H265Packetizer().addAggregated(List.of(VPS), bytes, new PacketTable()));
    assertArrayEquals(VPS, bytes.toByteArray());
  }

  /** Section 4.4.3: type 49, then S, E and the type of the NAL unit; its header is not repeated. */
  @Test
  void aLargeNalUnitIsFragmented() {
    byte[] slice = new byte[40];
    slice[0] = 0x26;
    slice[1] = 0x02;
    PacketTable packets = new PacketTable();
    new H265Packetizer(16).addNalUnit(slice, 0, slice.length, packets);
    assertEquals(3, packets.count());
    assertEquals(0x620293, PacketTable.prefix(packets.get(0)));
    assertEquals(0x620213, PacketTable.prefix(packets.get(1)));
    assertEquals(0x620253, PacketTable.prefix(packets.get(2)));
    assertEquals(2, PacketTable.offset(packets.get(0)));
  }

  @Test
  void onlyTheBaseLayerIsSent() {
    H265Packetizer packetizer = new H265Packetizer();
    assertEquals(NalUse.SENT, packetizer.use(hex("260101"), 0, 3));
    assertEquals(NalUse.SUPPLEMENTAL, packetizer.use(hex("4e0105"), 0, 3));
    assertEquals(NalUse.LEFT_OUT, packetizer.use(hex("500184"), 0, 3), "suffix SEI");
    assertEquals(NalUse.LEFT_OUT, packetizer.use(hex("260901"), 0, 3), "layer 1");
    assertEquals(NalUse.LEFT_OUT, packetizer.use(hex("620100"), 0, 3), "a type of RTP");
    assertEquals(NalUse.LEFT_OUT, packetizer.use(hex("2601"), 0, 2), "a header alone");
    assertEquals(NalUse.LEFT_OUT, packetizer.use(hex("26"), 0, 1), "half a header");
  }

  /** Any NAL units, packetized and received again, are the same. */
  @Property(tries = 300)
  void receiversGetTheNalUnitsBack(
      @ForAll @IntRange(min = 16, max = 1146) int mtu, @ForAll long seed) {
    Random random = new Random(seed);
    List<byte[]> leading = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      leading.add(nalUnit(random, 32 + random.nextInt(8), 3 + random.nextInt(mtu)));
    }
    GrowableBytes bytes = new GrowableBytes(0, 1 << 20);
    PacketTable packets = new PacketTable();
    H265Packetizer packetizer = new H265Packetizer(mtu);
    assertTrue(packetizer.addAggregated(leading, bytes, packets));
    List<byte[]> sent = new ArrayList<>(leading);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      byte[] slice = nalUnit(random, random.nextInt(32), 3 + random.nextInt(20_000));
      int offset = bytes.length();
      assertTrue(bytes.append(slice, 0, slice.length));
      packetizer.addNalUnit(bytes.array(), offset, slice.length, packets);
      sent.add(slice);
    }
    H265Depacketizer receiver = new H265Depacketizer();
    for (int i = 0; i < packets.count(); i++) {
      byte[] payload = payload(bytes.array(), packets.get(i));
      assertTrue(payload.length <= mtu);
      receiver.add(payload);
    }
    List<byte[]> received = receiver.nalUnits();
    assertEquals(sent.size(), received.size());
    for (int i = 0; i < sent.size(); i++) {
      assertArrayEquals(sent.get(i), received.get(i));
    }
  }

  private static byte[] nalUnit(Random random, int type, int length) {
    byte[] unit = new byte[length];
    random.nextBytes(unit);
    unit[0] = (byte) (type << 1);
    unit[1] = 1;
    return unit;
  }

  private static byte[] payload(byte[] array, long packet) {
    int prefixBytes = PacketTable.prefixBytes(packet);
    byte[] payload = new byte[PacketTable.payloadBytes(packet)];
    for (int i = 0; i < prefixBytes; i++) {
      payload[i] = (byte) (PacketTable.prefix(packet) >>> Byte.SIZE * (prefixBytes - 1 - i));
    }
    System.arraycopy(
        array, PacketTable.offset(packet), payload, prefixBytes, PacketTable.length(packet));
    return payload;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
