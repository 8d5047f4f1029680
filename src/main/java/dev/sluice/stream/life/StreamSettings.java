package dev.sluice.stream.life;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.onOff;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.stream.log.LogLimits;
import java.time.Duration;

/** Streams and their track logs. */
public final class StreamSettings extends SettingsGroup {
  /** B-frames: pictures that are shown before one that is decoded earlier. */
  public enum ReorderedPictures {
    /** Pictures that no other refers to are dropped; streams with other B-frames do not play. */
    DROP,
    /** All pictures are sent in decoding order. */
    SEND
  }

  /** Share of the heap for logs. The rest is for sources, viewers and the collector. */
  private static final int HEAP_TENTHS = 4;

  /** Largest number of streams with a source, including lingering ones. */
  public final int maxStreams =
      setting("ingest.maxStreams", integer(1, 100_000), "200", "Streams in all.");

  /** Treatment of B-frames, which browsers do not put in order. */
  public final ReorderedPictures reorderedPictures =
      setting(
          "ingest.reorderedPictures",
          choice(ReorderedPictures.class),
          "drop",
          "B-frames, which browsers do not reorder: drop leaves out those that are no"
              + " references, and refuses viewers if others remain; send sends all in decoding order.");

  /** Time after which a track that yields nothing is reported and not awaited. */
  public final Duration silentTrack =
      setting(
          "ingest.silentTrackSeconds",
          seconds(1, 60),
          "3",
          "Time after which a declared track that yields nothing is reported, and viewers get the"
              + " other tracks without it.");

  /** Time without an access unit after which a source counts as silent. */
  public final Duration stall =
      setting(
          "stream.stallSeconds",
          seconds(1, 3600),
          "2",
          "Silence of a connected source after which its stream is stalled: viewers keep the last"
              + " picture or see the slate, and new ones wait.");

  /** Longest time for which a stream is stalled before it ends; zero for no limit. */
  public final Duration maxStall =
      setting(
          "stream.maxStallSeconds",
          seconds(0, 604_800),
          "0",
          "Longest time for which a stream is stalled: then it ends, and a source that is connected"
              + " and silent is closed. 0 holds the last picture as long as there is a source.");

  /** Time for which a stream without a source keeps its viewers. */
  public final Duration linger =
      setting(
          "stream.lingerSeconds",
          seconds(0, 86_400),
          "60",
          "Time for which a stream without a source keeps its viewers.");

  /** Largest size of the log of a video track. */
  public final int videoLogBytes =
      setting(
          "stream.log.videoMegabytes",
          integer(1, 1024).map(megabytes -> Math.toIntExact(megabytes * 1_048_576L)),
          "16",
          "Largest size of the log of a video track; it takes as much as it needs.");

  /** Largest size of the log of an audio or data track. */
  public final int audioLogBytes =
      setting(
          "stream.log.audioKilobytes",
          integer(64, 65_536).map(kilobytes -> kilobytes * 1024),
          "512",
          "Largest size of the log of an audio or data track; it takes as much as it needs.");

  /** Limit of all logs together in megabytes; 0 for a share of the heap. */
  public final int logTotalMegabytes =
      setting(
          "stream.log.totalMegabytes",
          integer(0, 1_048_576),
          "0",
          "Limit of the memory of all streams: their logs, and the buffers of sources with large"
              + " pictures; 0 for 40 % of the largest heap (-Xmx). As it comes near, logs keep less"
              + " than stream.log.seconds, then new streams are refused.");

  /** Largest distance in time between the oldest and the newest access unit of a log. */
  public final Duration logSpan =
      setting(
          "stream.log.seconds",
          seconds(2, 3600),
          "4",
          "Access units older than this leave the logs; the newest key picture and what follows it"
              + " stay. Lost packets are sent again, and slow readers read on, within this time.");

  /** Whether viewers of a stream without sound get silence. */
  public final boolean silence =
      setting(
          "audio.silence",
          onOff(),
          "on",
          "Opus silence, 50 packets a second, for viewers that offer sound while the stream has"
              + " none: recorders and players that wait for both start, and sound that comes later"
              + " is heard without a new session.");

  /** Reads the group. */
  public StreamSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  LogLimits videoLog() {
    return LogLimits.video(videoLogBytes, spanTicks90k());
  }

  LogLimits otherLog() {
    return LogLimits.audio(audioLogBytes, spanTicks90k());
  }

  /** Limit of all logs together, in bytes. */
  long logTotalBytes() {
    return logTotalMegabytes == 0
        ? Runtime.getRuntime().maxMemory() / 10 * HEAP_TENTHS
        : logTotalMegabytes * 1_048_576L;
  }

  private long spanTicks90k() {
    return Ticks90k.ofNanos(logSpan.toNanos());
  }

  boolean sendsReordered() {
    return reorderedPictures == ReorderedPictures.SEND;
  }
}
