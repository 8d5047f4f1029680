package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.log.LogLines;
import dev.sluice.stream.publish.Publication;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceLogTest {
  @Test
  void eachStreamHasItsLines() {
    LogLines lines = new LogLines();
    SourceLog log = new SourceLog(lines);
    log.began("a", Publication.State.LIVE);
    log.began("b", Publication.State.LIVE);
    log.ended("a", SourceEnd.STALLED, 188);
    log.began("a", Publication.State.LIVE);
    log.ended("b", SourceEnd.STALLED, 376);
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
