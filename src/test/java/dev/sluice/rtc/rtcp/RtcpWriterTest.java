package dev.sluice.rtc.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of RFC 3550 section 6. */
class RtcpWriterTest {
  private final byte[] array = new byte[512];
  private final RtcpWriter writer = new RtcpWriter(array);

  private String written(int offset) {
    return HexFormat.of().formatHex(array, offset, offset + writer.length());
  }

  @Test
  void aCompound() {
    Arrays.fill(array, (byte) 0x55);
    writer
        .start(3)
        .senderReport(0x80000001, 0xe0000001_c0000000L, 0x12345678, 0x1_00000002L, 77)
        .sdesCname(0x80000001, "abc")
        .bye(0x80000001, 2);
    assertEquals(
        "80c80006"
            + "80000001"
            + "e0000001c0000000"
            + "12345678"
            + "00000002"
            + "0000004d"
            + "81ca0003"
            + "80000001"
            + "0103616263000000"
            + "82cb0002"
            + "80000001"
            + "00000002",
        written(3));
    RtcpPackets.Log log = new RtcpPackets.Log();
    assertNull(RtcpReader.read(array, 3, writer.length(), log));
    assertEquals(List.of("bye 80000001", "bye 2"), log.lines);
  }

  @Test
  void anEmptyReceiverReport() {
    writer.start(0).receiverReport(7);
    assertEquals("80c9000100000007", written(0));
  }

  /** At least one zero byte ends the list, and the chunk ends at a whole word. */
  @ParameterizedTest
  @CsvSource({
    "'', 81ca0002 00000001 01000000",
    "a, 81ca0002 00000001 01016100",
    "ab, 81ca0003 00000001 01026162 00000000",
    "abcde, 81ca0003 00000001 01056162 63646500",
    "abcdef, 81ca0004 00000001 01066162 63646566 00000000",
  })
  void sourceDescriptionIsPadded(String cname, String expected) {
    Arrays.fill(array, (byte) 0x55);
    writer.start(0).sdesCname(1, cname);
    assertEquals(expected.replace(" ", ""), written(0));
  }

  @Test
  void limits() {
    writer.start(0).sdesCname(1, "x".repeat(255));
    assertThrows(IllegalArgumentException.class, () -> writer.sdesCname(1, "x".repeat(256)));
    writer.start(0).bye(new int[31]);
    assertThrows(IllegalArgumentException.class, () -> writer.bye(new int[32]));
    RtcpWriter small = new RtcpWriter(new byte[8]).start(4);
    assertThrows(IndexOutOfBoundsException.class, () -> small.receiverReport(1));
  }
}
