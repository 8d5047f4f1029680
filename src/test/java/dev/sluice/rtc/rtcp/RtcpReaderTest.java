package dev.sluice.rtc.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.base.bytes.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading the packets of a viewer. */
class RtcpReaderTest {
  private final RtcpPackets.Log log = new RtcpPackets.Log();

  private List<String> read(byte[] packet) {
    assertNull(RtcpReader.read(packet, 0, packet.length, log));
    return log.lines;
  }

  private void assertDropped(RtcpDropReason reason, byte[] packet) {
    assertEquals(reason, RtcpReader.read(packet, 0, packet.length, log));
    assertEquals(List.of(), log.lines);
  }

  @Test
  void everyPacketOfACompound() {
    assertEquals(
        List.of(
            "report 1 80000001 64 -2 12345 16 aabbccdd 65536",
            "nack 80000001 100 3",
            "nack 80000001 65535 8000",
            "pli 80000001",
            "fir 80000001 7",
            "fir 80000002 8",
            "remb 1000000",
            "transport 80000001 5 16",
            "bye 1",
            "bye 2"),
        read(RtcpPackets.compound()));
  }

  @Test
  void atAnOffset() {
    byte[] packet = RtcpPackets.join(new byte[5], RtcpPackets.pli(), new byte[7]);
    assertNull(RtcpReader.read(packet, 5, RtcpPackets.pli().length, log));
    assertEquals(List.of("pli 80000001"), log.lines);
  }

  @Test
  void blocksOfASenderReport() {
    String block = "80000001 00 000000 00000001 00000002 00000003 00000004";
    String sender = "00000009 0000000000000000 00000000 00000000 00000000";
    assertEquals(
        List.of("report 9 80000001 0 0 1 2 3 4"), read(RtcpPackets.packet(1, 200, sender + block)));
  }

  @Test
  void unknownPacketsArePassedOver() {
    assertEquals(
        List.of("pli 80000001"),
        read(
            RtcpPackets.join(
                RtcpPackets.packet(1, 202, "00000001 01016100"),
                RtcpPackets.packet(0, 204, "00000001 41424344"),
                RtcpPackets.packet(0, 207, "00000001"),
                RtcpPackets.packet(9, 205, "00000001 80000001"),
                RtcpPackets.packet(15, 206, "00000001 80000001 41414141 00000000"),
                RtcpPackets.packet(0, 255, ""),
                RtcpPackets.pli())));
  }

  @Test
  void bodiesThatEndEarlySayNothing() {
    assertEquals(
        List.of(),
        read(
            RtcpPackets.join(
                RtcpPackets.packet(15, 206, "00000001 00000000 52454d42"),
                RtcpPackets.packet(4, 206, "00000001 00000000 80000001"),
                RtcpPackets.packet(15, 205, "00000001 80000001 00050003"),
                RtcpPackets.packet(1, 205, "00000001 80000001"))));
  }

  @ParameterizedTest
  @CsvSource({
    "010003ff, 1023",
    "01000000, 0",
    "010fffff, 2097144",
    "01ffffff, 9223372036854775807",
    "01fc0001, 9223372036854775807",
    "01fc0000, 0",
    "01b7ffff, 9223336852482686976",
    "01bbffff, 9223372036854775807",
  })
  void estimates(String bits, long expected) {
    String body = "00000001 00000000 52454d42" + bits;
    assertEquals(List.of("remb " + expected), read(RtcpPackets.packet(15, 206, body)));
  }

  @Test
  void paddingOfTheLastPacketIsNoPartOfIt() {
    byte[] padded = RtcpPackets.packet(1, 205, "00000001 80000001 00640003 00000004");
    padded[0] |= 0x20;
    assertEquals(List.of("nack 80000001 100 3"), read(padded));
  }

  /** Chromium pads its transport feedback so. */
  @Test
  void paddingOfAnyLength() {
    byte[] padded =
        RtcpPackets.packet(15, 205, "00000001 00000002 00000003 00000000 20030404 04000003");
    padded[0] |= 0x20;
    assertEquals(List.of("transport 2 0 13"), read(padded));
  }

  @Test
  void paddingBeforeTheLastPacket() {
    byte[] padded = RtcpPackets.packet(1, 206, "00000001 80000001 00000004");
    padded[0] |= 0x20;
    assertEquals(
        List.of("pli 80000001", "pli 80000001"), read(RtcpPackets.join(padded, RtcpPackets.pli())));
  }

  @ParameterizedTest
  @CsvSource({"0", "13", "16", "20", "255"})
  void wrongPadding(int count) {
    byte[] padded = RtcpPackets.packet(1, 206, "00000001 80000001 00000000");
    padded[0] |= 0x20;
    padded[padded.length - 1] = (byte) count;
    assertDropped(RtcpDropReason.BAD_PADDING, padded);
  }

  @Test
  void paddingThatReachesIntoTheBody() {
    byte[] padded = RtcpPackets.packet(1, 206, "00000001 80000001 00000008");
    padded[0] |= 0x20;
    assertDropped(RtcpDropReason.BAD_LENGTH, padded);
  }

  /** Each malformed packet is dropped alone. */
  @Test
  void neighboursOfAMalformedPacketAreRead() {
    byte[] padded = RtcpPackets.packet(1, 206, "00000001 80000001 00000000");
    padded[0] |= 0x20;
    byte[] blocks = RtcpPackets.receiverReport();
    blocks[0]++;
    byte[] compound = RtcpPackets.join(RtcpPackets.pli(), padded, blocks, RtcpPackets.pli());
    assertEquals(RtcpDropReason.BAD_PADDING, RtcpReader.read(compound, 0, compound.length, log));
    assertEquals(List.of("pli 80000001", "pli 80000001"), log.lines);
  }

  @Test
  void nothingIsFoundBehindAFramingFault() {
    byte[] version = RtcpPackets.pli();
    version[0] = 0x41;
    byte[] longer = RtcpPackets.pli();
    Bytes.put16(longer, 2, 30);
    assertReadBefore(RtcpDropReason.BAD_VERSION, RtcpPackets.join(version, RtcpPackets.pli()));
    assertReadBefore(RtcpDropReason.BAD_LENGTH, RtcpPackets.join(longer, RtcpPackets.pli()));
    assertReadBefore(RtcpDropReason.BAD_LENGTH, new byte[3]);
  }

  private void assertReadBefore(RtcpDropReason reason, byte[] rest) {
    log.lines.clear();
    byte[] compound = RtcpPackets.join(RtcpPackets.pli(), rest);
    assertEquals(reason, RtcpReader.read(compound, 0, compound.length, log));
    assertEquals(List.of("pli 80000001"), log.lines);
  }

  @Test
  void tooShort() {
    for (int length = 0; length < 4; length++) {
      assertDropped(RtcpDropReason.TOO_SHORT, new byte[length]);
    }
  }
}
