package dev.sluice.base.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders from which libraries of the operating system are loaded, by absolute path. The loader
 * of the system would also search {@code LD_LIBRARY_PATH} for a bare name.
 */
public final class SystemFolders {
  /** Debian's folder for libraries, by Java's name of the processor. */
  private static final Map<String, String> MULTIARCH =
      Map.of(
          "amd64", "x86_64-linux-gnu",
          "aarch64", "aarch64-linux-gnu",
          "riscv64", "riscv64-linux-gnu",
          "ppc64le", "powerpc64le-linux-gnu",
          "s390x", "s390x-linux-gnu");

  private static final List<String> LINUX = List.of("/usr/lib64", "/lib64", "/usr/lib", "/lib");

  /** A path on a Unix, or with a drive on Windows. */
  private static final Pattern ABSOLUTE = Pattern.compile("(/|[A-Za-z]:[/\\\\]).*");

  private SystemFolders() {}

  /**
   * The folders of Linux in order of preference; some or all may not exist.
   *
   * @param arch the processor, as in the system property {@code os.arch}
   */
  public static Stream<String> linux(String arch) {
    Stream<String> own =
        Optional.ofNullable(MULTIARCH.get(arch)).map(name -> "/usr/lib/" + name).stream();
    return Stream.concat(own, LINUX.stream());
  }

  /** Loads a library for the life of the process; empty if it cannot be loaded. */
  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  public static Optional<SymbolLookup> load(String file) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a path does not depend on the working directory. */
  public static boolean isAbsolute(String path) {
    return ABSOLUTE.matcher(path).matches();
  }
}
