package dev.sluice.conformance.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attackers of a wave at work. {@link #close} ends them and waits for their threads. */
final class WaveRun implements AutoCloseable {
  private final Map<Shape, Target> targets = new LinkedHashMap<>();
  private final Threads threads = new Threads();

  WaveRun(Wave wave, Target.Sockets service, Duration time) {
    for (Shape shape : wave.shapes()) {
      Target target = new Target(service, targets.size() + 1, time);
      targets.put(shape, target);
      threads.start(() -> shape.attack().run(target));
    }
  }

  /**
   * Answers that the service must not give, with the names of the shapes. Complete after the end.
   */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    targets.forEach(
        (shape, target) ->
            target.faults().forEach(fault -> faults.add(shape.name() + ": " + fault)));
    return faults;
  }

  /** What each shape has done, one line each. */
  String report() {
    StringBuilder text = new StringBuilder();
    targets.forEach(
        (shape, target) -> text.append("attack:   %s: %s%n".formatted(shape.name(), target)));
    return text.toString();
  }

  @Override
  public void close() {
    targets.values().forEach(Target::close);
    threads.close();
  }
}
