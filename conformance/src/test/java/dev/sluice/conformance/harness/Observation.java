package dev.sluice.conformance.harness;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Pictures and statistics of a viewer during a span of time. Times are milliseconds since the Unix
 * epoch.
 *
 * @param tracks kinds of the tracks that appeared
 * @param frames every picture shown
 * @param stats statistics of the connection, five a second
 */
public record Observation(
    double fromMillis,
    double toMillis,
    List<String> tracks,
    List<Frame> frames,
    List<Stats> stats) {
  /** Pictures that differ in fewer places are the same picture with noise. */
  private static final int MOVING_PLACES = 8;

  /**
   * A picture as shown.
   *
   * @param change number of places, of 160x90, in which it differs from the previous one
   * @param code the number read from the demo's squares, -1 if there is none
   * @param mediaTimeSeconds its presentation time
   */
  public record Frame(double atMillis, int change, int code, double mediaTimeSeconds) {}

  /**
   * Inbound statistics of RTCStats; zero for a kind that is not received.
   *
   * @param videoRetransmitted packets received on the SSRC for retransmissions (RFC 4588)
   */
  public record Stats(
      double atMillis,
      long framesDecoded,
      long framesDropped,
      long freezeCount,
      double freezeSeconds,
      long videoLost,
      long pliCount,
      double audioEnergy,
      long audioSamples,
      long audioConcealed,
      long audioLost,
      long videoNacks,
      long videoRetransmitted) {}

  static Observation of(JsonObject json) {
    List<String> tracks =
        json.getJsonArray("tracks").getValuesAs(jakarta.json.JsonString.class).stream()
            .map(jakarta.json.JsonString::getString)
            .toList();
    return new Observation(
        json.getJsonNumber("from").doubleValue(),
        json.getJsonNumber("to").doubleValue(),
        tracks,
        json.getJsonArray("frames").getValuesAs(JsonArray.class).stream()
            .map(Observation::frame)
            .toList(),
        json.getJsonArray("stats").getValuesAs(JsonObject.class).stream()
            .map(Observation::stats)
            .toList());
  }

  private static Frame frame(JsonArray json) {
    return new Frame(
        json.getJsonNumber(0).doubleValue(),
        json.getInt(1),
        json.getInt(2),
        json.getJsonNumber(3).doubleValue());
  }

  private static Stats stats(JsonObject json) {
    return new Stats(
        json.getJsonNumber("at").doubleValue(),
        json.getJsonNumber("framesDecoded").longValue(),
        json.getJsonNumber("framesDropped").longValue(),
        json.getJsonNumber("freezeCount").longValue(),
        json.getJsonNumber("freezeSeconds").doubleValue(),
        json.getJsonNumber("videoLost").longValue(),
        json.getJsonNumber("pliCount").longValue(),
        json.getJsonNumber("audioEnergy").doubleValue(),
        json.getJsonNumber("audioSamples").longValue(),
        json.getJsonNumber("audioConcealed").longValue(),
        json.getJsonNumber("audioLost").longValue(),
        json.getJsonNumber("videoNacks").longValue(),
        json.getJsonNumber("videoRetransmitted").longValue());
  }

  /** The pictures that differ from the previous one. */
  public List<Frame> moving() {
    return frames.stream().filter(frame -> frame.change() >= MOVING_PLACES).toList();
  }

  /** The longest time without a new picture, the two ends of the observation included. */
  public double longestStillMillis() {
    double longest = 0;
    double last = fromMillis;
    for (Frame frame : moving()) {
      longest = Math.max(longest, frame.atMillis() - last);
      last = frame.atMillis();
    }
    return Math.max(longest, toMillis - last);
  }

  /** The increase of a figure of the statistics from the first sample to the last. */
  public double rise(ToDoubleFunction<Stats> figure) {
    return figure.applyAsDouble(stats.getLast()) - figure.applyAsDouble(stats.getFirst());
  }

  /** The longest time in which the count of decoded pictures did not rise. */
  public double longestWithoutDecodingMillis() {
    double longest = 0;
    Stats last = stats.getFirst();
    for (Stats sample : stats) {
      if (sample.framesDecoded() > last.framesDecoded()) {
        last = sample;
      }
      longest = Math.max(longest, sample.atMillis() - last.atMillis());
    }
    return longest;
  }

  /** The readable numbers of the demo's pictures, in order. */
  public List<Integer> codes() {
    List<Integer> codes = new ArrayList<>();
    for (Frame frame : frames) {
      if (frame.code() >= 0) {
        codes.add(frame.code());
      }
    }
    return codes;
  }

  /** A summary in one line. */
  public String summary() {
    Stats last = stats.getLast();
    return ("%d pictures in %.1f s, %d of them moving, longest still %.0f ms; decoded %.0f,"
            + " freezes %d (%.2f s), lost %d+%d, audio energy %.4f, concealed %.1f %%")
        .formatted(
            frames.size(),
            (toMillis - fromMillis) / 1000,
            moving().size(),
            longestStillMillis(),
            rise(Stats::framesDecoded),
            last.freezeCount(),
            last.freezeSeconds(),
            last.videoLost(),
            last.audioLost(),
            rise(Stats::audioEnergy),
            100 * rise(Stats::audioConcealed) / Math.max(1, rise(Stats::audioSamples)));
  }
}
