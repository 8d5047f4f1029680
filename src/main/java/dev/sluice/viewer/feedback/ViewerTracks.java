package dev.sluice.viewer.feedback;

import dev.sluice.viewer.pacing.PathEstimate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tracks that a viewer was answered with; at least one.
 *
 * @param video null when it was answered without
 * @param audio null when it was answered without
 * @param cname the same for both, so that the viewer plays them in step (RFC 3550 section 6.5.1)
 * @param path to the viewer, the same for both
 */
public record ViewerTracks(
    @Nullable TrackReports video, @Nullable TrackReports audio, String cname, PathEstimate path) {
  /** Checks that there is a track. */
  public ViewerTracks {
    if (video == null && audio == null) {
      throw new IllegalArgumentException("a viewer has at least one track");
    }
  }

  /** Audio first: a frame of video must never hold it back. */
  List<TrackReports> inSendingOrder() {
    List<TrackReports> tracks = new ArrayList<>(2);
    if (audio != null) {
      tracks.add(audio);
    }
    if (video != null) {
      tracks.add(video);
    }
    return tracks;
  }

  /** The one by whose log stream time is told. */
  TrackReports reference() {
    return inSendingOrder().getLast();
  }

  byte[] cnameBytes() {
    return cname.getBytes(StandardCharsets.UTF_8);
  }
}
