package dev.sluice.source.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection of a transport, on a thread of its own. */
public final class TransportRun implements AutoCloseable {
  private static final long SECONDS = 20;

  private final RecordingInlet inlet = new RecordingInlet();
  private final FutureTask<Transport.Ended> task;
  private final Thread thread;

  /** Starts it. */
  public TransportRun(Transport transport) {
    task = new FutureTask<>(() -> transport.run(inlet));
    thread = Thread.ofPlatform().daemon().name("run").start(task);
  }

  /** Starts a transport for an address, which reaches everything. */
  public static Transport open(Transport.Factory factory, String address) throws AddressException {
    return factory.open(
        new TransportRequest(
            "live",
            SourceAddress.parse(address),
            host -> List.of(InetAddress.getAllByName(host)),
            true));
  }

  /** What arrived. */
  public RecordingInlet inlet() {
    return inlet;
  }

  /** Waits for its end. */
  public Transport.Ended ended() throws Exception {
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Waits for its failure. */
  public String failure() throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("it ended: " + task.get(SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause().getMessage());
    }
  }

  /** Stops it as a detach does, and waits for its end. */
  @Override
  public void close() {
    inlet.stop();
    try {
      if (!thread.join(Duration.ofSeconds(SECONDS))) {
        throw new AssertionError("it does not stop");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
