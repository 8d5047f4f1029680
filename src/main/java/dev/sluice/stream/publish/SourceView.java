package dev.sluice.stream.publish;

import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The readers' view of a stream's source and of the tracks that are supplied beside it. It is one
 * value, so that a replacement is visible in one step.
 *
 * @param delivery whether there is a source, and whether it delivers
 * @param tracks of the source, with the formats in force; null until they are known
 * @param health its flaws
 * @param supplied the supplied tracks in force: played tracks that the source does not have
 */
public record SourceView(
    Delivery delivery,
    @Nullable TrackSet tracks,
    SourceHealth health,
    List<SuppliedTrack> supplied) {
  /** Before the first source. */
  public static final SourceView NONE = new SourceView(Delivery.ABSENT, null, SourceHealth.NONE);

  /** Copies the list. */
  public SourceView {
    supplied = List.copyOf(supplied);
  }

  /** Without supplied tracks. */
  SourceView(Delivery delivery, @Nullable TrackSet tracks, SourceHealth health) {
    this(delivery, tracks, health, List.of());
  }

  /** Whether a source is connected. */
  public boolean connected() {
    return delivery != Delivery.ABSENT;
  }

  /** The supplied track of that id, if it is in force. */
  public Optional<SuppliedTrack> supplied(int trackId) {
    return supplied.stream().filter(track -> track.id() == trackId).findFirst();
  }

  /**
   * Whether a viewer can be answered: the source delivers, the tracks are known, and a decoder can
   * be configured for each one that is sent. A track that is absent is not waited for, if another
   * one plays; silence does not count as one.
   */
  public boolean ready() {
    if (delivery != Delivery.FLOWING || tracks == null) {
      return false;
    }
    List<Track> sent = tracks.tracks().stream().filter(Track::sent).toList();
    boolean plays =
        sent.stream().anyMatch(t -> t.format().complete() && !health.absent(t.id()))
            || supplied.stream().anyMatch(t -> t.transcoded() && t.format().complete());
    return sent.stream().allMatch(t -> t.format().complete() || (plays && health.absent(t.id())))
        && supplied.stream().allMatch(t -> t.format().complete());
  }

  /**
   * The tracks that a viewer is answered with, supplied ones included: all but a picture that is
   * absent beside sound, since browsers play no sound until a negotiated picture comes. They do
   * play a picture without negotiated sound, so absent sound is kept and heard as soon as it comes.
   * Null until the tracks are known.
   */
  public @Nullable TrackSet negotiable() {
    if (tracks == null) {
      return null;
    }
    TrackSet own = withoutReorderedOriginal(tracks);
    TrackSet all = withSupplied(own);
    int video = own.videoId();
    if (!own.has(video) || !health.absent(video)) {
      return all;
    }
    int audio = own.audioId();
    boolean soundPlays =
        (own.has(audio) && !health.absent(audio))
            || supplied(Track.AUDIO).filter(SuppliedTrack::transcoded).isPresent();
    return soundPlays ? all.without(video) : all;
  }

  /**
   * The source's tracks, without an original picture that is reordered: browsers do not reorder.
   */
  private TrackSet withoutReorderedOriginal(TrackSet own) {
    boolean reordered = own.has(Track.ORIGINAL_VIDEO) && health.unplayable().isPresent();
    return reordered ? own.without(Track.ORIGINAL_VIDEO) : own;
  }

  private TrackSet withSupplied(TrackSet own) {
    if (supplied.isEmpty()) {
      return own;
    }
    List<Track> all = new ArrayList<>(own.tracks());
    supplied.forEach(track -> all.add(track.track()));
    return new TrackSet(all);
  }

  /** The format of the picture that viewers get; null until its parameter sets are known. */
  public @Nullable TrackFormat videoFormat() {
    return tracks == null
        ? null
        : withSupplied(tracks)
            .byId(Track.VIDEO)
            .map(Track::format)
            .filter(TrackFormat::complete)
            .orElse(null);
  }

  /**
   * The reason why viewers cannot play the stream, a sentence that names the remedy. Media of the
   * source does not count if a transcoded track is supplied in its place.
   */
  public Optional<String> unplayable() {
    boolean transcoded = supplied.stream().anyMatch(SuppliedTrack::transcoded);
    boolean instead = transcoded && (tracks == null || !tracks.hasVideo());
    return instead ? Optional.empty() : health.unplayable();
  }

  /**
   * Whether viewers get a transcoded track that is made from a track of the source: the one that
   * the supply names, or else the first of its kind.
   */
  public boolean transcodes(Track original) {
    return tracks != null
        && supplied.stream()
            .filter(SuppliedTrack::transcoded)
            .filter(made -> made.track().codec().kind() == original.codec().kind())
            .anyMatch(made -> original.id() == originalId(made, tracks));
  }

  private static int originalId(SuppliedTrack made, TrackSet of) {
    return made.originalId() != SuppliedTrack.NO_ORIGINAL
        ? made.originalId()
        : of.tracks().stream()
            .filter(track -> track.codec().kind() == made.track().codec().kind())
            .findFirst()
            .map(Track::id)
            .orElse(SuppliedTrack.NO_ORIGINAL);
  }

  /** Whether it is known that the source has no sound to play, or nothing of it comes. */
  public boolean lacksSound() {
    return tracks != null
        && (!tracks.hasAudio()
            || health
                .ofTrack(Track.AUDIO)
                .filter(track -> track.state().yieldsNothing())
                .isPresent());
  }

  SourceView withDelivery(Delivery newest) {
    return new SourceView(newest, tracks, health, supplied);
  }

  SourceView withTracks(@Nullable TrackSet newest) {
    return new SourceView(delivery, newest, health, supplied);
  }

  SourceView withHealth(SourceHealth newest) {
    return new SourceView(delivery, tracks, newest, supplied);
  }

  SourceView withSupplied(List<SuppliedTrack> newest) {
    return new SourceView(delivery, tracks, health, newest);
  }
}
