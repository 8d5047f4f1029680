package dev.sluice.stream.publish;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.log.StreamLog;

/**
 * The place of a supplied track in a stream: a played track that the service makes itself, and that
 * viewers get while the live source has no played track of that id.
 *
 * <p>Of several supplies of one track, the one whose kind goes first is in force ({@link
 * SupplyKind}). A supply in force is promised to viewers from its opening on. Viewers of a supplied
 * picture wait until its format has parameter sets.
 *
 * <p>Safe for any thread. No call blocks for longer than an access unit takes to be written.
 */
public final class Supply implements AutoCloseable {
  private final Publisher publisher;
  private final int trackId;
  private final SupplyKind kind;
  private final EnumCounters<PublishCounter> counters = new EnumCounters<>(PublishCounter.class);

  // Used under the publisher's lock.
  private final TrackPublication writer;
  private int originalId = SuppliedTrack.NO_ORIGINAL;

  Supply(Publisher publisher, Track track, SupplyKind kind) {
    this.publisher = publisher;
    this.trackId = track.id();
    this.kind = kind;
    this.writer =
        new TrackPublication(
            track,
            null,
            new TrackMonitor(track, publisher.silenceNanos()),
            new HealthLog(
                publisher.streamName(), TrackSentences.name(track), publisher.silenceNanos()),
            counters);
  }

  /** Id of the track. */
  public int trackId() {
    return trackId;
  }

  /** How the track is made. */
  public SupplyKind kind() {
    return kind;
  }

  /** Counts of its access units by outcome. */
  public EnumCounters<PublishCounter> counters() {
    return counters;
  }

  /**
   * Appends an access unit to the log of the track. Its times are stream time. It is dropped and
   * counted if it does not begin after the newest access unit of the log, or if it is a picture
   * before the first key picture since the supply came into force.
   *
   * @param unit of this track; its content is copied
   * @return false if the supply is not in force, so that nothing was appended
   */
  public boolean append(AccessUnit unit) {
    publisher.lock();
    try {
      return publisher.append(this, unit);
    } finally {
      publisher.leave();
    }
  }

  /** Sets the format shown to viewers. An access unit with another format sets that format. */
  public void setFormat(TrackFormat format) {
    publisher.lock();
    try {
      changeFormat(format);
    } finally {
      publisher.leave();
    }
  }

  /** Names the track of the source that it is made from, for the API. */
  public void setOriginal(int sourceTrackId) {
    publisher.lock();
    try {
      originalId = sourceTrackId;
      publisher.suppliesChanged();
    } finally {
      publisher.leave();
    }
  }

  /** Closes the supply: its access units are refused, and viewers do not get its track any more. */
  @Override
  public void close() {
    publisher.close(this);
  }

  SuppliedTrack shown() {
    return new SuppliedTrack(trackId, kind, writer.format(), originalId);
  }

  /** Writes an access unit; {@link #append} with the lock, for a supply in force. */
  boolean write(int epoch, AccessUnit unit, StreamLog to) {
    if (!unit.format().equals(writer.format())) {
      changeFormat(unit.format());
    }
    return writer.append(epoch, unit, to);
  }

  /** Counts an access unit that begins before the end of the log. */
  void late() {
    counters.increment(PublishCounter.LATE_UNITS);
    if (trackId == Track.VIDEO) {
      writer.restart();
    }
  }

  /** Counts an access unit while the supply is not in force. */
  void refused() {
    counters.increment(PublishCounter.BEFORE_TAKEOVER);
    writer.restart();
  }

  private void changeFormat(TrackFormat format) {
    if (!format.equals(writer.format())) {
      writer.setFormat(format);
      publisher.suppliesChanged();
    }
  }
}
