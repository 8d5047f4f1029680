package dev.sluice.base.libcrypto;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * Finds libcrypto and its functions. Touching this class throws a {@link LinkageError} where there
 * is no such library or native access is not granted.
 */
public final class LibCryptoLibrary {
  /** Names the library by its path, for one that is newer than the system's. */
  public static final String PATH_PROPERTY = "sluice.libcrypto";

  private static final List<String> NAMES =
      List.of(
          "libcrypto.so.3",
          "libcrypto.3.dylib",
          "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
          "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib",
          "libcrypto-3-x64.dll",
          "libcrypto-3-arm64.dll");

  private static final SymbolLookup LIBRARY = library();

  private LibCryptoLibrary() {}

  private static SymbolLookup library() {
    String path = System.getProperty(PATH_PROPERTY);
    List<String> names = path == null ? NAMES : List.of(path);
    return names.stream()
        .flatMap(name -> library(name).stream())
        .findFirst()
        .orElseThrow(() -> new UnsatisfiedLinkError("none of " + names + " can be loaded"));
  }

  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private static Optional<SymbolLookup> library(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * A function of the library.
   *
   * @throws UnsatisfiedLinkError when the library lacks it
   */
  @SuppressWarnings("restricted") // As above.
  public static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    return Linker.nativeLinker()
        .downcallHandle(
            LIBRARY
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("libcrypto has no " + name)),
            type,
            options);
  }

  /** An exception for what a call through a function's handle threw. */
  public static IllegalStateException failed(Throwable thrown) {
    return new IllegalStateException("libcrypto cannot be called: " + thrown.getMessage(), thrown);
  }
}
