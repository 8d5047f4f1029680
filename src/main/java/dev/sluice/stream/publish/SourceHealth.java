package dev.sluice.stream.publish;

import dev.sluice.media.TrackHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The health of a stream's source: its flaws, and the health of its tracks.
 *
 * @param unplayable reason why browsers cannot play it, a sentence that names the remedy
 * @param warnings sentences about flaws that do not stop playback, each once
 * @param tracks judged a few times a second; empty until the first judgement
 */
public record SourceHealth(
    Optional<String> unplayable, List<String> warnings, List<TrackHealth> tracks) {
  /** No flaw is known. */
  public static final SourceHealth NONE = new SourceHealth(Optional.empty(), List.of(), List.of());

  /** There are fewer kinds of warnings. */
  private static final int MAX_WARNINGS = 16;

  /** Copies the lists. */
  public SourceHealth {
    warnings = List.copyOf(warnings);
    tracks = List.copyOf(tracks);
  }

  /** A copy with another reason, or none. */
  public SourceHealth withUnplayable(Optional<String> reason) {
    return new SourceHealth(reason, warnings, tracks);
  }

  /** A copy with one more warning, unless it is present already. */
  public SourceHealth withWarning(String warning) {
    if (warnings.contains(warning) || warnings.size() >= MAX_WARNINGS) {
      return this;
    }
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new SourceHealth(unplayable, more, tracks);
  }

  /** A copy with newer judgements of the tracks. */
  public SourceHealth withTracks(List<TrackHealth> newest) {
    return new SourceHealth(unplayable, warnings, newest);
  }

  /** The health of the track with that id; empty until it was judged. */
  public Optional<TrackHealth> ofTrack(int id) {
    return tracks.stream().filter(track -> track.trackId() == id).findFirst();
  }

  /** Whether nothing of the track with that id has come, and viewers are not to wait for it. */
  public boolean absent(int id) {
    return ofTrack(id).filter(TrackHealth::absent).isPresent();
  }
}
