package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules about documents and comments. */
class DocumentationTest {
  /** The files that name the banned phrases themselves. */
  private static final Set<String> CHECKERS = Set.of("Prose.java", "ProseTest.java");

  /** {@code -Dsluice.update=true} rewrites the table. */
  @Test
  void packageTableIsTrue() throws IOException {
    String wanted = PackageTable.wantedPage();
    if (Boolean.getBoolean("sluice.update")) {
      PackageTable.write(wanted);
    }
    assertEquals(
        wanted,
        PackageTable.page(),
        "docs/architecture.md is out of step with Packages.java or a package-info.java; run"
            + " mvn test -Dtest=DocumentationTest -Dsluice.update=true");
  }

  @Test
  void proseLinesAreShort() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Prose.files(".md")) {
      found.addAll(Prose.longLines(file));
    }
    assertNone(found, "lines of prose over " + Prose.LONGEST_LINE + " characters");
  }

  @Test
  void noRiddles() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Prose.files(".md")) {
      found.addAll(Prose.bannedPhrases(file));
    }
    for (Path file : Prose.files(".java")) {
      if (!CHECKERS.contains(file.getFileName().toString())) {
        found.addAll(Prose.bannedPhrases(file));
      }
    }
    assertNone(found, "banned phrases (CONTRIBUTING.md, Language)");
  }

  @Test
  void documentsNameWhatExists() throws IOException {
    var references = new References();
    List<String> found = new ArrayList<>();
    for (Path file : Prose.files(".md")) {
      found.addAll(references.broken(file));
    }
    assertNone(found, "references to nothing");
  }

  private static void assertNone(List<String> found, String title) {
    assertEquals("", String.join("\n", found), title + "\n");
  }
}
