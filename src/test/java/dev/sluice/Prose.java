package dev.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds lines of prose that break the rules of CONTRIBUTING.md; each finding is file:line. */
final class Prose {
  static final int LONGEST_LINE = 120;

  /**
   * Phrases that stand in for a noun. The remedy is the field's term: "the publisher" for "whoever
   * pushes".
   */
  private static final List<String> BANNED =
      List.of(
          "whoever",
          "whomever",
          "whosoever",
          "whatever",
          "wherever",
          "that which",
          "those who",
          "of whom",
          "for whom",
          "what another",
          "what comes",
          "what so many",
          "as it were",
          "as it was that",
          "has got",
          "has not got",
          "had from",
          "to be had",
          "by way of",
          "is told",
          "are told",
          "was told",
          "told once",
          "told apart",
          "said once",
          "said aloud",
          "no news");

  private static final Pattern BANNED_PHRASE =
      Pattern.compile(
          "\\b(" + String.join("|", BANNED).replace(" ", "\\s+") + ")\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> SKIPPED_FOLDERS = Set.of("target", ".git", "node_modules");
  private static final Pattern COMMENT_MARK = Pattern.compile("^\\s*(/\\*\\*?|\\*/?|//+)\\s?");

  private Prose() {}

  /** The repository's files with this ending, without build output. */
  static List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    collect(Path.of(""), ending, found);
    return found;
  }

  private static void collect(Path folder, String ending, List<Path> found) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (Files.isDirectory(entry) && !SKIPPED_FOLDERS.contains(name)) {
          collect(entry, ending, found);
        } else if (name.endsWith(ending)) {
          found.add(entry);
        }
      }
    }
  }

  /** Lines of Markdown over the limit. Tables, code blocks and lines with an address are exempt. */
  static List<String> longLines(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    boolean inCode = false;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.strip().startsWith("```")) {
        inCode = !inCode;
      }
      boolean exempt =
          inCode
              || line.startsWith("|")
              || line.startsWith("    ")
              || line.contains("http://")
              || line.contains("https://");
      if (!exempt && line.length() > LONGEST_LINE) {
        found.add(file + ":" + number + " has " + line.length() + " characters");
      }
    }
    return found;
  }

  /** Banned phrases, also those that a line break divides. */
  static List<String> bannedPhrases(Path file) throws IOException {
    var text = new StringBuilder();
    List<Integer> starts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      starts.add(text.length());
      text.append(COMMENT_MARK.matcher(line).replaceFirst("")).append('\n');
    }
    List<String> found = new ArrayList<>();
    Matcher matcher = BANNED_PHRASE.matcher(text);
    while (matcher.find()) {
      found.add(
          file
              + ":"
              + lineOf(starts, matcher.start())
              + " says \""
              + matcher.group().replaceAll("\\s+", " ")
              + "\"; name the thing instead");
    }
    return found;
  }

  /** The number, from 1, of the line in which an offset stands. */
  static int lineOf(List<Integer> starts, int offset) {
    int line = 0;
    while (line < starts.size() && starts.get(line) <= offset) {
      line++;
    }
    return line;
  }
}
