package dev.sluice.bench.run;

import java.util.ArrayList;
import java.util.List;

/** Servers run on the first core; the launcher keeps this program off it. */
final class Cores {
  static final int SERVER_CORE = 0;

  private Cores() {}

  static List<String> onServerCore(List<String> command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(SERVER_CORE)));
    pinned.addAll(command);
    return pinned;
  }
}
