package dev.sluice.bench.viewer;

import dev.sluice.bench.net.Reactor;
import dev.sluice.bench.stream.Schedule;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Viewers of one stream; one thread reads all their packets. */
public final class Swarm implements AutoCloseable {
  private static final int MAX_DATAGRAM_BYTES = 65536;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int LEAVING_AT_ONCE = 16;

  private final ViewerIdentity identity = ViewerIdentity.generate();
  private final WhepClient whep = new WhepClient();
  private final SwarmCounters counters = new SwarmCounters();
  private final Deque<SwarmViewer> viewers = new ConcurrentLinkedDeque<>();
  private final byte[] clear = new byte[MAX_DATAGRAM_BYTES];
  private final ViewerKind kind;
  private final Reactor reactor;
  private volatile DelayWindow window = DelayWindow.none();
  private long nextTurnNanos = System.nanoTime();

  /**
   * Creates a swarm without viewers.
   *
   * @param kind properties of all viewers
   */
  public Swarm(ViewerKind kind) {
    this.kind = kind;
    this.reactor = new Reactor(kind.gro(), this::turn);
  }

  private void turn(long nowNanos) {
    if (nowNanos - nextTurnNanos < 0) {
      return;
    }
    nextTurnNanos = nowNanos + TURN_NANOS;
    for (SwarmViewer viewer : viewers) {
      viewer.turn(nowNanos);
    }
  }

  /**
   * Adds a viewer; returns when its handshake is done.
   *
   * @param endpoint WHEP endpoint of the stream
   * @param schedule of the pushed stream
   * @throws IOException if the viewer is refused or fails to connect
   */
  public JoinTimes join(URI endpoint, Schedule schedule) throws IOException, InterruptedException {
    SwarmViewer viewer = new SwarmViewer(this, reactor, schedule, clear);
    viewers.addLast(viewer);
    try {
      viewer.connect(whep, endpoint, identity);
      return viewer.times();
    } catch (IOException e) {
      viewers.remove(viewer);
      reactor.close(viewer.socket());
      throw e;
    }
  }

  /**
   * Adds viewers, evenly spread in time; returns when each has a whole key picture.
   *
   * @throws IOException if one fails to connect
   */
  public List<JoinTimes> ramp(URI endpoint, Schedule schedule, int count, double perSecond)
      throws IOException, InterruptedException {
    List<JoinTimes> joined = come(endpoint, schedule, count, perSecond);
    try {
      for (JoinTimes times : joined) {
        times.keyPicture().orTimeout(20, TimeUnit.SECONDS).get();
      }
      return joined;
    } catch (ExecutionException e) {
      throw new IOException("a viewer gets no picture: " + e.getCause(), e);
    }
  }

  /**
   * Adds viewers, evenly spread in time; returns when all handshakes are done.
   *
   * @throws IOException if one fails to connect
   */
  public List<JoinTimes> come(URI endpoint, Schedule schedule, int count, double perSecond)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Future<JoinTimes>> joining = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        sleepUntil(begin + (long) (i * 1e9 / perSecond));
        joining.add(executor.submit(() -> join(endpoint, schedule)));
      }
      List<JoinTimes> joined = new ArrayList<>();
      for (Future<JoinTimes> one : joining) {
        joined.add(one.get());
      }
      return joined;
    } catch (ExecutionException e) {
      throw new IOException("a viewer failed to connect: " + e.getCause(), e);
    }
  }

  static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      left = nanos - System.nanoTime();
    }
  }

  /** Ends sessions until this number remains. */
  public void shrink(int left) throws IOException, InterruptedException {
    Deque<SwarmViewer> leaving = new ArrayDeque<>();
    while (viewers.size() > left) {
      leaving.add(viewers.removeLast());
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(LEAVING_AT_ONCE)) {
      List<Future<?>> done = new ArrayList<>();
      for (SwarmViewer viewer : leaving) {
        done.add(
            executor.submit(
                () -> {
                  viewer.leave(whep);
                  reactor.close(viewer.socket());
                  return null;
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a viewer could not leave: " + e.getCause(), e);
    }
  }

  /** Number of viewers. */
  public int size() {
    return viewers.size();
  }

  /** Counters of all viewers. */
  public SwarmCounters counters() {
    return counters;
  }

  /** Starts recording delays into a new window, for pictures due in this span of time. */
  public DelayWindow measure(long fromNanos, long toNanos) {
    return measure(fromNanos, fromNanos, toNanos - fromNanos, 1);
  }

  /**
   * Starts recording delays into a new window of several spans.
   *
   * @param fromNanos pictures due earlier are not recorded
   * @param beginNanos begin of the first span
   * @param spanNanos length of a span
   * @param spans number of spans
   */
  public DelayWindow measure(long fromNanos, long beginNanos, long spanNanos, int spans) {
    DelayWindow next = new DelayWindow(fromNanos, beginNanos, spanNanos, spans);
    window = next;
    return next;
  }

  /** Stops recording delays. */
  public void endMeasuring() {
    window = DelayWindow.none();
  }

  ViewerKind kind() {
    return kind;
  }

  DelayWindow window() {
    return window;
  }

  /** Ends all sessions, so that a server that goes on does not send to closed viewers. */
  @Override
  public void close() throws IOException {
    try {
      shrink(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reactor.close();
      whep.close();
    }
  }
}
