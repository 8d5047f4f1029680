package dev.sluice.source.data;

import dev.sluice.base.counters.SharedEnumCounters;
import java.util.concurrent.atomic.LongAdder;

/** Messages and bytes of many data channels, for metrics. Thread-safe. */
public final class DataCounters {
  /** What came in place of a message, or the message itself. */
  public enum Event {
    /** A JSON object or array. */
    MESSAGE,
    /** A message without content, see {@link JsonMessage#isKeepAlive}. */
    KEEP_ALIVE,
    /** A text that is no JSON object or array. */
    MALFORMED,
    /** A text of more than {@link MessageSplitter#MAX_MESSAGE_BYTES}. */
    OVERSIZED
  }

  private final SharedEnumCounters<Event> events = new SharedEnumCounters<>(Event.class);
  private final LongAdder bytes = new LongAdder();

  /** All zero. */
  public DataCounters() {}

  void count(Event event) {
    events.increment(event);
  }

  void countBytes(int count) {
    bytes.add(count);
  }

  /** The count of an event. */
  public long of(Event event) {
    return events.get(event);
  }

  /** Bytes received. */
  public long bytes() {
    return bytes.sum();
  }
}
