package dev.sluice.transcode.libav;

import dev.sluice.codec.pcm.PcmBlock;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The samples of an AVFrame of sound, in any of the formats that decoders give (samplefmt.h): 16 or
 * 32 bits or floating point, the channels one after the other (planar) or interleaved.
 */
final class AvSamples {
  private static final int S16 = 1;
  private static final int S32 = 2;
  private static final int FLOAT = 3;
  private static final int PLANAR = 5;
  private static final int MOST_SAMPLES = 1 << 16;

  /** A decoder lists more planes in other memory, whose length a frame does not tell. */
  private static final int MOST_CHANNELS = AvFunctions.FRAME_PLANES;

  private static final float SCALE_16 = 1f / (1 << 15);
  private static final float SCALE_32 = 1f / (1L << 31);

  private MemorySegment pointers = MemorySegment.NULL;
  private int count;
  private int format;
  private int firstPlanes;

  /** Reads the head of a frame; false if it is of no known kind. */
  boolean read(long frame) {
    MemorySegment head = AvFunctions.memory(frame, AvFunctions.FRAME_FORMAT + Integer.BYTES);
    count = head.get(ValueLayout.JAVA_INT, AvFunctions.FRAME_SAMPLES);
    format = head.get(ValueLayout.JAVA_INT, AvFunctions.FRAME_FORMAT);
    long listed = head.get(ValueLayout.JAVA_LONG, AvFunctions.FRAME_EXTENDED_DATA);
    int kind = planar() ? format - PLANAR : format;
    if (count <= 0 || count > MOST_SAMPLES || listed == 0 || kind < S16 || kind > FLOAT) {
      return false;
    }
    pointers = AvFunctions.memory(listed, (long) MOST_CHANNELS * Long.BYTES);
    firstPlanes = 0;
    while (firstPlanes < AvFunctions.FRAME_PLANES
        && head.get(ValueLayout.JAVA_LONG, (long) firstPlanes * Long.BYTES) != 0) {
      firstPlanes++;
    }
    return firstPlanes > 0;
  }

  /** Samples of each channel. */
  int count() {
    return count;
  }

  /** A number that differs if the format, the count or the planes do. */
  int shape() {
    return (count * 16 + format) * 16 + firstPlanes;
  }

  /** Planes, eight at most: the channels, if they are planar. */
  int planes() {
    return firstPlanes;
  }

  /** Whether that many channels can be there. */
  boolean fits(int channels) {
    return channels > 0 && channels <= MOST_CHANNELS && firstPlanes == (planar() ? channels : 1);
  }

  /** Whether the channels are one after the other, so that {@link #shape} has their count. */
  boolean planar() {
    return format >= PLANAR;
  }

  /** Fills a block that has been begun. */
  void copy(PcmBlock into) {
    int channels = into.speakers().size();
    int stride = planar() ? 1 : channels;
    int kind = planar() ? format - PLANAR : format;
    for (int channel = 0; channel < channels; channel++) {
      long plane = pointers.get(ValueLayout.JAVA_LONG, planar() ? (long) channel * Long.BYTES : 0);
      copy(plane, kind, planar() ? 0 : channel, stride, into.plane(channel));
    }
  }

  private void copy(long plane, int kind, int first, int stride, float[] into) {
    int size = kind == S16 ? Short.BYTES : Integer.BYTES;
    MemorySegment from = AvFunctions.memory(plane, (long) count * stride * size);
    if (kind == FLOAT && stride == 1) {
      MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, 0, into, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      long at = (long) first + (long) i * stride;
      into[i] =
          switch (kind) {
            case S16 -> from.getAtIndex(ValueLayout.JAVA_SHORT, at) * SCALE_16;
            case S32 -> from.getAtIndex(ValueLayout.JAVA_INT, at) * SCALE_32;
            default -> from.getAtIndex(ValueLayout.JAVA_FLOAT, at);
          };
    }
  }
}
