package dev.sluice.source.attach;

import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Has one connection for each scripted step; without a step it waits for one or for its stop. */
final class ScriptedTransport implements Transport {
  final CountDownLatch closed = new CountDownLatch(1);
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  volatile int runs;
  volatile boolean exclusive;

  /** One connection. */
  interface Step {
    Ended run(Inlet inlet) throws IOException, InterruptedException;
  }

  /** Plays ten seconds of media, then holds the connection until it must stop. */
  static final Step PLAY =
      inlet -> {
        media(inlet);
        return hold(inlet);
      };

  static void media(Inlet inlet) throws IOException, InterruptedException {
    inlet.connected();
    byte[] bytes = demo();
    inlet.feed(bytes, 0, bytes.length);
  }

  static Ended hold(Inlet inlet) throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    inlet.closeOnStop(stopped::countDown);
    stopped.await();
    throw new IOException("The socket was closed.");
  }

  static byte[] demo() throws IOException {
    try (InputStream in = ScriptedTransport.class.getResourceAsStream("/demo/demo.ts")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  ScriptedTransport then(Step step) {
    steps.add(step);
    return this;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    runs++;
    Step step = steps.poll();
    return step == null ? hold(inlet) : step.run(inlet);
  }

  @Override
  public boolean exclusive() {
    return exclusive;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
