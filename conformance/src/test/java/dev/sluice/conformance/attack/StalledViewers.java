package dev.sluice.conformance.attack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Viewers over ICE-TCP that play, and then read nothing any more. */
final class StalledViewers {
  private static final int CROWDS = 50;
  private static final int VIEWERS = 20;

  /** Crowds that join at the same time; viewers that play take the cores of the machine. */
  private static final int JOINING = 4;

  /** A slow machine does not let all join in the time of a flood. */
  private static final int LEAST = 500;

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private StalledViewers() {}

  static Shape shape() {
    return new Shape(
        "1000 stalled ICE-TCP viewers",
        "plays with %d viewers over ICE-TCP and stops them".formatted(CROWDS * VIEWERS),
        target -> {
          Semaphore turns = new Semaphore(JOINING);
          AtomicInteger stalled = new AtomicInteger();
          try (Threads threads = new Threads()) {
            for (int i = 0; i < CROWDS; i++) {
              threads.start(() -> stalled.addAndGet(crowd(target, turns)));
            }
          }
          if (stalled.get() < LEAST) {
            target.fault("only %d viewers could join".formatted(stalled.get()));
          }
        });
  }

  /** Returns how many viewers have joined. */
  private static int crowd(Target target, Semaphore turns)
      throws IOException, InterruptedException {
    URI whep =
        URI.create(
            "http://127.0.0.1:%d/whep/%s".formatted(target.service().publicTcp(), Target.STREAM));
    turns.acquire();
    if (target.isOver()) {
      turns.release();
      return 0;
    }
    int joined;
    try (Pion crowd = Pion.crowd(whep, VIEWERS, LONG)) {
      try {
        joined = crowd.awaitCrowd(PATIENCE);
        for (int i = 0; i < joined; i++) {
          target.joined();
        }
        crowd.freeze();
      } finally {
        turns.release();
      }
      target.pause(LONG);
    }
    return joined;
  }
}
