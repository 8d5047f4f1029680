package dev.sluice.source.data;

import dev.sluice.base.log.LogLines;
import dev.sluice.base.log.RateLimitedLog;
import java.time.Instant;

/** Fuzz target: arbitrary segments of a data channel. Their chunks must not matter. */
public final class MessageFuzz {
  private static final byte END_OF_SEGMENT = 0;

  private MessageFuzz() {}

  /** Called for each input; a zero byte stands for the end of a segment. */
  public static void fuzzerTestOneInput(byte[] input) {
    DataView whole = split(input, Math.max(1, input.length));
    DataView bytes = split(input, 1);
    if (!whole.equals(bytes)) {
      throw new AssertionError("whole %s, in bytes %s".formatted(whole, bytes));
    }
    // What was taken for JSON can be shown.
    whole.lastValue().ifPresent(Object::toString);
  }

  private static DataView split(byte[] input, int piece) {
    ReceivedData received = received(new DataCounters(), new LogLines());
    MessageSplitter splitter = new MessageSplitter(received, 0);
    int from = 0;
    for (int i = 0; i < input.length; i++) {
      boolean end = input[i] == END_OF_SEGMENT;
      if (end || i + 1 - from == piece || i + 1 == input.length) {
        splitter.feed(input, from, i - from + (end ? 0 : 1));
        from = i + 1;
      }
      if (end) {
        splitter.endSegment();
      }
    }
    return received.view();
  }

  static ReceivedData received(DataCounters counters, LogLines lines) {
    return new ReceivedData(
        "worker",
        "cam",
        counters,
        new RateLimitedLog(lines, () -> 0),
        () -> Instant.parse("2026-11-30T12:00:00Z"));
  }
}
