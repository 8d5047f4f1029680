package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RehearsalTest {
  @Test
  void itsPushIsTakenAndItsViewersGetMedia() throws IOException {
    assertEquals(12, Rehearsal.run(12));
  }
}
