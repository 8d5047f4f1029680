package dev.sluice.transcode.libav;

import dev.sluice.codec.pcm.PcmBlock;
import dev.sluice.transcode.coder.SoundDecoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/** A decoder of libavcodec: its context, one packet and one frame. */
final class AvSoundDecoder implements SoundDecoder {
  /** Longest access unit; the framer's limit is below it. */
  private static final int MAX_BYTES = 256 << 10;

  private final AvFunctions functions;
  private final AvSoundFormat format;
  private final AvSamples samples = new AvSamples();
  private final PcmBlock block = new PcmBlock();
  private final long context;
  private final long packet;
  private final long frame;
  private boolean closed;

  private AvSoundDecoder(AvFunctions functions, long context, long packet, long frame) {
    this.functions = functions;
    this.context = context;
    this.packet = packet;
    this.frame = frame;
    this.format = new AvSoundFormat(functions, context);
  }

  /**
   * Opens a decoder.
   *
   * @param codec from {@code avcodec_find_decoder_by_name}
   * @throws OutOfMemoryError if the library has no memory
   */
  static AvSoundDecoder open(AvFunctions functions, long codec) {
    try {
      AvSoundDecoder decoder =
          new AvSoundDecoder(
              functions,
              (long) functions.newContext.invokeExact(codec),
              (long) functions.newPacket.invokeExact(),
              (long) functions.newFrame.invokeExact());
      boolean opened =
          decoder.context != 0
              && decoder.packet != 0
              && decoder.frame != 0
              && (int) functions.open.invokeExact(decoder.context, codec, 0L) >= 0;
      if (!opened) {
        decoder.close();
        throw new OutOfMemoryError("libavcodec cannot open a decoder");
      }
      return decoder;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw AvFunctions.failed(e);
    }
  }

  @Override
  public boolean decode(byte[] array, int offset, int length, Consumer<PcmBlock> into) {
    if (closed || length > MAX_BYTES) {
      return false;
    }
    try {
      boolean sent = send(array, offset, length);
      boolean received = false;
      while ((int) functions.receive.invokeExact(context, frame) >= 0) {
        received |= deliver(into);
      }
      return sent && received;
    } catch (Throwable e) {
      throw AvFunctions.failed(e);
    }
  }

  private boolean send(byte[] array, int offset, int length) throws Throwable {
    if ((int) functions.allocatePacket.invokeExact(packet, length) < 0) {
      return false;
    }
    long data =
        AvFunctions.memory(packet, AvFunctions.PACKET_DATA + Long.BYTES)
            .get(ValueLayout.JAVA_LONG, AvFunctions.PACKET_DATA);
    MemorySegment.copy(
        array, offset, AvFunctions.memory(data, length), ValueLayout.JAVA_BYTE, 0, length);
    boolean sent = (int) functions.send.invokeExact(context, packet) >= 0;
    functions.emptyPacket.invokeExact(packet);
    return sent;
  }

  private boolean deliver(Consumer<PcmBlock> into) {
    if (!samples.read(frame) || !format.update(samples)) {
      return false;
    }
    block.begin(format.speakers(), format.sampleRateHz(), samples.count());
    samples.copy(block);
    into.accept(block);
    return true;
  }

  @Override
  public void reset() {
    if (!closed) {
      try {
        functions.flush.invokeExact(context);
      } catch (Throwable e) {
        throw AvFunctions.failed(e);
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocate(ValueLayout.JAVA_LONG);
      pointer.set(ValueLayout.JAVA_LONG, 0, context);
      functions.freeContext.invokeExact(pointer.address());
      pointer.set(ValueLayout.JAVA_LONG, 0, packet);
      functions.freePacket.invokeExact(pointer.address());
      pointer.set(ValueLayout.JAVA_LONG, 0, frame);
      functions.freeFrame.invokeExact(pointer.address());
    } catch (Throwable e) {
      throw AvFunctions.failed(e);
    }
  }
}
