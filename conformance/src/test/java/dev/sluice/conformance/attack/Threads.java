package dev.sluice.conformance.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Threads of attackers; {@link #close} waits for their end. */
final class Threads implements AutoCloseable {
  private final List<Thread> started = new ArrayList<>();

  /** Work that the service may end at any time. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  void start(Work work) {
    started.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (IOException e) {
                    // The service has closed the connection.
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  @Override
  public void close() {
    try {
      for (Thread thread : started) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
