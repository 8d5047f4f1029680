package dev.sluice.bench.run;

import dev.sluice.bench.report.HoldResult;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.viewer.DelayWindow;
import dev.sluice.bench.viewer.Swarm;
import dev.sluice.bench.viewer.SwarmCounters;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Measures a server while a constant crowd watches. */
final class HoldMeter {
  // For pictures that are due in the span of time and arrive after it.
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  private final Server server;
  private final Swarm swarm;
  private final Pusher pusher;
  private final ProcessCpu ownCpu = new ProcessCpu(ProcessHandle.current().pid());

  HoldMeter(Server server, Swarm swarm, Pusher pusher) {
    this.server = server;
    this.swarm = swarm;
    this.pusher = pusher;
  }

  HoldResult hold(int seconds) throws IOException, InterruptedException {
    long allocated = server.allocatedBytes();
    SwarmCounters.Totals before = swarm.counters().totals();
    long from = System.nanoTime();
    long to = from + TimeUnit.SECONDS.toNanos(seconds);
    DelayWindow window = swarm.measure(from, to);
    long cpu = server.cpuNanos();
    long own = ownCpu.nanos();
    Pause.until(to);
    cpu = server.cpuNanos() - cpu;
    own = ownCpu.nanos() - own;
    double lasted = (System.nanoTime() - from) / 1e9;
    SwarmCounters.Totals totals = swarm.counters().totals().since(before);
    allocated = server.allocatedBytes() - allocated;
    Pause.until(to + GRACE_NANOS);
    // Or the old pictures that newcomers catch up on would count as late ones of this span.
    swarm.endMeasuring();
    pusher.check();
    long due = (long) swarm.size() * pusher.schedule().framesBetween(from, to);
    return new HoldResult(
        server.name(),
        swarm.size(),
        lasted,
        totals,
        cpu,
        own,
        allocated,
        due - window.delayNanos().getTotalCount(),
        window.delayNanos());
  }
}
