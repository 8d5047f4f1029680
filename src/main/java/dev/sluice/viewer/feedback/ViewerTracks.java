package dev.sluice.viewer.feedback;

import dev.sluice.viewer.pacing.PathEstimate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a viewer, as answered; at least one.
 *
 * @param video null if there is none
 * @param audio null if there is none
 * @param cname shared by both, so that the viewer synchronizes them (RFC 3550 section 6.5.1)
 * @param path to the viewer, shared by both
 */
public record ViewerTracks(
    @Nullable TrackReports video, @Nullable TrackReports audio, String cname, PathEstimate path) {
  /** Checks that there is a track. */
  public ViewerTracks {
    if (video == null && audio == null) {
      throw new IllegalArgumentException("a viewer has at least one track");
    }
  }

  /** The tracks, audio first: a frame of video must never delay it. */
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

  /** The ids of the tracks of the stream that the viewer gets. */
  public List<Integer> trackIds() {
    return inSendingOrder().stream().map(track -> track.sender().log().trackId()).toList();
  }

  /** The track whose log gives the stream time. */
  TrackReports reference() {
    return inSendingOrder().getLast();
  }

  byte[] cnameBytes() {
    return cname.getBytes(StandardCharsets.UTF_8);
  }
}
