package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's cache of classes and profiles, which a rehearsal makes. */
@Tag("quick")
class CacheTest {
  private static final Duration MAKING = Duration.ofSeconds(120);

  @BeforeAll
  static void makeTheCache() throws Exception {
    try (ServiceProcess launcher = ServiceProcess.start(Map.of(), "cache")) {
      assertEquals(0, launcher.process().awaitEnd(MAKING), launcher.process().output());
      assertEquals("", launcher.process().output());
    }
  }

  /** Classes of signed jars would not be in it. */
  @Test
  void aStartReadsClassesOfAllLibrariesFromIt(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("classes.log");
    try (ServiceProcess service =
        ServiceProcess.serve(Map.of("SLUICE_JAVA_OPTIONS", "-Xlog:class+load:file=" + log))) {
      assertTrue(service.process().isAlive());
    }
    for (String prefix : new String[] {"dev.sluice.", "io.helidon.", "org.bouncycastle."}) {
      assertTrue(shared(log, prefix, true) > 100, prefix + " " + shared(log, prefix, true));
      assertTrue(
          shared(log, prefix, false) < shared(log, prefix, true) / 10,
          prefix + " " + shared(log, prefix, false));
    }
  }

  /** Counts classes that came from the cache, or those that did not. */
  private static long shared(Path log, String prefix, boolean fromCache) throws Exception {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" " + prefix))
          .filter(line -> !line.contains("Lambda"))
          .filter(line -> line.contains("shared objects file") == fromCache)
          .count();
    }
  }

  @Test
  void aJvmThatItDoesNotFitStartsWithoutIt() throws Exception {
    try (ServiceProcess service =
        ServiceProcess.serve(Map.of("SLUICE_JAVA_OPTIONS", "-XX:-UseCompactObjectHeaders"))) {
      assertFalse(service.process().output().contains("AOT"), service.process().output());
    }
  }
}
