package dev.sluice.source.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.log.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PushLogTest {
  @Test
  void eachStreamHasItsLines() {
    LogLines lines = new LogLines();
    PushLog log = new PushLog(lines);
    log.began("a");
    log.began("b");
    log.ended("a", PushEnd.STALLED, 188);
    log.began("a");
    log.ended("b", PushEnd.STALLED, 376);
    assertEquals(
        List.of(
            "Stream 'a' has a source.",
            "Stream 'b' has a source.",
            "The source of stream 'a' ended (stalled) after 188 bytes.",
            "Stream 'a' has a source.",
            "The source of stream 'b' ended (stalled) after 376 bytes."),
        lines.lines());
  }
}
