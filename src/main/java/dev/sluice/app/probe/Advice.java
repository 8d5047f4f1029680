package dev.sluice.app.probe;

import dev.sluice.media.MediaKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Advice for the operator of the encoder, with the ffmpeg option to use. */
final class Advice {
  /** 60 ms is the longest usual Opus packet. */
  private static final double MAX_BURST_MILLIS = 60;

  /** Longer GOPs delay the start where nothing is cached. */
  private static final double MAX_GOP_SECONDS = 10;

  private static final long MAX_PCR_INTERVAL_MILLIS = 100;

  private Advice() {}

  static List<String> of(ProbeReport report) {
    List<String> advice = new ArrayList<>();
    if (report.continuityErrors() > 0) {
      advice.add(
          "%d gaps of lost packets: video and audio are damaged."
              .formatted(report.continuityErrors()));
    }
    if (report.muxerRestarts() > 0) {
      advice.add(
          "%d times another muxer begins, as where recordings are joined; nothing is lost there."
              .formatted(report.muxerRestarts()));
    }
    if (report.scrambledPackets() > 0) {
      advice.add(
          "%d packets are scrambled: they cannot be played without their keys."
              .formatted(report.scrambledPackets()));
    }
    for (ProgramReport program : report.programs()) {
      ofProgram(program, advice);
    }
    return advice;
  }

  private static void ofProgram(ProgramReport program, List<String> advice) {
    if (program.tracks().stream().noneMatch(track -> track.stream().playable())) {
      advice.add(
          "Program %d has no track that browsers play over WebRTC: H.264 or Opus is needed."
              .formatted(program.number()));
    }
    if (program.withoutPat()) {
      advice.add(
          "Program %d: there is no program association table (PAT), so most players find nothing."
              .formatted(program.number()));
    }
    if (program.tableCrcsIgnored()) {
      advice.add(
          "Program %d: the CRC of its tables is never right, so most players find nothing."
              .formatted(program.number()));
    }
    if (program.clock().longestIntervalMillis() > MAX_PCR_INTERVAL_MILLIS) {
      advice.add(
          "Program %d: clock references are up to %d ms apart; the standard allows 100."
              .formatted(program.number(), program.clock().longestIntervalMillis()));
    }
    program.tracks().forEach(track -> ofTrack(track, advice));
  }

  private static void ofTrack(TrackReport track, List<String> advice) {
    int pid = track.stream().pid();
    String health = track.healthSentence();
    if (!health.isEmpty()) {
      advice.add("PID %d: %s".formatted(pid, health));
    }
    if (track.lengthsIgnored()) {
      advice.add(
          "PID %d: PES_packet_length is wrong, so most players lose part of each picture."
              .formatted(pid));
    }
    StampHealth stamps = track.stamps();
    // Metadata may come without time stamps.
    long missing = track.stream().codec().kind() == MediaKind.DATA ? 0 : stamps.missing();
    if (missing + stamps.backwards() + stamps.jumps() > 0) {
      advice.add(
          "PID %d: %d time stamps are missing, %d go backwards, %d jump."
              .formatted(pid, missing, stamps.backwards(), stamps.jumps()));
    }
    if (track.flush() == PesEndSignal.NEXT_START) {
      advice.add(
          "PID %d: the end of a picture is not marked, so each picture waits for the next one."
              .formatted(pid));
    }
    ofVideo(pid, track.video(), advice);
    AudioReport audio = track.audio();
    if (audio != null
        && track.stream().playable()
        && audio.longestBurstMillis() > MAX_BURST_MILLIS) {
      advice.add(
          "PID %d: up to %.0f ms of audio arrive in one burst, which makes browsers delay the"
                  .formatted(pid, audio.longestBurstMillis())
              + " video as well (ffmpeg: -pes_payload_size 0).");
    }
  }

  private static void ofVideo(int pid, @Nullable VideoReport video, List<String> advice) {
    if (video == null) {
      return;
    }
    if (video.reorderedReferences() > 0) {
      advice.add(
          "PID %d: reference B-frames, which browsers cannot play (ffmpeg: -bf 0).".formatted(pid));
    } else if (video.reorderedPictures() > 0) {
      advice.add(
          "PID %d: B-frames, which are not sent to browsers: motion is less smooth (ffmpeg: -bf 0)."
              .formatted(pid));
    }
    if (video.framesPerSecond() > 0
        && video.longestGop() > MAX_GOP_SECONDS * video.framesPerSecond()) {
      advice.add(
          "PID %d: up to %d pictures from key frame to key frame (ffmpeg: -g, for 2 s at most)."
              .formatted(pid, video.longestGop()));
    }
  }
}
