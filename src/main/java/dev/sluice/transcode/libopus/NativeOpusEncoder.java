package dev.sluice.transcode.libopus;

import dev.sluice.codec.pcm.SoundFrames;
import dev.sluice.transcode.coder.OpusSoundEncoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** An encoder of libopus, with memory of its own for a frame and a packet. */
final class NativeOpusEncoder implements OpusSoundEncoder {
  private static final int CHANNELS = 2;
  private static final int MAX_PACKET_BYTES = 1275;

  // opus_defines.h
  private static final int APPLICATION_AUDIO = 2049;
  private static final int SET_BITRATE = 4002;
  private static final int SET_COMPLEXITY = 4010;
  private static final int SET_FORCE_CHANNELS = 4022;
  private static final int GET_LOOKAHEAD = 4027;
  private static final int RESET_STATE = 4028;
  private static final int AUTO = -1000;

  private final OpusLibrary library;
  private final long encoder;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment frame =
      arena.allocate(ValueLayout.JAVA_FLOAT, (long) CHANNELS * SoundFrames.FRAME_SAMPLES);
  private final MemorySegment packet = arena.allocate(MAX_PACKET_BYTES);
  private final int lookaheadSamples;
  private boolean mono;
  private boolean closed;

  private NativeOpusEncoder(OpusLibrary library, long encoder) {
    this.library = library;
    this.encoder = encoder;
    lookaheadSamples = lookahead();
    set(SET_COMPLEXITY, COMPLEXITY);
    set(SET_BITRATE, STEREO_BITS_PER_SECOND);
  }

  static Optional<OpusSoundEncoder> open(OpusLibrary library) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(ValueLayout.JAVA_INT);
      long made =
          (long)
              library.create.invokeExact(
                  SoundFrames.RATE_HZ, CHANNELS, APPLICATION_AUDIO, error.address());
      return made == 0 ? Optional.empty() : Optional.of(new NativeOpusEncoder(library, made));
    } catch (Throwable e) {
      throw OpusLibrary.failed(e);
    }
  }

  private void set(int request, int value) {
    try {
      int unused = (int) library.set.invokeExact(encoder, request, value);
    } catch (Throwable e) {
      throw OpusLibrary.failed(e);
    }
  }

  private int lookahead() {
    MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
    try {
      int unused = (int) library.get.invokeExact(encoder, GET_LOOKAHEAD, value.address());
    } catch (Throwable e) {
      throw OpusLibrary.failed(e);
    }
    return value.get(ValueLayout.JAVA_INT, 0);
  }

  @Override
  public int lookaheadSamples() {
    return lookaheadSamples;
  }

  @Override
  public void setMono(boolean alike) {
    if (mono != alike && !closed) {
      mono = alike;
      set(SET_FORCE_CHANNELS, alike ? 1 : AUTO);
      set(SET_BITRATE, alike ? MONO_BITS_PER_SECOND : STEREO_BITS_PER_SECOND);
    }
  }

  @Override
  public int encode(float[] samples, byte[] into) {
    if (closed) {
      return 0;
    }
    MemorySegment.copy(
        samples, 0, frame, ValueLayout.JAVA_FLOAT, 0, CHANNELS * SoundFrames.FRAME_SAMPLES);
    int bytes;
    try {
      bytes =
          (int)
              library.encode.invokeExact(
                  encoder,
                  frame.address(),
                  SoundFrames.FRAME_SAMPLES,
                  packet.address(),
                  MAX_PACKET_BYTES);
    } catch (Throwable e) {
      throw OpusLibrary.failed(e);
    }
    if (bytes > 0) {
      MemorySegment.copy(packet, ValueLayout.JAVA_BYTE, 0, into, 0, bytes);
    }
    return Math.max(0, bytes);
  }

  @Override
  public void reset() {
    if (!closed) {
      set(RESET_STATE, 0);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      library.destroy.invokeExact(encoder);
    } catch (Throwable e) {
      throw OpusLibrary.failed(e);
    } finally {
      arena.close();
    }
  }
}
