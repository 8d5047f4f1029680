package dev.sluice.app.probe;

import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackState;
import dev.sluice.stream.publish.TrackSentences;
import org.jspecify.annotations.Nullable;

/**
 * Findings on one track.
 *
 * @param accessUnits pictures, audio packets or frames, or PES packets of data
 * @param keyUnits access units at which decoding can start
 * @param firstPts90k earliest PTS, unwrapped, or {@link TrackProbe#NO_STAMP}
 * @param lastPts90k latest PTS
 * @param pesPackets count of PES packets
 * @param bitsPerSecond of the elementary stream
 * @param flush method of detecting the end of a PES packet
 * @param earlyPes PES packets delivered before the next one began
 * @param flushWinMillis delay saved per access unit, compared with delivery at the start of the
 *     next one
 * @param scrambledPackets transport packets or PES packets that are scrambled
 * @param lengthsIgnored whether PES_packet_length was wrong
 * @param video null except for H.264
 * @param audio null except for audio whose frames were counted
 */
record TrackReport(
    ElementaryStream stream,
    long accessUnits,
    long keyUnits,
    long firstPts90k,
    long lastPts90k,
    long pesPackets,
    long bitsPerSecond,
    StampHealth stamps,
    PesEndSignal flush,
    long earlyPes,
    double flushWinMillis,
    long scrambledPackets,
    boolean lengthsIgnored,
    @Nullable VideoReport video,
    @Nullable AudioReport audio) {
  /** The health of the track over the whole input, as a viewer would experience it. */
  TrackState health() {
    if (stream.codec().kind() == MediaKind.DATA) {
      return TrackState.NOT_SENT;
    }
    if (!stream.playable()) {
      return TrackState.NOT_PLAYABLE;
    }
    if (pesPackets == 0) {
      return scrambledPackets > 0 ? TrackState.NOT_DECODABLE : TrackState.NO_DATA;
    }
    if (accessUnits == 0) {
      return TrackState.NOT_DECODABLE;
    }
    if (keyUnits == 0) {
      return TrackState.WAITING_FOR_KEY;
    }
    return firstPts90k == TrackProbe.NO_STAMP ? TrackState.NO_STAMPS : TrackState.PLAYING;
  }

  /** A sentence about {@link #health}; empty if nothing is wrong. */
  String healthSentence() {
    int id = stream.codec().kind() == MediaKind.VIDEO ? Track.VIDEO : Track.AUDIO;
    return TrackSentences.of(
        health(),
        new Track(id, stream.format()),
        accessUnits > 0,
        scrambledPackets > 0 ? "it is scrambled" : "nothing in its data is of that coding");
  }

  TrackReport with(@Nullable VideoReport newVideo, @Nullable AudioReport newAudio) {
    return new TrackReport(
        stream,
        accessUnits,
        keyUnits,
        firstPts90k,
        lastPts90k,
        pesPackets,
        bitsPerSecond,
        stamps,
        flush,
        earlyPes,
        flushWinMillis,
        scrambledPackets,
        lengthsIgnored,
        newVideo,
        newAudio);
  }
}
