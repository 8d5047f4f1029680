package dev.sluice.container.mpegts;

import dev.sluice.media.MediaKind;
import java.util.List;

/**
 * A program and its elementary streams (ISO/IEC 13818-1 clause 2.4.4.9).
 *
 * @param programNumber from the PAT, 1..65535
 * @param pmtPid PID of the program map table
 * @param pcrPid PID of the program clock reference, 0x1FFF for none
 * @param streams in the order of the table; PIDs are unique
 */
public record ProgramMap(
    int programNumber, int pmtPid, int pcrPid, List<ElementaryStream> streams) {
  /** Copies the list. */
  public ProgramMap {
    streams = List.copyOf(streams);
  }

  /** Whether any of its streams can be sent over WebRTC. */
  public boolean playable() {
    return streams.stream().anyMatch(ElementaryStream::playable);
  }

  /** Whether any of its streams of that kind can be sent over WebRTC. */
  boolean plays(MediaKind kind) {
    return streams.stream().anyMatch(s -> s.playable() && s.codec().kind() == kind);
  }
}
