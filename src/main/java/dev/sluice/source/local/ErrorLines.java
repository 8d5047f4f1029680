package dev.sluice.source.local;

import dev.sluice.base.share.TokenRate;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes the standard error of a command to the log: the beginning of each line, 20 lines at once
 * and then one in a second. Of a line that is written over itself, as progress is, only the last
 * state counts. For one thread.
 */
final class ErrorLines {
  static final int MAX_CHARACTERS = 300;
  static final int BURST = 20;

  private static final int BUFFER_BYTES = 4096;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7F;
  private static final TokenRate RATE = new TokenRate(1, BURST);

  private final String stream;
  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private final byte[] line = new byte[MAX_CHARACTERS];
  private int length;
  private boolean cut;

  /** Whether the byte before was a carriage return. */
  private boolean returned;

  private long fullAtNanos;
  private long left;

  ErrorLines(String stream) {
    System.Logger logger = System.getLogger(ErrorLines.class.getName());
    this(stream, text -> logger.log(Level.INFO, text), System::nanoTime);
  }

  ErrorLines(String stream, Consumer<String> log, LongSupplier nanoTime) {
    this.stream = stream;
    this.log = log;
    this.nanoTime = nanoTime;
    this.fullAtNanos = nanoTime.getAsLong();
  }

  /** Reads to the end. */
  void read(InputStream in) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (in) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          add(buffer[i]);
        }
      }
    } catch (IOException e) {
      // The command is killed: its pipe is closed.
      cut = false;
    }
    end();
  }

  private void add(byte next) {
    boolean overwritten = returned && next != '\n';
    returned = next == '\r';
    if (overwritten) {
      // Progress, which programs write over itself.
      length = 0;
      cut = false;
    }
    if (next == '\n') {
      end();
    } else if (returned) {
      return;
    } else if (length < MAX_CHARACTERS) {
      boolean control = next >= 0 && (next < FIRST_PRINTABLE || next == DELETE);
      line[length++] = control ? (byte) '?' : next;
    } else {
      cut = true;
    }
  }

  private void end() {
    if (length == 0) {
      return;
    }
    String text = new String(line, 0, length, StandardCharsets.UTF_8) + (cut ? "…" : "");
    length = 0;
    cut = false;
    long now = nanoTime.getAsLong();
    if (RATE.waitNanos(fullAtNanos, now) > 0) {
      left++;
      return;
    }
    fullAtNanos = RATE.take(fullAtNanos, now);
    String others = left == 0 ? "" : " (%d lines before it were left out)".formatted(left);
    left = 0;
    log.accept("The command of stream '%s' says: %s%s".formatted(stream, text, others));
  }
}
