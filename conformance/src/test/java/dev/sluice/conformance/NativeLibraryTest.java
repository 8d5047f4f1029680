package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service takes Netty's native library from its jar, and not from folders of others. */
@Tag("quick")
class NativeLibraryTest {
  private static final String NAME = "libnetty_transport_native_epoll";

  @Test
  void aLibraryInTheSearchPathIsNotLoaded(@TempDir Path folder) throws Exception {
    copyLibraries(folder);
    try (ServiceProcess service =
        ServiceProcess.serve(Map.of("LD_LIBRARY_PATH", folder.toString()))) {
      List<String> loaded =
          Files.readAllLines(Path.of("/proc/" + service.process().pid() + "/maps")).stream()
              .filter(line -> line.contains(NAME))
              .toList();
      assertNotEquals(List.of(), loaded, "Netty's library is in use");
      assertEquals(
          List.of(), loaded.stream().filter(line -> line.contains(folder.toString())).toList());
    }
  }

  private static void copyLibraries(Path folder) throws IOException {
    Path libraries = Path.of(System.getProperty("sluice.home"), "target/lib");
    try (Stream<Path> files = Files.list(libraries)) {
      for (Path file : files.filter(one -> one.toString().contains("native-epoll")).toList()) {
        copyLibraries(file, folder);
      }
    }
  }

  private static void copyLibraries(Path archive, Path folder) throws IOException {
    try (JarFile jar = new JarFile(archive.toFile())) {
      for (JarEntry entry : jar.stream().filter(one -> one.getName().endsWith(".so")).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, folder.resolve(Path.of(entry.getName()).getFileName()));
        }
      }
    }
  }
}
