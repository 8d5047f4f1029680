package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of {@link DocumentationTest} report violations with file and line. */
class ProseTest {
  private static final String LONG = "word ".repeat(25).strip();

  @TempDir Path folder;

  @Test
  void longLinesAreFoundOutsideTablesCodeAndAddresses() throws IOException {
    Path file =
        write(
            "page.md",
            "short",
            LONG,
            "| " + LONG + " |",
            "    " + LONG,
            LONG + " https://example.org",
            "```",
            LONG,
            "```",
            "- " + LONG);
    assertEquals(
        List.of(file + ":2 has 124 characters", file + ":9 has 126 characters"),
        Prose.longLines(file));
  }

  @Test
  void bannedPhrasesAreFoundAcrossTheLinesOfComments() throws IOException {
    Path file =
        write(
            "Page.java",
            "/** Told once. */",
            "/**",
            " * The address of that",
            " * which pushes.",
            " */",
            "int whoeverElse;",
            "// no riddle");
    assertEquals(
        List.of(
            file + ":1 says \"Told once\"; name the thing instead",
            file + ":3 says \"that which\"; name the thing instead"),
        Prose.bannedPhrases(file));
  }

  @Test
  void missingFilesAndClassesAreFound() throws IOException {
    Path file =
        write(
            "page.md",
            "[here](page.md) and [there](nowhere.md#part), [outside](https://example.org/x.md)",
            "`DocumentationTest`, `NoSuchThing` and `NoSuchThing.member`",
            "`src/test/java`, `src/no/such/file.md`, `bench/target/x`");
    List<String> found = new References().broken(file);
    assertEquals(4, found.size(), found.toString());
    assertTrue(found.get(0).startsWith(file + ":1 links to nowhere.md"), found.toString());
    assertTrue(found.get(1).startsWith(file + ":2 names `NoSuchThing`"), found.toString());
    assertTrue(found.get(2).startsWith(file + ":2 names `NoSuchThing.member`"), found.toString());
    assertTrue(found.get(3).startsWith(file + ":3 names `src/no/such/file.md`"), found.toString());
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
