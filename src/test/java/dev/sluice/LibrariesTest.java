package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The libraries of the service are those reviewed in docs/dependencies-reviewed.tsv. */
class LibrariesTest {
  private static final Path LIST = Path.of("docs/dependencies-reviewed.tsv");

  /** Libraries on the class path of the tests that the service does not have. */
  private static final Set<String> TEST_ONLY =
      Set.of(
          "apiguardian-api",
          "archunit",
          "archunit-junit5",
          "archunit-junit5-api",
          "archunit-junit5-engine",
          "archunit-junit5-engine-api",
          "helidon-webclient",
          "helidon-webclient-api",
          "helidon-webclient-http1",
          "jcodec",
          "jitsi-srtp",
          "jna",
          "jqwik",
          "jqwik-api",
          "jqwik-engine",
          "jqwik-time",
          "jqwik-web",
          "junit-jupiter",
          "junit-jupiter-api",
          "junit-jupiter-engine",
          "junit-jupiter-params",
          "junit-platform-commons",
          "junit-platform-engine",
          "junit-platform-launcher",
          "opentest4j",
          "slf4j-api");

  @Test
  void everyLibraryIsReviewed() throws IOException {
    Set<String> reviewed = new TreeSet<>();
    for (Row row : rows()) {
      reviewed.add(row.file());
    }
    Set<String> onClassPath = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      // In a Maven repository: artifact/version/artifact-version.jar.
      if (entry.endsWith(".jar")
          && path.getNameCount() > 3
          && path.getFileName().toString().startsWith(artifact(path) + "-")
          && !TEST_ONLY.contains(artifact(path))) {
        onClassPath.add(path.getFileName().toString());
      }
    }
    assertEquals(
        reviewed, onClassPath, "review what changed, then write it to " + LIST + " with its date");
  }

  @Test
  void everyReviewHasItsDateAndResult() throws IOException {
    List<String> components = new ArrayList<>();
    for (Row row : rows()) {
      components.add(row.component());
      LocalDate.parse(row.reviewed());
      assertEquals(row.advisories().strip(), row.advisories(), row.component());
      assertEquals(false, row.advisories().isEmpty(), row.component() + " has no result");
    }
    assertEquals(new ArrayList<>(new TreeSet<>(components)), components, "sorted, each once");
  }

  private static String artifact(Path jar) {
    return jar.getName(jar.getNameCount() - 3).toString();
  }

  private static List<Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(LIST);
    assertEquals("component\tversion\treviewed\tadvisories", lines.getFirst());
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      assertEquals(4, cells.length, line);
      rows.add(new Row(cells[0], cells[1], cells[2], cells[3]));
    }
    return rows;
  }

  /**
   * A reviewed library.
   *
   * @param component group:artifact, or group:artifact:classifier
   * @param reviewed date of the review
   * @param advisories known ones that touch it, and whether they reach the service
   */
  private record Row(String component, String version, String reviewed, String advisories) {
    String file() {
      String[] parts = component.split(":");
      return parts[1] + "-" + version + (parts.length > 2 ? "-" + parts[2] : "") + ".jar";
    }
  }
}
