package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server with a route that waits on a condition, and routes that answer at once. As an extension
 * it runs during each test.
 */
final class WaitingServer implements BeforeEachCallback, AfterEachCallback {
  static final int LIMIT = 256 * 1024;
  static final int LARGE = 16 * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TimeLimits limits;
  final Faults faults = new Faults(System::nanoTime);
  private HttpSocket socket;
  private int permits;
  private int waiting;
  private int left;
  private int answered;
  private long lastWaitMillis;

  WaitingServer(Duration silence) {
    this(TimeLimits.of(silence));
  }

  WaitingServer(TimeLimits limits) {
    this.limits = limits;
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    start();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    stop();
  }

  void start() throws IOException {
    socket =
        HttpSocket.start(
            new HttpSocket.Settings("test", "127.0.0.1", 0, -1, limits.silence(), 65_536, true),
            limits,
            new PeriodicTasks(faults, System::nanoTime),
            this::routes);
  }

  private void routes(HttpRouting.Builder routes) {
    routes
        .post("/wait", this::await)
        .post("/hold", (request, response) -> hold(response))
        .post("/read", (request, response) -> response.send(Bodies.read(request, LIMIT)))
        .post("/long", WaitingServer::readLong)
        .get("/large", (request, response) -> response.send(new byte[LARGE]))
        .any("/now", (request, response) -> response.send("now"))
        .get("/defect", (request, response) -> defect());
  }

  /** Waits without reading the body. */
  private void hold(ServerResponse response) {
    try {
      park();
    } catch (InterruptedException e) {
      throw new CloseConnectionException("gone", e);
    }
    response.send("released");
  }

  private static void readLong(ServerRequest request, ServerResponse response) {
    LongBody body = LongBody.of(request);
    response.send(body.readBy("long", () -> count(body)));
  }

  private static String count(LongBody body) {
    try {
      int sum = 0;
      byte[] buffer = new byte[100];
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        sum += count;
      }
      return String.valueOf(sum);
    } catch (IOException e) {
      throw new CloseConnectionException("gone", e);
    }
  }

  private static void defect() {
    throw new IllegalStateException("a defect");
  }

  void stop() {
    socket.close();
  }

  int port() {
    return socket.port();
  }

  HttpSocket socket() {
    return socket;
  }

  private void await(ServerRequest request, ServerResponse response) {
    request.content().as(byte[].class);
    long begin = System.nanoTime();
    try {
      ClientPresence.of(request).whilePresent(this::park);
      response.send("released");
      count(() -> answered++);
    } catch (InterruptedException e) {
      lastWaitMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      count(() -> left++);
      throw new CloseConnectionException("gone", e);
    }
  }

  private boolean park() throws InterruptedException {
    lock.lock();
    try {
      waiting++;
      changed.signalAll();
      while (permits == 0) {
        changed.await();
      }
      permits--;
      return true;
    } finally {
      waiting--;
      changed.signalAll();
      lock.unlock();
    }
  }

  private void count(Runnable counter) {
    lock.lock();
    try {
      counter.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void awaitHttp2Threads(int count) {
    poll(() -> socket.http2Threads() == count, () -> socket.http2Threads() + " threads");
  }

  void awaitConnections(int count) {
    poll(() -> socket.connections() == count, () -> socket.connections() + " connections");
  }

  void awaitFault(String reason) {
    poll(
        () -> socket.http2Faults().getOrDefault(reason, 0L) == 1,
        () -> reason + " not counted: " + socket.http2Faults());
  }

  /** Polls, because no condition is signalled when a thread of the server ends. */
  private static void poll(BooleanSupplier reached, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail(otherwise.get());
      }
      LockSupport.parkNanos(500_000);
    }
  }

  void release() {
    count(() -> permits++);
  }

  void awaitWaiting(int count) throws InterruptedException {
    until(() -> waiting == count, "waiting == " + count);
  }

  void awaitLeft(int count) throws InterruptedException {
    until(() -> left == count, "left == " + count);
  }

  void awaitAnswered(int count) throws InterruptedException {
    until(() -> answered == count, "answered == " + count);
  }

  private void until(BooleanSupplier reached, String what) throws InterruptedException {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(5);
      while (!reached.getAsBoolean()) {
        if (nanos <= 0) {
          fail(what + " not reached: waiting " + waiting + ", left " + left);
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    return waiting;
  }

  int left() {
    return left;
  }

  long lastWaitMillis() {
    return lastWaitMillis;
  }
}
