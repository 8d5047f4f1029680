package dev.sluice.net.http;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.net.framing.FramingException;
import dev.sluice.net.framing.FramingFault;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.Map;

/** Counts the requests of a socket whose framing was refused. Thread-safe. */
final class FramingRefusals {
  private final SharedEnumCounters<FramingFault> counts =
      new SharedEnumCounters<>(FramingFault.class);

  /** Counts a refusal, and makes the exception that has Helidon answer and close. */
  RequestException refuse(FramingException e) {
    counts.increment(e.fault());
    Status status = Status.create(e.status());
    return RequestException.builder()
        .type(status.equals(Status.BAD_REQUEST_400) ? EventType.BAD_REQUEST : EventType.OTHER)
        .status(status)
        .setKeepAlive(false)
        .header(HeaderValues.CONNECTION_CLOSE)
        .safeMessage(true)
        .message(e.getMessage())
        .build();
  }

  /** Counts by the lower-case names of the faults; faults that did not occur are present with 0. */
  Map<String, Long> byFault() {
    return counts.byName();
  }
}
