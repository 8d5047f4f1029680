package dev.sluice.ingest.track;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.media.DroppedUnits;
import java.util.ArrayList;
import java.util.List;

/** Flaws of a source's elementary streams. The comment of each states the remedy. */
public enum IngestCounter {
  /** Pictures with recovery points: starts for sources without IDR pictures. */
  RECOVERY_POINTS,
  /** Later pieces of a picture whose first piece was passed on as a whole picture: dropped. */
  CUT_PICTURES("its pictures are cut into pieces that cannot be joined"),
  /** PES packets of video with more NAL units than the index holds: the rest is ignored. */
  TOO_MANY_NAL_UNITS,
  /** Pictures too large to keep: dropped. */
  OVERSIZE_PICTURES("its pictures are larger than can be kept"),
  /** Decoding times computed for reordered pictures that have none. */
  MISSING_DTS,
  /** Decoding times of a source that sent them later than the presentation: computed. */
  WRONG_DTS,
  /** Opus packets that break the rules of RFC 6716 section 3.4: dropped. */
  BAD_OPUS("its packets are no valid Opus"),
  /** Gaps in the audio. */
  AUDIO_GAPS,
  /** Audio frames that overlap earlier audio: dropped. */
  AUDIO_OVERLAPS("its time stamps overlap"),
  /** PES packets of audio with wrong stamps: the durations of the frames are used. */
  AUDIO_RESTAMPED,
  /** PES packets of audio whose track never had a valid time stamp: placed by their arrival. */
  ARRIVAL_STAMPED,
  /** Audio frames before the first time stamp of their track: dropped. */
  UNTIMED_FRAMES("it has no time stamps"),
  /** Configurations of a decoder, in FLV, that cannot be read or used: ignored. */
  BAD_CONFIGURATIONS("the configuration of its decoder cannot be read"),
  /** Frames of AAC, in FLV, before their configuration: dropped. */
  UNCONFIGURED_FRAMES("the configuration of its decoder does not come"),
  /** Pictures, in FLV, with a NAL unit that is longer than the rest: dropped. */
  BAD_LENGTHS("the lengths of its NAL units are wrong"),
  /** Tags, in FLV, of a source that changes its coding without end: dropped. */
  TOO_MANY_CHANGES,
  /** Bytes outside any access unit, on tracks with a framer: dropped. */
  UNFRAMED_BYTES,
  /**
   * Truncated access units on these tracks: pictures and data are marked damaged, audio is dropped.
   */
  DAMAGED_UNITS;

  /**
   * A clause for a person about a track whose access units are dropped for this reason; empty if
   * the counter does not count dropped access units.
   */
  private final String dropReason;

  IngestCounter() {
    this("");
  }

  IngestCounter(String dropReason) {
    this.dropReason = dropReason;
  }

  /** The access units of a track that were dropped, by reason. */
  public static List<DroppedUnits> dropped(EnumCounters<IngestCounter> counters) {
    List<DroppedUnits> dropped = new ArrayList<>(0);
    for (IngestCounter counter : values()) {
      long count = counters.get(counter);
      if (count > 0 && !counter.dropReason.isEmpty()) {
        dropped.add(new DroppedUnits(EnumCounters.label(counter), count, counter.dropReason));
      }
    }
    return dropped;
  }
}
