package dev.sluice.base.libcrypto;

import dev.sluice.base.foreign.SystemFolders;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * Loads libcrypto (OpenSSL 3) and looks up its functions. The first use of this class throws a
 * {@link LinkageError} if the library is missing or native access is not granted.
 */
public final class LibCrypto {
  /**
   * System property with the absolute path of another libcrypto, such as one newer than the
   * system's.
   */
  public static final String PATH_PROPERTY = "sluice.libcrypto";

  private static final SymbolLookup LIBRARY = library();

  /** {@code const char *OpenSSL_version(int)}. */
  private static final MethodHandle VERSION =
      function(
          "OpenSSL_version", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

  private LibCrypto() {}

  private static SymbolLookup library() {
    List<String> files =
        LibraryFiles.candidates(
            Optional.ofNullable(System.getProperty(PATH_PROPERTY)),
            System.getProperty("os.arch"),
            Optional.ofNullable(System.getenv("SystemRoot")));
    return files.stream()
        .flatMap(file -> SystemFolders.load(file).stream())
        .findFirst()
        .orElseThrow(() -> new UnsatisfiedLinkError("none of " + files + " can be loaded"));
  }

  /** The library's name and version, such as {@code OpenSSL 3.0.13 30 Jan 2024}. */
  public static String version() {
    try {
      return memory((long) VERSION.invokeExact(0)).getString(0);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /**
   * A handle of a function.
   *
   * @throws UnsatisfiedLinkError if the library lacks it
   */
  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    return Linker.nativeLinker()
        .downcallHandle(
            LIBRARY
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("libcrypto has no " + name)),
            type,
            options);
  }

  /** Wraps an exception thrown by a call through a handle. */
  static IllegalStateException failed(Throwable thrown) {
    return new IllegalStateException("libcrypto cannot be called: " + thrown.getMessage(), thrown);
  }

  /** The memory from {@code address} on, without an upper bound. */
  @SuppressWarnings("restricted") // As above.
  static MemorySegment memory(long address) {
    return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE);
  }
}
