package dev.sluice.source.rtmp;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.net.rtmp.RtmpFault;
import dev.sluice.net.rtmp.RtmpMessage;
import dev.sluice.net.rtmp.RtmpPublisher;
import dev.sluice.net.rtmp.RtmpSession;
import dev.sluice.net.rtmp.RtmpStatus;
import dev.sluice.source.supervisor.PublishRefusedException;
import dev.sluice.source.supervisor.Source;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.log.InputMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one publisher. Its thread reads, parses and writes to the stream; nothing is
 * queued between. The stream is opened with the first message, so that a publisher who sends
 * nothing takes no name.
 */
final class RtmpConnection implements RtmpPublisher {
  private static final int READ_BYTES = 64 * 1024;

  /** From the connection to the right to publish, which a webhook may decide. */
  private static final long BEGIN_NANOS = Duration.ofSeconds(15).toNanos();

  /** Longest wait for a client that does not read. */
  private static final long WRITE_NANOS = Duration.ofSeconds(10).toNanos();

  /** What an ended client may still send, so that it reads why. */
  private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

  private static final int LINGER_BYTES = 1 << 20;

  /** Time after which a silent reader looks whether it was cancelled. */
  private static final int WAKE_MILLIS = 250;

  /** Before a source: commands, and what holds the first messages. */
  static final int OWN_BYTES = 32 * 1024;

  private static final byte[] FILE_HEADER = HexFormat.of().parseHex("464c56010500000009");

  private final Socket socket;
  private final RtmpPublishing publishing;
  private final SharedEnumCounters<RtmpCounter> counters;
  private final RateLimitedLog log;
  private final InetAddress address;
  private final InputMemory memory;
  private final RtmpSession session;
  private final byte[] buffer = new byte[READ_BYTES];
  private @Nullable SourceRequest request;
  private @Nullable Source source;
  private SourceEnd end = SourceEnd.VANISHED;
  private int previousTagBytes;

  /** Time at which {@link #sweep} closes the socket; MAX_VALUE for never. */
  private volatile long deadlineNanos;

  private volatile boolean cancelled;

  /**
   * @param memory for messages, of {@link #OWN_BYTES}; closed at the end of {@link #run}
   */
  RtmpConnection(
      Socket socket,
      InputMemory memory,
      RtmpPublishing publishing,
      SharedEnumCounters<RtmpCounter> counters,
      RateLimitedLog log) {
    this.socket = socket;
    this.publishing = publishing;
    this.memory = memory;
    this.session = new RtmpSession(this, memory);
    this.counters = counters;
    this.log = log;
    this.address = socket.getInetAddress();
    this.deadlineNanos = System.nanoTime() + BEGIN_NANOS;
  }

  /** Serves the publisher until its end. */
  void run() {
    try (socket;
        memory) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAKE_MILLIS);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      try {
        pump(in, out);
      } finally {
        closeSource();
      }
      send(out);
      linger(in);
    } catch (IOException e) {
      // The client left, or a deadline closed the socket.
    } finally {
      session.fault().ifPresent(this::countFault);
    }
  }

  private void pump(InputStream in, OutputStream out) throws IOException {
    int count = read(in);
    while (count >= 0 && !cancelled) {
      session.feed(buffer, 0, count);
      send(out);
      if (session.isOver()) {
        return;
      }
      count = read(in);
    }
  }

  /** Returns 0 if nothing came for a while, -1 at the end. */
  private int read(InputStream in) throws IOException {
    try {
      return in.read(buffer);
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private void send(OutputStream out) throws IOException {
    if (session.hasOutput()) {
      long before = deadlineNanos;
      deadlineNanos = Math.min(before, System.nanoTime() + WRITE_NANOS);
      out.write(session.takeOutput());
      deadlineNanos = before;
    }
  }

  /** A publisher that ends by itself closes the connection, and takes it for an error if we do. */
  private void linger(InputStream in) throws IOException {
    long until = System.nanoTime() + LINGER_NANOS;
    deadlineNanos = Long.MAX_VALUE;
    if (end != SourceEnd.COMPLETE) {
      socket.shutdownOutput();
    }
    int rest = LINGER_BYTES;
    for (int count = read(in);
        count >= 0 && rest > 0 && System.nanoTime() - until < 0;
        count = read(in)) {
      rest -= count;
    }
  }

  private void countFault(RtmpFault fault) {
    counters.increment(RtmpCounter.FAULTS);
    log.log(
        System.Logger.Level.WARNING,
        fault.name(),
        "An RTMP connection was ended: " + fault.sentence());
  }

  @Override
  public Answer publish(String app, String name) {
    PublishAddress to = PublishAddress.of(app, name);
    Optional<String> bad = RtmpPublishing.fault(to);
    if (bad.isPresent()) {
      return refused(RtmpCounter.BAD_NAMES, RtmpStatus.BAD_NAME, bad.get());
    }
    try {
      OptionalLong expiresNanos = publishing.rights().require(to.stream(), to.token(), address);
      publishing.sources().requireRoom(to.stream(), to.priority().orElse(0));
      request = publishing.request(to, address, expiresNanos);
    } catch (PublishRefusedException e) {
      return refused(RtmpCounter.DENIED, RtmpStatus.DENIED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(RtmpCounter.DENIED, RtmpStatus.DENIED, "The service is stopping.");
    } catch (SourceRefusedException e) {
      return refused(counterOf(e), statusOf(e), String.valueOf(e.getMessage()));
    }
    counters.increment(RtmpCounter.PUBLISHERS);
    Thread.currentThread().setName("rtmp-" + to.stream());
    deadlineNanos = System.nanoTime() + publishing.silence().toNanos();
    return new Answer(RtmpStatus.START, "Publishing '%s'.".formatted(to.stream()));
  }

  private static RtmpCounter counterOf(SourceRefusedException refused) {
    return switch (refused.refusal()) {
      case OCCUPIED -> RtmpCounter.BAD_NAMES;
      case FULL, ADDRESS_FULL -> RtmpCounter.FULL;
      case NO_MEMORY -> RtmpCounter.NO_MEMORY;
    };
  }

  private static RtmpStatus statusOf(SourceRefusedException refused) {
    return refused.refusal() == SourceRefusedException.Cause.OCCUPIED
        ? RtmpStatus.BAD_NAME
        : RtmpStatus.REJECTED;
  }

  private Answer refused(RtmpCounter counter, RtmpStatus status, String sentence) {
    counters.increment(counter);
    return new Answer(status, sentence);
  }

  @Override
  public boolean media(RtmpMessage message) {
    try {
      Source opened = opened();
      byte[] tag = message.asTag(previousTagBytes);
      previousTagBytes = message.tagBytes();
      publishing.sources().counters().countBytes(message.framedBytes());
      return opened.feedInTime(tag, 0, message.framedBytes());
    } catch (SourceRefusedException e) {
      counters.increment(counterOf(e));
      session.fail(statusOf(e), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private Source opened() throws SourceRefusedException {
    Source known = source;
    if (known == null) {
      known = publishing.sources().open(Objects.requireNonNull(request), this::cancel);
      source = known;
      // From here on the source's own watch ends a silent one.
      deadlineNanos = Long.MAX_VALUE;
      boolean unused = known.feed(FILE_HEADER, 0, FILE_HEADER.length, System.nanoTime());
    }
    return known;
  }

  @Override
  public void unpublish() {
    end = SourceEnd.COMPLETE;
  }

  private void closeSource() {
    Source known = source;
    if (known != null) {
      SourceEnd reason = publishing.sources().close(known, end);
      if (!session.isOver() || (reason != SourceEnd.COMPLETE && session.fault().isEmpty())) {
        RtmpEnds.sentence(reason).ifPresent(sentence -> session.fail(RtmpStatus.FAILED, sentence));
      }
    }
  }

  private void cancel() {
    cancelled = true;
  }

  /** Ends the connection. Its source, if it has one, is cancelled apart. */
  void stop() {
    deadlineNanos = System.nanoTime() + LINGER_NANOS;
    cancelled = true;
  }

  /** Closes the socket if a deadline has passed, which ends a read or a write. */
  void sweep(long nowNanos) {
    long deadline = deadlineNanos;
    if (deadline != Long.MAX_VALUE && nowNanos - deadline >= 0) {
      counters.increment(RtmpCounter.TIMEOUTS);
      deadlineNanos = Long.MAX_VALUE;
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }
}
