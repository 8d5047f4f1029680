package dev.sluice.stream.log;

import dev.sluice.base.time.Ticks90k;
import java.util.concurrent.TimeUnit;

/**
 * Figures of a track, read from the newest part of its log: nothing is counted while access units
 * arrive.
 *
 * @param units number of access units in the window
 * @param bytes their bytes
 * @param damaged number of them that lack parts
 * @param windowNanos length of the window; shorter than asked for if the log does not reach back
 * @param keyDistanceTicks90k from the last key unit but one to the last; 0 if there are not two
 * @param keyDistanceUnits the same distance in access units
 * @param jitterNanos interarrival jitter as in RFC 3550 section 6.4.1: variation of the difference
 *     between arrival and decoding time
 * @param newestPtsTicks90k of the newest access unit
 * @param newestArrivalNanos of the newest access unit
 */
public record LogFigures(
    long units,
    long bytes,
    long damaged,
    long windowNanos,
    long keyDistanceTicks90k,
    long keyDistanceUnits,
    long jitterNanos,
    long newestPtsTicks90k,
    long newestArrivalNanos) {
  /** No access unit in the log. */
  public static final LogFigures NONE = new LogFigures(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Of a track of 300 units a second, 30 s. */
  private static final int MOST_ENTRIES = 10_000;

  private static final double JITTER_GAIN = 1 / 16.0;

  /** Access units per second in the window; 0 without any. */
  public double unitsPerSecond() {
    return perSecond(units);
  }

  /** Bits per second in the window; 0 without any. */
  public long bitsPerSecond() {
    return Math.round(perSecond(bytes * Byte.SIZE));
  }

  private double perSecond(long count) {
    return windowNanos == 0 ? 0 : (double) count * TimeUnit.SECONDS.toNanos(1) / windowNanos;
  }

  /**
   * The figures of a log.
   *
   * @param longestNanos longest window, which ends now
   */
  public static LogFigures of(TrackLog log, long longestNanos, long nowNanos) {
    long head = log.head();
    long least = Math.max(log.tail(), head - MOST_ENTRIES);
    LogEntry entry = new LogEntry();
    if (head <= least || !log.read(head - 1, entry)) {
      return NONE;
    }
    long newestPts = entry.ptsTicks90k();
    long newestArrival = entry.arrivalNanos();
    long first = head;
    while (first > least
        && log.read(first - 1, entry)
        && nowNanos - entry.arrivalNanos() < longestNanos) {
      first--;
    }
    Window window = Window.read(log, first, head);
    boolean full = first > least;
    long length = full ? longestNanos : Math.max(0, nowNanos - window.firstArrivalNanos);
    long key = log.newestKey();
    boolean keyKnown = key != TrackLog.NONE && log.read(key, entry);
    return new LogFigures(
        window.units,
        window.bytes,
        window.damaged,
        length,
        keyKnown ? entry.keyDistanceTicks90k() : 0,
        keyKnown ? entry.keyDistanceUnits() : 0,
        Math.round(window.jitterNanos),
        newestPts,
        newestArrival);
  }

  /** Sums over the entries of the window, oldest first. */
  private static final class Window {
    private long units;
    private long bytes;
    private long damaged;
    private long firstArrivalNanos;
    private double jitterNanos;

    static Window read(TrackLog log, long first, long end) {
      Window window = new Window();
      LogEntry entry = new LogEntry();
      long leadNanos = 0;
      int epoch = -1;
      for (long index = first; index < end; index++) {
        if (!log.read(index, entry)) {
          continue;
        }
        long lead = entry.arrivalNanos() - Ticks90k.toNanos(entry.dtsTicks90k());
        if (entry.epoch() == epoch && !entry.discontinuity()) {
          window.jitterNanos += (Math.abs(lead - leadNanos) - window.jitterNanos) * JITTER_GAIN;
        }
        leadNanos = lead;
        epoch = entry.epoch();
        window.firstArrivalNanos =
            window.units == 0 ? entry.arrivalNanos() : window.firstArrivalNanos;
        window.units++;
        window.bytes += entry.length();
        window.damaged += entry.damaged() ? 1 : 0;
      }
      return window;
    }
  }
}
