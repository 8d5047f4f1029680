package dev.sluice.bench.run;

import dev.sluice.bench.net.Reactor;
import dev.sluice.bench.report.FloorResult;
import dev.sluice.bench.report.Results;
import dev.sluice.bench.server.Child;
import dev.sluice.bench.server.Cores;
import dev.sluice.bench.server.Workplace;
import dev.sluice.bench.stream.Pause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the C reference against sockets that only count packets. */
final class FloorRun {
  private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\": ([0-9.]+)");

  private final Plan plan;
  private final Workplace place;
  private final Results results;
  // Written by the reactor's thread, read after it has ended.
  private long received;
  private long receivedBytes;

  FloorRun(Plan plan, Workplace place, Results results) {
    this.plan = plan;
    this.place = place;
    this.results = results;
  }

  void run() throws IOException, InterruptedException {
    received = 0;
    receivedBytes = 0;
    String line;
    try (Reactor reactor = new Reactor(plan.kind().gro(), now -> {})) {
      List<String> command = new ArrayList<>();
      command.add(place.floor().toString());
      command.add(place.pattern().toString());
      command.add(Double.toString(plan.spans().floorWarm()));
      command.add(Double.toString(plan.spans().floor()));
      for (int i = 0; i < plan.viewers(); i++) {
        int port = reactor.open((data, offset, length, now) -> count(length)).port();
        command.add(Integer.toString(port));
      }
      try (Child child =
          new Child(Cores.SERVER.running(command), Map.of(), place.log("floor"), "^")) {
        line = child.awaitLine();
        child.await();
      }
      Pause.seconds(0.2);
    }
    long packets = (long) value(line, "packets");
    long lost = (long) value(line, "totalPackets") - received;
    double micros = value(line, "cpuMicros") / packets;
    double bytes = (double) receivedBytes / received;
    results.floors().add(new FloorResult(plan.viewers(), packets, lost, bytes, micros));
  }

  private void count(int bytes) {
    received++;
    receivedBytes += bytes;
  }

  private static double value(String json, String name) throws IOException {
    Matcher matcher = NUMBER.matcher(json);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Double.parseDouble(matcher.group(2));
      }
    }
    throw new IOException("the C reference says: " + json);
  }
}
