package dev.sluice.base.libcrypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No folder of the environment or of the working directory is searched for libcrypto. */
final class LibraryFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"amd64", "aarch64", "unknown"})
  void everyFileIsAbsolute(String arch) {
    List<String> files =
        LibraryFiles.candidates(Optional.empty(), arch, Optional.of("C:\\Windows"));
    assertTrue(files.contains("/usr/lib/libcrypto.so.3"), files::toString);
    assertTrue(files.contains("C:\\Windows\\System32\\libcrypto-3-x64.dll"), files::toString);
    assertTrue(files.stream().allMatch(file -> file.matches("(/|C:).*")), files::toString);
  }

  @Test
  void theFolderOfTheProcessorComesFirst() {
    assertEquals(
        "/usr/lib/aarch64-linux-gnu/libcrypto.so.3",
        LibraryFiles.candidates(Optional.empty(), "aarch64", Optional.empty()).getFirst());
  }

  @Test
  void aConfiguredFileIsTheOnlyOne() {
    assertEquals(
        List.of("/opt/openssl/libcrypto.so.3"),
        LibraryFiles.candidates(
            Optional.of("/opt/openssl/libcrypto.so.3"), "amd64", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"libcrypto.so.3", "./libcrypto.so.3", "none", ""})
  void aRelativePathIsNotUsed(String path) {
    assertEquals(List.of(), LibraryFiles.candidates(Optional.of(path), "amd64", Optional.empty()));
  }
}
