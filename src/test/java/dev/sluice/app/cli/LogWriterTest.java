package dev.sluice.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log is written in order, and a reader that stops reading stops nobody who logs. */
@Timeout(60)
class LogWriterTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final CountDownLatch reading = new CountDownLatch(1);

  /** A pipe whose reader does not read yet. */
  private final class StalledPipe extends OutputStream {
    @Override
    public void write(int octet) {
      try {
        reading.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      written.write(octet);
    }
  }

  private static LogRecord record(Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName("dev.sluice.Some");
    return record;
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aReaderThatDoesNotReadStopsNobody() {
    LogWriter writer =
        new LogWriter(new PrintStream(new StalledPipe(), true, StandardCharsets.UTF_8));
    int many = LogWriter.CAPACITY + 500;
    IntStream.range(0, many).forEach(i -> writer.publish(record(Level.INFO, "line " + i)));
    assertEquals(0, written.size(), "all were logged while nothing could be written");
    reading.countDown();
    writer.flush();
    List<String> lines = lines();
    assertTrue(lines.get(0).endsWith("line 0"), lines.get(0));
    assertTrue(lines.getLast().endsWith("line " + (LogWriter.CAPACITY - 1)), lines.getLast());
    assertTrue(lines.contains("(500 lines of the log were dropped: writing it is too slow)"));
    assertEquals(LogWriter.CAPACITY + 1, lines.size());
  }

  @Test
  void lineThatCannotBeWrittenEndsNothing() {
    reading.countDown();
    OutputStream exhausted =
        new OutputStream() {
          private boolean failed;

          @Override
          public void write(int octet) {
            if (!failed) {
              failed = true;
              throw new OutOfMemoryError("for the test");
            }
            written.write(octet);
          }
        };
    LogWriter writer = new LogWriter(new PrintStream(exhausted, true, StandardCharsets.UTF_8));
    writer.publish(record(Level.INFO, "one"));
    writer.publish(record(Level.INFO, "two"));
    writer.flush();
    assertTrue(written.toString(StandardCharsets.UTF_8).contains(": two\n"), written.toString());
  }

  @Test
  void aLineHasItsTimeWithItsZone() {
    reading.countDown();
    LogWriter writer = new LogWriter(new PrintStream(written, true, StandardCharsets.UTF_8));
    writer.publish(record(Level.WARNING, "attention"));
    writer.publish(record(Level.FINE, "a\nforged line"));
    writer.flush();
    List<String> lines = lines();
    String time = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}[+-]\\d{2}:\\d{2} ";
    assertTrue(
        lines.get(0).matches(time + "WARNING dev\\.sluice\\.Some: attention"), lines.toString());
    assertTrue(lines.get(1).endsWith("DEBUG dev.sluice.Some: a forged line"), lines.toString());
    assertEquals(2, lines.size());
  }

  @Test
  void aFaultHasItsStackTrace() {
    LogRecord record = record(Level.SEVERE, "a defect");
    record.setThrown(new IllegalStateException("why"));
    String text = new LineFormatter().format(record);
    assertTrue(text.contains("ERROR dev.sluice.Some: a defect"), text);
    assertTrue(text.contains("IllegalStateException: why"), text);
    assertTrue(text.contains("at dev.sluice.app.cli.LogWriterTest"), text);
    assertFalse(new LineFormatter().format(record(Level.INFO, "x")).strip().contains("\n"));
  }
}
