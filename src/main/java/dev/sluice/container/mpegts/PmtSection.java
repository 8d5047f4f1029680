package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a section of a program map table (ISO/IEC 13818-1 clause 2.4.4.8). */
final class PmtSection {
  private static final int HEADER_BYTES = 12;
  private static final int STREAM_BYTES = 5;

  private PmtSection() {}

  /** The program map; null if the lengths in the section contradict each other. */
  static @Nullable ProgramMap parse(int pmtPid, byte[] array, int offset, int length) {
    if (length < HEADER_BYTES) {
      return null;
    }
    int end = offset + length;
    int at = offset + HEADER_BYTES + (Bytes.u16(array, offset + 10) & 0xFFF);
    List<ElementaryStream> streams = new ArrayList<>();
    while (end - at >= STREAM_BYTES) {
      int descriptors = at + STREAM_BYTES;
      int next = descriptors + (Bytes.u16(array, at + 3) & 0xFFF);
      if (next > end) {
        return null;
      }
      add(streams, array, at, next);
      at = next;
    }
    if (at != end) {
      return null;
    }
    int program = Bytes.u16(array, offset + 3);
    int pcrPid = Bytes.u16(array, offset + 8) & 0x1FFF;
    return new ProgramMap(program, pmtPid, pcrPid, streams);
  }

  private static void add(List<ElementaryStream> streams, byte[] array, int at, int end) {
    int streamType = Bytes.u8(array, at);
    int pid = Bytes.u16(array, at + 1) & 0x1FFF;
    if (streams.stream().anyMatch(stream -> stream.pid() == pid)) {
      return;
    }
    StreamDescription description =
        new StreamDescription(streamType, array, at + STREAM_BYTES, end);
    streams.add(
        new ElementaryStream(
            pid,
            streamType,
            description.codec(),
            description.channels(),
            description.packetStreams(),
            description.language()));
  }
}
