package dev.sluice.source.srt;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.net.libsrt.SrtStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Counts of all SRT connections, and the latest measurements of each, for metrics. */
public final class SrtCounters {
  private static final double MILLIS_PER_SECOND = 1000.0;

  private final SharedEnumCounters<SrtCounter> events = new SharedEnumCounters<>(SrtCounter.class);
  private final SharedEnumCounters<SrtRefusal> refusals =
      new SharedEnumCounters<>(SrtRefusal.class);

  /** By the socket's number: a stream may have two connections while one takes over. */
  private final Map<Integer, Measured> latest = new ConcurrentHashMap<>();

  private record Measured(String stream, SrtStatistics statistics) {}

  void count(SrtCounter event) {
    events.increment(event);
  }

  void count(SrtRefusal refusal) {
    refusals.increment(refusal);
  }

  /** Adds the statistics of a connection since the last ones. */
  void add(int socket, String stream, SrtStatistics statistics) {
    events.add(SrtCounter.PACKET, statistics.packets());
    events.add(SrtCounter.LOST, statistics.lost());
    events.add(SrtCounter.RETRANSMITTED, statistics.retransmitted());
    events.add(SrtCounter.DROPPED, statistics.dropped());
    events.add(SrtCounter.BELATED, statistics.belated());
    events.add(SrtCounter.UNDECRYPTED, statistics.undecrypted());
    latest.put(socket, new Measured(stream, statistics));
  }

  /** Forgets the measurements of a connection that has ended. */
  void ended(int socket) {
    latest.remove(socket);
  }

  /** Events so far, by name. */
  public Map<String, Long> events() {
    return events.byName();
  }

  long of(SrtCounter event) {
    return events.get(event);
  }

  /** Refused callers, by reason. */
  public Map<String, Long> refusals() {
    return refusals.byName();
  }

  long of(SrtRefusal refusal) {
    return refusals.get(refusal);
  }

  /** Number of connections that are read. */
  public int connections() {
    return latest.size();
  }

  /** Round-trip time of each stream's connection in seconds. */
  public Map<String, Double> roundTripSeconds() {
    return seconds(SrtStatistics::roundTripMillis);
  }

  /** Media that wait for their time of delivery in each stream's connection, in seconds. */
  public Map<String, Double> bufferSeconds() {
    return seconds(SrtStatistics::bufferMillis);
  }

  /** The largest value of each stream's connections. */
  private Map<String, Double> seconds(ToDoubleFunction<SrtStatistics> millis) {
    Map<String, Double> times = new TreeMap<>();
    latest
        .values()
        .forEach(
            measured ->
                times.merge(
                    measured.stream(),
                    millis.applyAsDouble(measured.statistics()) / MILLIS_PER_SECOND,
                    Math::max));
    return times;
  }
}
