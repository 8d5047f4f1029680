package dev.sluice.source.supervisor;

import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.StopSwitch;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.publish.Publication;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The inlet of one connection. Its first bytes open a source, and {@link #close} closes it: a
 * connection that sends nothing does not replace another source.
 *
 * <p>Methods of {@link Inlet} and {@link #close} are for the connection's thread, {@link #stop} for
 * any.
 */
public final class SupervisedInlet implements Inlet {
  private final Sources sources;
  private final SourceRequest request;
  private final Listener listener;
  private final StopSwitch stop = new StopSwitch();
  private volatile @Nullable Source source;

  /** Receives the progress of a connection, on its thread. */
  public interface Listener {
    /** Ignores everything. */
    Listener NONE = new Listener() {};

    /** The connection is there. */
    default void connected() {}

    /** Bytes have arrived. */
    default void received(int bytes) {}
  }

  /**
   * @param sources opens the source
   * @param request what is asked of it
   */
  public SupervisedInlet(Sources sources, SourceRequest request, Listener listener) {
    this.sources = sources;
    this.request = request;
    this.listener = listener;
  }

  @Override
  public void connected() {
    listener.connected();
  }

  @Override
  public boolean feed(byte[] data, int offset, int length)
      throws IOException, InterruptedException {
    if (length == 0 || stopped()) {
      return !stopped();
    }
    Source opened = opened();
    sources.counters().countBytes(length);
    listener.received(length);
    return opened.feedInTime(data, offset, length);
  }

  private Source opened() throws IOException {
    Source known = source;
    if (known != null) {
      return known;
    }
    try {
      Source opened = sources.open(request, this::stop);
      source = opened;
      return opened;
    } catch (SourceRefusedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void endSegment() {
    Source known = source;
    if (known != null) {
      known.endSegment(System.nanoTime());
    }
  }

  @Override
  public void lost(long mostBytes) {
    Source known = source;
    if (known != null) {
      known.lost(mostBytes, System.nanoTime());
    }
  }

  @Override
  public void closeOnStop(Closeable opened) {
    stop.closeOnStop(opened);
  }

  @Override
  public boolean stopped() {
    return stop.stopped();
  }

  /** Makes the connection end: a blocked read ends at once, and nothing more is taken. */
  public void stop() {
    stop.stop();
  }

  /** Whether bytes have opened the source. For any thread. */
  public boolean began() {
    return source != null;
  }

  /** Whether viewers get its media. For any thread. */
  public boolean plays() {
    Source known = source;
    return known != null && known.publication().state() == Publication.State.LIVE;
  }

  /**
   * The media that have come and are not due yet by the clock, in nanoseconds; 0 for none. A source
   * that is fetched again before they are due would run away from the clock.
   */
  public long leadNanos() {
    Source known = source;
    return known == null ? 0 : known.leadNanos(System.nanoTime());
  }

  /** Detaches the source for that reason, if it has begun, and makes the connection end. */
  public void cancel(SourceEnd reason) {
    Source known = source;
    if (known != null) {
      known.cancel(reason);
    }
    stop();
  }

  /**
   * Closes the source, if it has begun.
   *
   * @param natural its end unless it was cancelled before
   * @return reason for the end; {@code natural} if it had not begun
   */
  public SourceEnd close(SourceEnd natural) {
    Source known = source;
    source = null;
    return known == null ? natural : sources.close(known, natural);
  }
}
