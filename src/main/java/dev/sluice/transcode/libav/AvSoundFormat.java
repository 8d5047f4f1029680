package dev.sluice.transcode.libav;

import dev.sluice.codec.pcm.Speaker;
import dev.sluice.codec.pcm.SpeakerLayouts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Sampling rate and loudspeakers of a decoder's frames, read by name from its context. They are
 * read again when the shape of the frames changes, for each frame of interleaved channels, whose
 * shape does not tell their count, and once in a while.
 */
final class AvSoundFormat {
  /** Frames, about a second. */
  private static final int READ_AGAIN = 50;

  private static final int MOST_HZ = 192_000;
  private static final int LEAST_HZ = 7_350;

  private final AvFunctions functions;
  private final long context;
  private List<Speaker> speakers = List.of();
  private int sampleRateHz;
  private int shape = -1;
  private int frames;

  AvSoundFormat(AvFunctions functions, long context) {
    this.functions = functions;
    this.context = context;
  }

  /** Notes a frame; false if its format cannot be read or does not fit it. */
  boolean update(AvSamples frame) {
    if (frame.shape() != shape || !frame.planar() || ++frames >= READ_AGAIN) {
      frames = 0;
      shape = frame.shape();
      read();
      if (!frame.fits(speakers.size())) {
        speakers = SpeakerLayouts.usual(frame.planes());
      }
    }
    boolean known = sampleRateHz >= LEAST_HZ && sampleRateHz <= MOST_HZ;
    return known && frame.fits(speakers.size());
  }

  private void read() {
    try (Arena arena = Arena.ofConfined()) {
      sampleRateHz = (int) number(arena, "ar");
      int channels = (int) number(arena, "ac");
      String layout = text(arena, "ch_layout");
      if (!layout.isEmpty()) {
        speakers = SpeakerLayouts.parse(layout);
      } else if (channels > 0) {
        speakers = SpeakerLayouts.ofMask(number(arena, "channel_layout"), channels);
      }
    } catch (Throwable e) {
      throw AvFunctions.failed(e);
    }
  }

  /** The value of an option, 0 if there is none of that name. */
  private long number(Arena arena, String name) throws Throwable {
    MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
    int result =
        (int)
            functions.numberOption.invokeExact(
                context, arena.allocateFrom(name).address(), 0, value.address());
    return result < 0 ? 0 : value.get(ValueLayout.JAVA_LONG, 0);
  }

  /** The text of an option, empty if there is none of that name. */
  private String text(Arena arena, String name) throws Throwable {
    MemorySegment value = arena.allocate(ValueLayout.JAVA_LONG);
    int result =
        (int)
            functions.textOption.invokeExact(
                context, arena.allocateFrom(name).address(), 0, value.address());
    long text = value.get(ValueLayout.JAVA_LONG, 0);
    if (result < 0 || text == 0) {
      return "";
    }
    String read = AvFunctions.memory(text, Integer.MAX_VALUE).getString(0);
    functions.free.invokeExact(text);
    return read;
  }

  List<Speaker> speakers() {
    return speakers;
  }

  int sampleRateHz() {
    return sampleRateHz;
  }
}
