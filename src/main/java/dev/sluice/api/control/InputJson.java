package dev.sluice.api.control;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.media.TrackSet;
import dev.sluice.source.supervisor.RunningSource;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.log.LogFigures;
import dev.sluice.stream.log.TrackLog;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Figures of the input of a stream as JSON. */
final class InputJson {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MASK_33 = (1L << 33) - 1;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private InputJson() {}

  /** Figures of a live source and of what arrives of it. */
  static JsonObjectBuilder of(Stream stream, RunningSource source, long nowNanos) {
    double seconds = millis(nowNanos - source.beginNanos()) / MILLIS_PER_SECOND;
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("sourceId", source.id().toString())
            .add("seconds", seconds)
            .add("bytes", source.bytes())
            .add(
                "averageBitsPerSecond",
                seconds == 0 ? 0 : Math.round(source.bytes() * Byte.SIZE / seconds));
    TrackSet tracks = stream.tracks();
    if (tracks != null) {
      add(json, "video", stream.log(tracks.videoId()), source, nowNanos);
      add(json, "audio", stream.log(tracks.audioId()), source, nowNanos);
    }
    return json;
  }

  private static void add(
      JsonObjectBuilder json,
      String kind,
      @Nullable TrackLog log,
      RunningSource source,
      long nowNanos) {
    LogFigures figures = log == null ? LogFigures.NONE : LogFigures.of(log, WINDOW_NANOS, nowNanos);
    if (figures.equals(LogFigures.NONE)) {
      return;
    }
    JsonObjectBuilder track =
        JSON.createObjectBuilder()
            .add("bitsPerSecond", figures.bitsPerSecond())
            .add("unitsPerSecond", hundredths(figures.unitsPerSecond()))
            .add("damagedUnits", figures.damaged())
            .add("jitterMillis", hundredths(figures.jitterNanos() / NANOS_PER_MILLI))
            .add("lastArrivalMillisAgo", millis(nowNanos - figures.newestArrivalNanos()));
    if (kind.equals("video") && figures.keyDistanceUnits() > 0) {
      track
          .add("keyFrameDistanceMillis", Ticks90k.toMillis(figures.keyDistanceTicks90k()))
          .add("keyFrameDistanceUnits", figures.keyDistanceUnits());
    }
    if (source.offsetTicks90k() != Long.MIN_VALUE) {
      long pts = (figures.newestPtsTicks90k() - source.offsetTicks90k()) & MASK_33;
      track.add("newestPtsSeconds", (double) pts / Ticks90k.PER_SECOND);
    }
    json.add(kind, track);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
