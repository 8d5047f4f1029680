package dev.sluice.bench.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a transport stream into units (ISO/IEC 13818-1 clauses 2.4.3.2 and 2.4.3.6). It reads only
 * the benchmarks' own material: pictures in PID 0x100, sound in PID 0x101, no loss, PES packets not
 * interleaved.
 */
final class TsCutter {
  private static final int PACKET_BYTES = 188;
  private static final int SYNC = 0x47;
  private static final int VIDEO_PID = 0x100;
  private static final int AUDIO_PID = 0x101;

  private final byte[] bytes;
  private final List<TsUnit> units = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private int unitStart;
  private int tablesStart = -1;
  private int pid;
  private long ptsTicks90k;
  private long firstTicks90k = -1;
  private long firstFrameTicks90k = -1;
  private long dueNanos;

  TsCutter(byte[] bytes) {
    this.bytes = bytes;
  }

  List<TsUnit> units() {
    return units;
  }

  List<Frame> frames() {
    return frames;
  }

  void cut() throws IOException {
    for (int at = 0; at + PACKET_BYTES <= bytes.length; at += PACKET_BYTES) {
      if (bytes[at] != SYNC) {
        throw new IOException("no transport stream at byte " + at);
      }
      packet(at);
    }
    endUnit(bytes.length / PACKET_BYTES * PACKET_BYTES);
  }

  private void packet(int at) {
    int packetPid = (bytes[at + 1] & 0x1F) << 8 | bytes[at + 2] & 0xFF;
    if (packetPid != VIDEO_PID && packetPid != AUDIO_PID) {
      tablesStart = tablesStart < 0 ? at : tablesStart;
      return;
    }
    boolean starts = (bytes[at + 1] & 0x40) != 0;
    boolean adapted = (bytes[at + 3] & 0x20) != 0;
    boolean hasPayload = (bytes[at + 3] & 0x10) != 0;
    int data = at + 4 + (adapted ? 1 + (bytes[at + 4] & 0xFF) : 0);
    if (starts) {
      // Tables directly before a PES packet belong to its unit.
      int begin = tablesStart < 0 ? at : tablesStart;
      endUnit(begin);
      unitStart = begin;
      pid = packetPid;
      data = pesHeader(data);
    }
    tablesStart = -1;
    if (hasPayload) {
      payload.write(bytes, data, at + PACKET_BYTES - data);
    }
  }

  /** Reads the PTS (section 2.4.3.6); there are no B-pictures, so it is the DTS too. */
  private int pesHeader(int at) {
    ptsTicks90k =
        (bytes[at + 9] & 0x0EL) << 29
            | (bytes[at + 10] & 0xFFL) << 22
            | (bytes[at + 11] & 0xFEL) << 14
            | (bytes[at + 12] & 0xFFL) << 7
            | (bytes[at + 13] & 0xFEL) >> 1;
    if (firstTicks90k < 0) {
      firstTicks90k = ptsTicks90k;
    }
    return at + 9 + (bytes[at + 8] & 0xFF);
  }

  private void endUnit(int end) {
    if (payload.size() > 0) {
      int frame = TsUnit.SOUND;
      if (pid == VIDEO_PID) {
        frame = frames.size();
        frames.add(frame(payload.toByteArray()));
      }
      // A unit that the muxer wrote after later ones is sent with them.
      dueNanos = Math.max(dueNanos, TsMaterial.nanos(ptsTicks90k - firstTicks90k));
      units.add(new TsUnit(unitStart, end - unitStart, dueNanos, frame, payload.size()));
    }
    payload.reset();
  }

  private Frame frame(byte[] accessUnit) {
    if (firstFrameTicks90k < 0) {
      firstFrameTicks90k = ptsTicks90k;
    }
    NalSizes nals = NalSizes.of(accessUnit);
    int tail = Math.max(0, accessUnit.length - Frame.TAIL_BYTES);
    return new Frame(
        frames.size(),
        units.size(),
        ptsTicks90k - firstFrameTicks90k,
        nals.key(),
        nals.bytes(),
        Arrays.copyOfRange(accessUnit, tail, accessUnit.length));
  }
}
