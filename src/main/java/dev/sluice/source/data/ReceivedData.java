package dev.sluice.source.data;

import dev.sluice.base.log.RateLimitedLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What a data channel has brought: counts, and the newest message. Thread-safe. */
public final class ReceivedData {
  /** A publisher that counts from the beginning again is followed after that time. */
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final String channel;
  private final String stream;
  private final DataCounters all;
  private final RateLimitedLog log;
  private final String malformedKey;
  private final String oversizedKey;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private long bytes;
  private long messages;
  private long keepAlives;
  private long malformed;
  private long oversized;
  private Optional<String> last = Optional.empty();
  private long lastSegment;
  private Optional<Instant> lastTime = Optional.empty();

  /**
   * @param channel address or name, without secrets
   * @param stream name of the stream that it belongs to
   * @param all counts the events of all channels
   * @param log gets a line per cause and interval
   */
  public ReceivedData(
      String channel, String stream, DataCounters all, RateLimitedLog log, InstantSource clock) {
    this.channel = channel;
    this.stream = stream;
    this.all = all;
    this.log = log;
    this.malformedKey = "malformed " + stream + " " + channel;
    this.oversizedKey = "oversized " + stream + " " + channel;
    this.clock = clock;
  }

  /** A line of the log at most once per channel, cause and interval. */
  public static RateLimitedLog log() {
    return new RateLimitedLog(System.getLogger(ReceivedData.class.getName()), System::nanoTime);
  }

  void bytes(int count) {
    all.countBytes(count);
    lock.lock();
    try {
      bytes += count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a message.
   *
   * @param segment number of its segment. Segments may come at the same time: a message does not
   *     take the place of one that just came with a later segment
   */
  void message(JsonMessage message, long segment) {
    all.count(message.isKeepAlive() ? DataCounters.Event.KEEP_ALIVE : DataCounters.Event.MESSAGE);
    lock.lock();
    try {
      if (message.isKeepAlive()) {
        keepAlives++;
        return;
      }
      messages++;
      Instant now = clock.instant();
      if (segment >= lastSegment || lastTime.map(time -> isOver(time, now)).orElse(true)) {
        last = Optional.of(message.text());
        lastTime = Optional.of(now);
        lastSegment = segment;
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOver(Instant time, Instant now) {
    return time.plus(OVERLAP).isBefore(now);
  }

  void malformed() {
    all.count(DataCounters.Event.MALFORMED);
    lock.lock();
    try {
      malformed++;
    } finally {
      lock.unlock();
    }
    log.log(
        Level.WARNING, malformedKey, () -> sentence("a message that is no JSON object or array"));
  }

  void oversized() {
    all.count(DataCounters.Event.OVERSIZED);
    lock.lock();
    try {
      oversized++;
    } finally {
      lock.unlock();
    }
    log.log(
        Level.WARNING,
        oversizedKey,
        () ->
            sentence(
                "a message of more than %d bytes".formatted(MessageSplitter.MAX_MESSAGE_BYTES)));
  }

  private String sentence(String clause) {
    return "The data channel %s of stream '%s' sends %s. It is counted and dropped."
        .formatted(channel, stream, clause);
  }

  /** The present view. */
  public DataView view() {
    lock.lock();
    try {
      return new DataView(bytes, messages, keepAlives, malformed, oversized, last, lastTime);
    } finally {
      lock.unlock();
    }
  }
}
