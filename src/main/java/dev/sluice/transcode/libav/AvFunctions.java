package dev.sluice.transcode.libav;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libavcodec and of the libavutil that it is linked with. Pointers are passed as
 * {@code long}, 0 for none. A negative result is an error.
 *
 * <p>The fields of structures differ between versions. Those used here are the first ones, which
 * versions 58 to 62 have at the same place:
 *
 * <pre>
 *   AVPacket (packet.h)   0 buf, 8 pts, 16 dts, 24 data, 32 size (int)
 *   AVFrame (frame.h)     0 data[8], 64 linesize[8] (int), 96 extended_data, 104 width (int),
 *                         108 height (int), 112 nb_samples (int), 116 format (int)
 * </pre>
 *
 * <p>All else is read by name ({@code av_opt_get}).
 */
final class AvFunctions {
  static final long PACKET_DATA = 24;
  static final long FRAME_EXTENDED_DATA = 96;
  static final long FRAME_SAMPLES = 112;
  static final long FRAME_FORMAT = 116;

  /** Planes that are listed in the frame itself. */
  static final int FRAME_PLANES = 8;

  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final SymbolLookup library;

  /** {@code unsigned (void)}: 0xMMmmpp. */
  final MethodHandle version;

  /** {@code void (int level)}. */
  final MethodHandle setLogLevel;

  /** {@code const AVCodec *(const char *name)}. */
  final MethodHandle findDecoder;

  /** {@code AVCodecContext *(const AVCodec *)}. */
  final MethodHandle newContext;

  /** {@code void (AVCodecContext **)}. */
  final MethodHandle freeContext;

  /** {@code int (AVCodecContext *, const AVCodec *, AVDictionary **)}. */
  final MethodHandle open;

  /** {@code int (AVCodecContext *, const AVPacket *)}. */
  final MethodHandle send;

  /** {@code int (AVCodecContext *, AVFrame *)}. */
  final MethodHandle receive;

  /** {@code void (AVCodecContext *)}. */
  final MethodHandle flush;

  /** {@code AVPacket *(void)}. */
  final MethodHandle newPacket;

  /** {@code int (AVPacket *, int size)}: data with the padding that decoders need. */
  final MethodHandle allocatePacket;

  /** {@code void (AVPacket *)}. */
  final MethodHandle emptyPacket;

  /** {@code void (AVPacket **)}. */
  final MethodHandle freePacket;

  /** {@code AVFrame *(void)}. */
  final MethodHandle newFrame;

  /** {@code void (AVFrame **)}. */
  final MethodHandle freeFrame;

  /** {@code int (void *object, const char *name, int flags, int64_t *)}. */
  final MethodHandle numberOption;

  /** {@code int (void *object, const char *name, int flags, uint8_t **)}. */
  final MethodHandle textOption;

  /** {@code void (void *)}. */
  final MethodHandle free;

  /**
   * @throws UnsatisfiedLinkError if the library lacks a function
   */
  AvFunctions(SymbolLookup library) {
    this.library = library;
    version = handle("avcodec_version", INT);
    setLogLevel = function("av_log_set_level", FunctionDescriptor.ofVoid(INT));
    findDecoder = handle("avcodec_find_decoder_by_name", POINTER, POINTER);
    newContext = handle("avcodec_alloc_context3", POINTER, POINTER);
    freeContext = function("avcodec_free_context", FunctionDescriptor.ofVoid(POINTER));
    open = handle("avcodec_open2", INT, POINTER, POINTER, POINTER);
    send = handle("avcodec_send_packet", INT, POINTER, POINTER);
    receive = handle("avcodec_receive_frame", INT, POINTER, POINTER);
    flush = function("avcodec_flush_buffers", FunctionDescriptor.ofVoid(POINTER));
    newPacket = handle("av_packet_alloc", POINTER);
    allocatePacket = handle("av_new_packet", INT, POINTER, INT);
    emptyPacket = function("av_packet_unref", FunctionDescriptor.ofVoid(POINTER));
    freePacket = function("av_packet_free", FunctionDescriptor.ofVoid(POINTER));
    newFrame = handle("av_frame_alloc", POINTER);
    freeFrame = function("av_frame_free", FunctionDescriptor.ofVoid(POINTER));
    numberOption = handle("av_opt_get_int", INT, POINTER, POINTER, INT, POINTER);
    textOption = handle("av_opt_get", INT, POINTER, POINTER, INT, POINTER);
    free = function("av_free", FunctionDescriptor.ofVoid(POINTER));
  }

  private MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return function(name, FunctionDescriptor.of(result, arguments));
  }

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private MethodHandle function(String name, FunctionDescriptor type) {
    return Linker.nativeLinker()
        .downcallHandle(
            library
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("libavcodec has no " + name)),
            type);
  }

  /** Wraps an exception thrown by a call through a handle. */
  static IllegalStateException failed(Throwable thrown) {
    return new IllegalStateException("libavcodec cannot be called: " + thrown.getMessage(), thrown);
  }

  /** The bytes at an address. */
  @SuppressWarnings("restricted") // As above.
  static MemorySegment memory(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }
}
