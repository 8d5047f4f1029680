package dev.sluice.source.java;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.source.transport.Inlet;
import java.io.IOException;
import java.util.List;

/** Writes units as a transport stream. For one thread. */
final class ProducedStream {
  private static final int FIRST_BYTES = 64 * 1024;
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final int PACKET_BYTES = 188;

  /** Largest unit, far above any picture for browsers. */
  private static final int MAX_UNIT_BYTES = 4 * 1024 * 1024;

  private static final int MAX_SOUND_BYTES = 32 * 1024;

  /** Tables are repeated every 100 ms. */
  private static final long TABLES_TICKS = 9000;

  private final GrowableBytes packets = new GrowableBytes(FIRST_BYTES, MOST_BYTES);
  private final TsMuxer muxer;
  private final boolean pictures;
  private final int channels;
  private long tablesTicks = Long.MIN_VALUE;

  /**
   * @param channels of the sound; 0 for none
   */
  ProducedStream(boolean pictures, int channels) throws IOException {
    if (channels < 0 || channels > 2 || (!pictures && channels == 0)) {
      throw new IOException("A producer has pictures, or sound with 1 or 2 channels, or both.");
    }
    this.pictures = pictures;
    this.channels = channels;
    this.muxer =
        new TsMuxer(
            (array, offset) -> {
              boolean unused = packets.append(array, offset, PACKET_BYTES);
            },
            pictures,
            channels,
            true);
  }

  /**
   * Passes a unit on.
   *
   * @return false if the source must stop
   * @throws IOException with a sentence, if the unit is of no announced kind, or too large
   */
  boolean write(ProducedUnit unit, Inlet inlet) throws IOException, InterruptedException {
    boolean picture = unit.kind() == ProducedUnit.Kind.PICTURE;
    int bytes = unit.data().length;
    if (picture ? !pictures : channels == 0) {
      throw new IOException("A producer made a unit of a kind that it did not announce.");
    }
    if (bytes == 0 || bytes > (picture ? MAX_UNIT_BYTES : MAX_SOUND_BYTES)) {
      throw new IOException("A producer made a unit of %d bytes.".formatted(bytes));
    }
    packets.clear();
    long ticks = unit.ptsTicks90k();
    if (tablesTicks == Long.MIN_VALUE || Math.abs(ticks - tablesTicks) >= TABLES_TICKS) {
      tablesTicks = ticks;
      muxer.writeTables();
    }
    if (picture) {
      muxer.writeVideo(ticks, ticks, unit.key(), unit.data(), 0, bytes);
    } else {
      muxer.writeOpus(ticks, List.of(unit.data()));
    }
    return inlet.feed(packets.array(), 0, packets.length());
  }
}
