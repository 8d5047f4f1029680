package dev.sluice.transcode.audio;

import dev.sluice.media.AccessUnit;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sound that a receiver hears: packets are decoded, and placed by their stamps. */
final class HeardSound {
  private static final int RATE_HZ = 48_000;

  private final long beginTicks;
  private final OpusDecoder decoder;
  private final short[] decoded = new short[2 * 5760];
  private final List<Long> stamps = new ArrayList<>();
  private final List<byte[]> packets = new ArrayList<>();
  private float[] left = new float[RATE_HZ];
  private float[] right = new float[RATE_HZ];

  /**
   * @param beginTicks stream time of index 0
   */
  HeardSound(long beginTicks) throws OpusException {
    this.beginTicks = beginTicks;
    this.decoder = new OpusDecoder(RATE_HZ, 2);
  }

  boolean add(AccessUnit unit) {
    stamps.add(unit.ptsTicks90k());
    byte[] packet = Arrays.copyOfRange(unit.array(), unit.offset(), unit.offset() + unit.length());
    packets.add(packet);
    try {
      int samples = decoder.decode(packet, 0, packet.length, decoded, 0, 5760, false);
      int at = (int) Math.floorDiv((unit.ptsTicks90k() - beginTicks) * 8, 15);
      if (at + samples > left.length) {
        left = Arrays.copyOf(left, 2 * (at + samples));
        right = Arrays.copyOf(right, 2 * (at + samples));
      }
      for (int i = Math.max(0, -at); i < samples; i++) {
        left[at + i] = decoded[2 * i] / 32768f;
        right[at + i] = decoded[2 * i + 1] / 32768f;
      }
    } catch (OpusException e) {
      throw new AssertionError(e);
    }
    return true;
  }

  List<Long> stamps() {
    return stamps;
  }

  List<byte[]> packets() {
    return packets;
  }

  float[] left() {
    return left;
  }

  float[] right() {
    return right;
  }
}
