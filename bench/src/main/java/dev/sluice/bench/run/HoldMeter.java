package dev.sluice.bench.run;

import dev.sluice.bench.report.HoldResult;
import dev.sluice.bench.server.ProcessCpu;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.stream.Pause;
import dev.sluice.bench.stream.Pusher;
import dev.sluice.bench.viewer.DelayWindow;
import dev.sluice.bench.viewer.Swarm;
import dev.sluice.bench.viewer.SwarmCounters;
import java.io.IOException;

/** Measures a server with a constant number of viewers. */
final class HoldMeter {
  private final Spans spans;
  private final Server server;
  private final Swarm swarm;
  private final Pusher pusher;
  private final ProcessCpu ownCpu = new ProcessCpu(ProcessHandle.current().pid());

  HoldMeter(Spans spans, Server server, Swarm swarm, Pusher pusher) {
    this.spans = spans;
    this.server = server;
    this.swarm = swarm;
    this.pusher = pusher;
  }

  /** Waits until viewers and stream are in steady state. */
  void settle() throws InterruptedException {
    Pause.seconds(spans.settle());
    Pause.until(pusher.schedule().startNanos() + nanos(spans.known()));
  }

  HoldResult hold(double seconds) throws IOException, InterruptedException {
    long allocated = server.allocatedBytes();
    SwarmCounters.Totals before = swarm.counters().totals();
    long from = System.nanoTime();
    long to = from + nanos(seconds);
    DelayWindow window = swarm.measure(from, to);
    long cpu = server.cpuNanos();
    long own = ownCpu.nanos();
    Pause.until(to);
    cpu = server.cpuNanos() - cpu;
    own = ownCpu.nanos() - own;
    double lasted = (System.nanoTime() - from) / 1e9;
    SwarmCounters.Totals totals = swarm.counters().totals().since(before);
    allocated = server.allocatedBytes() - allocated;
    // For pictures that are due in the span and arrive after it.
    Pause.until(to + nanos(spans.grace()));
    // Otherwise the backlog of newcomers would count as late pictures of this span.
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

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
