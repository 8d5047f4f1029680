package dev.sluice.transcode.libopus;

import dev.sluice.base.foreign.SystemFolders;
import dev.sluice.transcode.coder.OpusSoundEncoder;
import dev.sluice.transcode.coder.OpusSoundEncoders;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's libopus (opus.h, version 1.1 or later), loaded. */
public final class OpusLibrary implements OpusSoundEncoders {
  /** System property with the path of another libopus. Any other value leaves it unused. */
  public static final String PATH_PROPERTY = "sluice.libopus";

  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final SymbolLookup library;
  private final String version;

  /** {@code OpusEncoder *(int32 rate, int channels, int application, int *error)}. */
  final MethodHandle create;

  /** {@code void (OpusEncoder *)}. */
  final MethodHandle destroy;

  /** {@code int (OpusEncoder *, const float *, int samples, unsigned char *, int32 room)}. */
  final MethodHandle encode;

  /** {@code int (OpusEncoder *, int request, ...)}, with a number. */
  final MethodHandle set;

  /** {@code int (OpusEncoder *, int request, ...)}, with a pointer to a number. */
  final MethodHandle get;

  private OpusLibrary(SymbolLookup library) throws Throwable {
    this.library = library;
    Linker.Option variadic = Linker.Option.firstVariadicArg(2);
    create =
        function("opus_encoder_create", FunctionDescriptor.of(POINTER, INT, INT, INT, POINTER));
    destroy = function("opus_encoder_destroy", FunctionDescriptor.ofVoid(POINTER));
    encode =
        function(
            "opus_encode_float", FunctionDescriptor.of(INT, POINTER, POINTER, INT, POINTER, INT));
    set = function("opus_encoder_ctl", FunctionDescriptor.of(INT, POINTER, INT, INT), variadic);
    get = function("opus_encoder_ctl", FunctionDescriptor.of(INT, POINTER, INT, POINTER), variadic);
    MethodHandle text = function("opus_get_version_string", FunctionDescriptor.of(POINTER));
    version = text((long) text.invokeExact());
  }

  /**
   * Loads the system's library.
   *
   * @throws UnsatisfiedLinkError with a clause, if there is none or it is not usable
   */
  public static OpusLibrary open() {
    return open(
        candidates(
            Optional.ofNullable(System.getProperty(PATH_PROPERTY)),
            System.getProperty("os.name"),
            System.getProperty("os.arch")));
  }

  /** The files it may be loaded from, all with absolute paths. */
  static List<String> candidates(Optional<String> configured, String system, String arch) {
    if (!system.equals("Linux")) {
      return List.of();
    }
    return configured
        .map(Stream::of)
        .orElseGet(() -> SystemFolders.linux(arch).map(folder -> folder + "/libopus.so.0"))
        .filter(SystemFolders::isAbsolute)
        .toList();
  }

  static OpusLibrary open(List<String> files) {
    SymbolLookup found =
        files.stream()
            .flatMap(file -> SystemFolders.load(file).stream())
            .findFirst()
            .orElseThrow(() -> new UnsatisfiedLinkError("libopus is not installed"));
    try {
      return new OpusLibrary(found);
    } catch (UnsatisfiedLinkError e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    return Linker.nativeLinker()
        .downcallHandle(
            library
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("libopus has no " + name)),
            type,
            options);
  }

  @SuppressWarnings("restricted") // As above.
  private static String text(long address) {
    return MemorySegment.ofAddress(address).reinterpret(Integer.MAX_VALUE).getString(0);
  }

  /** Wraps an exception thrown by a call through a handle. */
  static IllegalStateException failed(Throwable thrown) {
    return new IllegalStateException("libopus cannot be called: " + thrown.getMessage(), thrown);
  }

  @Override
  public String name() {
    return version;
  }

  @Override
  public Optional<OpusSoundEncoder> newEncoder() {
    return NativeOpusEncoder.open(this);
  }
}
