package dev.sluice.rtc.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Chunks and deltas of draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1. */
class TransportFeedbackReaderTest {
  private final TransportFeedbackLog log = new TransportFeedbackLog();

  private boolean read(String body) {
    byte[] bytes = RtcpPackets.hex(body);
    return TransportFeedbackReader.read(bytes, 0, bytes.length, log);
  }

  @Test
  void aRunOfSmallDeltas() {
    assertTrue(read("fffe 0003 000001 00  2003  04 00 ff"));
    assertEquals(List.of("65534@65000", "65535@65000", "0@128750"), log.lines);
  }

  /** The example of figure 3: 14 one-bit symbols. */
  @Test
  void aVectorOfOneBitSymbols() {
    assertTrue(read("0000 000e 000000 00  9c40  01 01 01 01"));
    assertEquals(
        List.of("0 lost", "1@250", "2@500", "3@750", "4 lost", "5 lost", "6 lost", "7@1000"),
        log.lines.subList(0, 8));
    assertEquals(14, log.lines.size());
  }

  @Test
  void aVectorOfTwoBitSymbols() {
    // 11 | 00 01 10 11 00 00 00: lost, small, large, reserved, lost ...
    assertTrue(read("0001 0007 000000 00  c6c0 04 fffe"));
    assertEquals(
        List.of("1 lost", "2@1000", "3@500", "4 lost", "5 lost", "6 lost", "7 lost"), log.lines);
  }

  @Test
  void aRunOfLossesNeedsNoDeltas() {
    assertTrue(read("0000 1000 000000 00  1000"));
    assertEquals(4096, log.lines.size());
  }

  @Test
  void whatClaimsTooMuchIsRefused() {
    assertFalse(read("0000 1001 000000 00  1fff"));
    assertFalse(read("0000 ffff 000000 00  1fff 1fff 1fff 1fff 1fff 1fff 1fff 1fff 1fff"));
    assertEquals(List.of(), log.lines);
  }

  @Test
  void malformed() {
    assertFalse(read(""));
    assertFalse(read("0000 0001 000000"));
    assertFalse(read("0000 0000 000000 00"));
    assertFalse(read("0000 0001 000000 00"));
    assertFalse(read("0000 0001 000000 00 0000 0000 0000"));
    assertFalse(read("0000 0002 000000 00 2002 01"));
    assertEquals(List.of("0@250"), log.lines);
  }
}
