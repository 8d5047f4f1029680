package dev.sluice.source.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The standard error of commands in the log. */
class ErrorLinesTest {
  private static final String PREFIX = "The command of stream 'cam' says: ";

  private final List<String> logged = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final ErrorLines lines = new ErrorLines("cam", logged::add, now::get);

  private void read(String text) {
    lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linesAreWrittenWithoutControlCharacters() {
    read("one\n\ntwo\u001b[31m\r\nthrée");
    assertEquals(List.of(PREFIX + "one", PREFIX + "two?[31m", PREFIX + "thrée"), logged);
  }

  @Test
  void progressIsLeftOut() {
    read("frame= 1\rframe= 2\rframe= 3\nover\r");
    assertEquals(List.of(PREFIX + "frame= 3", PREFIX + "over"), logged);
  }

  @Test
  void longLinesAreCut() {
    read("x".repeat(100_000) + "\nnext\n");
    assertEquals(
        List.of(PREFIX + "x".repeat(ErrorLines.MAX_CHARACTERS) + "…", PREFIX + "next"), logged);
  }

  @Test
  void aFloodIsLimited() {
    read("again\n".repeat(100_000));
    assertEquals(ErrorLines.BURST, logged.size());
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    read("later\nlater\n");
    assertEquals(
        PREFIX + "later (99980 lines before it were left out)", logged.get(ErrorLines.BURST));
    assertEquals(ErrorLines.BURST + 1, logged.size());
  }
}
