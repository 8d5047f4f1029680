package dev.sluice.rtc.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.GrowableBytes;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class H264PacketizerRfc6184Test {
  private static final byte[] SPS = {0x67, 0x42, (byte) 0xC0, 0x1F};
  private static final byte[] PPS = {0x28, (byte) 0xCE};

  @Test
  void parameterSetsShareAStapAOfTheHighestNri() {
    GrowableBytes bytes = new GrowableBytes(0, 1000);
    PacketTable packets = new PacketTable();
    assertTrue(new H264Packetizer().addAggregated(List.of(SPS, PPS), bytes, packets));
    assertArrayEquals(
        new byte[] {0x78, 0, 4, 0x67, 0x42, (byte) 0xC0, 0x1F, 0, 2, 0x28, (byte) 0xCE},
        bytes.toByteArray());
    assertEquals(1, packets.count());
    assertEquals(11, PacketTable.length(packets.get(0)));
  }

  @Test
  void aLoneNalUnitIsNotAggregated() {
    GrowableBytes bytes = new GrowableBytes(0, 1000);
    PacketTable packets = new PacketTable();
    assertTrue(new H264Packetizer().addAggregated(List.of(SPS), bytes, packets));
    assertArrayEquals(SPS, bytes.toByteArray());
  }

  @Test
  void whatDoesNotFitOnePacketGoesToTheNext() {
    GrowableBytes bytes = new GrowableBytes(0, 1000);
    PacketTable packets = new PacketTable();
    byte[] large = new byte[40];
    large[0] = 0x68;
    assertTrue(new H264Packetizer(32).addAggregated(List.of(SPS, PPS, large), bytes, packets));
    assertEquals(11, PacketTable.length(packets.get(0)));
    assertEquals(3, packets.count(), "STAP-A, then the large one in two fragments");
  }

  @Test
  void aFullBufferIsSaidNotThrown() {
    GrowableBytes bytes = new GrowableBytes(0, 5);
    assertEquals(
        false, new H264Packetizer().addAggregated(List.of(SPS, PPS), bytes, new PacketTable()));
  }

  /** RFC 6184 section 5.8: the reassembled fragments equal the NAL unit. */
  @Property(tries = 300)
  void fragmentsAreEqualAndGiveTheNalUnitBack(
      @ForAll @IntRange(min = 1, max = 70_000) int length, @ForAll long seed) {
    byte[] unit = new byte[length + 7];
    new Random(seed).nextBytes(unit);
    unit[7] = 0x65;
    PacketTable packets = new PacketTable();
    new H264Packetizer().addNalUnit(unit, 7, length, packets);

    ByteArrayOutputStream rebuilt = new ByteArrayOutputStream();
    int first = PacketTable.payloadBytes(packets.get(0));
    for (int i = 0; i < packets.count(); i++) {
      long packet = packets.get(i);
      int size = PacketTable.payloadBytes(packet);
      boolean last = i == packets.count() - 1;
      assertTrue(size <= H264Packetizer.MAX_PAYLOAD_BYTES);
      assertTrue(last ? size <= first : size == first);
      int prefix = PacketTable.prefix(packet);
      if (prefix != 0) {
        assertTrue(packets.count() > 1, "a fragmented NAL unit has more than one fragment");
        assertEquals(0x7C, prefix >> 8, "FU indicator");
        assertEquals(i == 0, (prefix & 0x80) != 0, "start bit");
        assertEquals(last, (prefix & 0x40) != 0, "end bit");
        if (i == 0) {
          rebuilt.write(prefix >> 8 & 0xE0 | prefix & 0x1F);
        }
      }
      rebuilt.write(unit, PacketTable.offset(packet), PacketTable.length(packet));
    }
    assertArrayEquals(java.util.Arrays.copyOfRange(unit, 7, 7 + length), rebuilt.toByteArray());
  }
}
