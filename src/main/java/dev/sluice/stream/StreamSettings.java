package dev.sluice.stream;

import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;

/**
 * What every stream is made with.
 *
 * @param maxStreams most streams with a source, lingering ones included
 * @param lingerNanos how long a stream without a source keeps its viewers
 * @param video limits of the log of the video track
 * @param audio limits of the log of an audio track, and of any data track
 */
public record StreamSettings(int maxStreams, long lingerNanos, LogLimits video, LogLimits audio) {
  LogLimits limitsOf(Track track) {
    return track.codec().kind() == MediaKind.VIDEO ? video : audio;
  }
}
