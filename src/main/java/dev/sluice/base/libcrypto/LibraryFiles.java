package dev.sluice.base.libcrypto;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files libcrypto may be loaded from, all with absolute paths. The loader of the system would
 * also search {@code LD_LIBRARY_PATH} for a bare name, and on Windows the working directory.
 */
final class LibraryFiles {
  /** Debian's folder for libraries, by Java's name of the processor. */
  private static final Map<String, String> MULTIARCH =
      Map.of(
          "amd64", "x86_64-linux-gnu",
          "aarch64", "aarch64-linux-gnu",
          "riscv64", "riscv64-linux-gnu",
          "ppc64le", "powerpc64le-linux-gnu",
          "s390x", "s390x-linux-gnu");

  private static final List<String> LINUX_FOLDERS =
      List.of("/usr/lib64", "/lib64", "/usr/lib", "/lib");

  private static final List<String> MAC_FOLDERS =
      List.of("/opt/homebrew/opt/openssl@3/lib", "/usr/local/opt/openssl@3/lib", "/usr/local/lib");

  /** A path on a Unix, or with a drive on Windows. */
  private static final Pattern ABSOLUTE = Pattern.compile("(/|[A-Za-z]:[/\\\\]).*");

  private LibraryFiles() {}

  /**
   * The files in order of preference; some or all may not exist.
   *
   * @param configured path of the only file to use; none is used if the path is relative
   * @param arch the processor, as in the system property {@code os.arch}
   * @param windows the folder of Windows, on Windows
   */
  static List<String> candidates(
      Optional<String> configured, String arch, Optional<String> windows) {
    return configured
        .map(Stream::of)
        .orElseGet(() -> Stream.of(linux(arch), mac(), windows(windows)).flatMap(files -> files))
        .filter(file -> ABSOLUTE.matcher(file).matches())
        .toList();
  }

  private static Stream<String> linux(String arch) {
    Stream<String> own =
        Optional.ofNullable(MULTIARCH.get(arch)).map(name -> "/usr/lib/" + name).stream();
    return Stream.concat(own, LINUX_FOLDERS.stream()).map(folder -> folder + "/libcrypto.so.3");
  }

  private static Stream<String> mac() {
    return MAC_FOLDERS.stream().map(folder -> folder + "/libcrypto.3.dylib");
  }

  private static Stream<String> windows(Optional<String> folder) {
    return folder.stream()
        .flatMap(
            root ->
                Stream.of("libcrypto-3-x64.dll", "libcrypto-3-arm64.dll")
                    .map(name -> root + "\\System32\\" + name));
  }
}
