package dev.sluice.api.observe;

import dev.sluice.transcode.audio.SoundFigures;

/** Metrics of transcoders. */
public final class TranscodeMetrics implements MetricSource {
  private final SoundFigures sound;

  /** Metrics of the transcoders of sound. */
  public TranscodeMetrics(SoundFigures sound) {
    this.sound = sound;
  }

  @Override
  public void collect(MetricSink sink) {
    sink.gauge(
        "sluice_sound_transcoders",
        "Streams whose sound is transcoded at the moment.",
        sound.running());
    sink.counter(
        "sluice_sound_cpu_seconds_total",
        "CPU time of the threads that transcode sound.",
        sound.cpuSeconds());
    sink.counters(
        "sluice_sound_units_total",
        "Access units and packets of transcoded sound, by outcome.",
        "outcome",
        sound.outcomes());
  }
}
