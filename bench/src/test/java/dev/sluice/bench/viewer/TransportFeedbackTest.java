package dev.sluice.bench.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.rtcp.TransportFeedbackReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {
  private static final long MILLI = 1_000_000;
  private static final long START = 987_654 * MILLI;
  private final TransportFeedback feedback = new TransportFeedback();

  private List<String> read() {
    ByteBuffer packet = feedback.write(0x1111, 0x2222);
    byte[] bytes = packet.array();
    int length = packet.position();
    assertEquals(0, length % 4);
    assertEquals(length / 4 - 1, packet.getShort(2));
    assertEquals(0x8FCD, packet.getShort(0) & 0xDFFF);
    int padding = (bytes[0] & 0x20) == 0 ? 0 : bytes[length - 1];
    List<String> told = new ArrayList<>();
    TransportFeedbackReader.Visitor visitor =
        new TransportFeedbackReader.Visitor() {
          @Override
          public void received(int sequence, long arrivalMicros) {
            told.add(sequence + " at " + arrivalMicros / 1000.0);
          }

          @Override
          public void lost(int sequence) {
            told.add(sequence + " lost");
          }
        };
    assertTrue(TransportFeedbackReader.read(bytes, 12, length - 12 - padding, visitor));
    return told;
  }

  @Test
  void tellsWhatCameAndWhen() {
    feedback.arrived(65_534, START);
    feedback.arrived(65_535, START + MILLI);
    feedback.arrived(1, START + 34 * MILLI);
    feedback.arrived(2, START + 134 * MILLI);
    assertEquals(
        List.of(
            "65534 at 987654.0", "65535 at 987655.0", "0 lost", "1 at 987688.0", "2 at 987788.0"),
        read());
    assertFalse(feedback.any());
  }

  @Test
  void goesOnWhereItEnded() {
    feedback.arrived(10, START);
    read();
    feedback.arrived(9, START);
    assertFalse(feedback.any());
    feedback.arrived(12, START + 100 * MILLI);
    assertEquals(List.of("11 lost", "12 at 987754.0"), read());
  }

  @Test
  void tellsOfManyAtOnce() {
    for (int i = 0; i < 3000; i++) {
      feedback.arrived(i, START + i * MILLI / 2);
    }
    List<String> told = read();
    assertEquals(2048, told.size());
    assertEquals("2047 at 988677.5", told.getLast());
  }
}
