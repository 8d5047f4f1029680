package dev.sluice.net.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Recent decisions, by a hash of the request, so that no token is kept. Thread-safe. */
final class DecisionCache {
  private static final int MAX_ENTRIES = 10_000;

  /** Refusals are kept for less time: the right may be granted a moment later. */
  private static final Duration MAX_REFUSAL = Duration.ofSeconds(2);

  private final Duration span;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<ByteBuffer, Entry> entries = new LinkedHashMap<>();

  private record Entry(Decision decision, Instant until) {}

  DecisionCache(Duration span) {
    this.span = span;
  }

  Optional<Decision> find(AccessRequest request, Instant now) {
    ByteBuffer key = key(request);
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(key))
          .filter(entry -> now.isBefore(entry.until()))
          .map(Entry::decision);
    } finally {
      lock.unlock();
    }
  }

  void put(AccessRequest request, Decision decision, Instant now) {
    ByteBuffer key = key(request);
    Entry entry = new Entry(decision, until(decision, now));
    lock.lock();
    try {
      // Moves the entry to the end: the first entry is the oldest.
      entries.remove(key);
      entries.put(key, entry);
      if (entries.size() > MAX_ENTRIES) {
        entries.pollFirstEntry();
      }
    } finally {
      lock.unlock();
    }
  }

  private Instant until(Decision decision, Instant now) {
    return switch (decision) {
      case Decision.Granted(Optional<Instant> end) ->
          end.filter(instant -> instant.isBefore(now.plus(span))).orElse(now.plus(span));
      case Decision.Refused refused ->
          now.plus(span.compareTo(MAX_REFUSAL) < 0 ? span : MAX_REFUSAL);
    };
  }

  private static ByteBuffer key(AccessRequest request) {
    // Name, action and address have no line breaks: different requests have different texts.
    String text =
        String.join(
            "\n", request.stream(), request.action().word(), request.address(), request.token());
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }
}
