package dev.sluice.bench.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;

/** The material as sizes of RTP packets, for the C reference: see {@code c/floor.c}. */
public final class PacketPattern {
  private static final int FU_HEADER_BYTES = 2;
  private static final int PAYLOAD_BYTES = 1146;
  private static final int RUN_PACKETS = 32;
  private static final int SMALL_BYTES = 244;

  private final int videoHeaderBytes;
  private final int audioHeaderBytes;

  /**
   * @param videoHeaderBytes of each RTP packet, with its extensions
   */
  public PacketPattern(int videoHeaderBytes, int audioHeaderBytes) {
    this.videoHeaderBytes = videoHeaderBytes;
    this.audioHeaderBytes = audioHeaderBytes;
  }

  /** Writes a line for each access unit. */
  public void write(TsMaterial material, Path file) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (TsUnit unit : material.units()) {
      String runs =
          unit.isPicture() ? picture(material.frames().get(unit.frame())) : sound(unit.pesBytes());
      lines.append(unit.dueNanos()).append(' ').append(runs).append('\n');
    }
    Files.writeString(file, lines);
  }

  private String sound(int pesBytes) {
    // Without the control header (two bytes, and one per 255 bytes of data).
    int bytes = audioHeaderBytes + pesBytes - 3;
    return "1 1 " + bytes + " " + bytes;
  }

  /** Small NAL units share a packet, large ones are cut into packets of equal size. */
  private String picture(Frame frame) {
    StringJoiner runs = new StringJoiner(" ");
    int count = 0;
    int small = 0;
    for (int bytes : frame.nalBytes()) {
      if (bytes < SMALL_BYTES) {
        small += bytes + 2;
        continue;
      }
      int packets = Math.ceilDiv(bytes, PAYLOAD_BYTES - FU_HEADER_BYTES);
      int each = Math.ceilDiv(bytes, packets);
      int last = bytes - each * (packets - 1);
      for (int left = packets; left > 0; left -= RUN_PACKETS) {
        int run = Math.min(RUN_PACKETS, left);
        int lastOfRun = run == left ? last : each;
        runs.add(run + " " + packet(each) + " " + packet(lastOfRun));
        count++;
      }
    }
    if (small > 0) {
      int bytes = videoHeaderBytes + 1 + small;
      return count + 1 + " 1 " + bytes + " " + bytes + " " + runs;
    }
    return count + " " + runs;
  }

  private int packet(int fragmentBytes) {
    return videoHeaderBytes + FU_HEADER_BYTES + fragmentBytes;
  }
}
