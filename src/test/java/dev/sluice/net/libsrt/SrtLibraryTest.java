package dev.sluice.net.libsrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that libsrt may be loaded from, and what is said where there is none. */
final class SrtLibraryTest {
  @Test
  void everyFileIsAbsoluteAndTheFolderOfTheProcessorComesFirst() {
    List<String> files = SrtLibrary.candidates(Optional.empty(), "Linux", "amd64");
    assertEquals("/usr/lib/x86_64-linux-gnu/libsrt-gnutls.so.1.5", files.getFirst());
    assertTrue(files.contains("/usr/lib/libsrt.so.1.5"), files::toString);
    assertTrue(files.stream().allMatch(file -> file.startsWith("/")), files::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"libsrt.so.1.5", "./libsrt.so.1.5", "none", ""})
  void aRelativePathIsNotUsed(String path) {
    assertEquals(List.of(), SrtLibrary.candidates(Optional.of(path), "Linux", "amd64"));
  }

  @Test
  void anotherSystemHasNone() {
    assertEquals(List.of(), SrtLibrary.candidates(Optional.empty(), "Mac OS X", "aarch64"));
  }

  @Test
  void aMissingLibraryIsToldInASentence() {
    SrtException missing =
        assertThrows(
            SrtException.class,
            () -> SrtLibrary.open(List.of("/nonexistent/libsrt.so.1.5", "/etc/passwd")));
    assertEquals("The library libsrt is not installed.", missing.getMessage());
  }

  @Test
  void aLibraryWithoutItsFunctionsIsToldInASentence() {
    List<String> libc =
        List.of(
            "/usr/lib/x86_64-linux-gnu/libc.so.6",
            "/usr/lib/aarch64-linux-gnu/libc.so.6",
            "/lib64/libc.so.6");
    SrtException unusable = assertThrows(SrtException.class, () -> SrtLibrary.open(libc));
    assertEquals(
        "The installed libsrt is not usable: libsrt has no srt_getversion.", unusable.getMessage());
  }
}
