package dev.sluice.source.attach;

import dev.sluice.source.transport.SourceAddress;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** State and counts of one address of an attachment. Thread-safe. */
final class AttachmentProgress {
  private static final System.Logger LOG = System.getLogger(AttachmentProgress.class.getName());

  private final String subject;
  private final String stream;
  private final SourceAddress address;
  private final int priority;
  private final LongAdder allErrors;
  private final InstantSource clock;
  private final LongAdder bytes = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile AttachmentState state = AttachmentState.CONNECTING;
  private Instant since;
  private long connections;
  private long errors;
  private Optional<String> lastError = Optional.empty();

  /**
   * @param subject of sentences, such as "source"
   * @param allErrors counts the failures of all attachments
   */
  AttachmentProgress(
      String subject,
      String stream,
      SourceAddress address,
      int priority,
      LongAdder allErrors,
      InstantSource clock) {
    this.subject = subject;
    this.stream = stream;
    this.address = address;
    this.priority = priority;
    this.allErrors = allErrors;
    this.clock = clock;
    this.since = clock.instant();
  }

  AttachmentState state() {
    return state;
  }

  void enter(AttachmentState next) {
    lock.lock();
    try {
      if (next != state) {
        state = next;
        since = clock.instant();
      }
    } finally {
      lock.unlock();
    }
  }

  void connected() {
    lock.lock();
    try {
      connections++;
    } finally {
      lock.unlock();
    }
    enter(AttachmentState.CONNECTED);
  }

  void received(int count) {
    bytes.add(count);
    if (state != AttachmentState.LIVE) {
      enter(AttachmentState.LIVE);
    }
  }

  /** Notes a failure. The log has each new sentence once in a row. */
  void failed(String sentence) {
    boolean told;
    allErrors.increment();
    lock.lock();
    try {
      errors++;
      told = lastError.filter(sentence::equals).isPresent();
      lastError = Optional.of(sentence);
    } finally {
      lock.unlock();
    }
    if (!told) {
      LOG.log(
          Level.WARNING,
          "The {0} {1} of stream ''{2}'' failed: {3}",
          subject,
          address,
          stream,
          sentence);
    }
  }

  AttachmentView view() {
    lock.lock();
    try {
      return new AttachmentView(
          address, priority, state, since, bytes.sum(), connections, errors, lastError);
    } finally {
      lock.unlock();
    }
  }
}
