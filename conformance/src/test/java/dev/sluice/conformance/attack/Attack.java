package dev.sluice.conformance.attack;

import java.io.IOException;
import java.time.Duration;

/** Hostile traffic of one shape, from its own loopback address. */
@FunctionalInterface
interface Attack {
  /** Pause between two turns, so that a refused attacker does not take the cores of the machine. */
  Duration BETWEEN_TURNS = Duration.ofMillis(100);

  /** A thousand connections take a second, on a slow machine too. */
  Duration BETWEEN_STARTS = Duration.ofMillis(1);

  /**
   * Attacks until the target's time is over.
   *
   * @throws IOException if the service closes the connection, which is no fault
   */
  void run(Target target) throws IOException, InterruptedException;

  /** Starts this attack again whenever the service has ended it. */
  default Attack repeated() {
    return repeated(BETWEEN_TURNS);
  }

  /** Starts this attack again some time after the service has ended it. */
  default Attack repeated(Duration pause) {
    return target -> {
      while (!target.isOver()) {
        try {
          run(target);
        } catch (IOException e) {
          // Refused or closed by the service: the attacker comes back.
        }
        target.pause(pause);
      }
    };
  }

  /** This attack by several threads at once, all from the same address. */
  default Attack times(int count) {
    return target -> {
      try (var threads = new Threads()) {
        for (int i = 0; i < count; i++) {
          threads.start(() -> run(target));
          target.pause(BETWEEN_STARTS);
        }
      }
    };
  }
}
