package dev.sluice.base.libcrypto;

import dev.sluice.base.foreign.SystemFolders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files libcrypto may be loaded from, all with absolute paths. The loader of the system would
 * also search {@code LD_LIBRARY_PATH} for a bare name, and on Windows the working directory.
 */
final class LibraryFiles {
  private static final List<String> MAC_FOLDERS =
      List.of("/opt/homebrew/opt/openssl@3/lib", "/usr/local/opt/openssl@3/lib", "/usr/local/lib");

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
        .filter(SystemFolders::isAbsolute)
        .toList();
  }

  private static Stream<String> linux(String arch) {
    return SystemFolders.linux(arch).map(folder -> folder + "/libcrypto.so.3");
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
