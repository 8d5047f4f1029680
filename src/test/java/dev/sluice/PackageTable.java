package dev.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The package table of {@code docs/architecture.md}, made from {@link Packages} and from the first
 * sentence of each {@code package-info.java}.
 */
final class PackageTable {
  private static final Path PAGE = Path.of("docs", "architecture.md");
  private static final String BEGIN = "<!-- begin: made from Packages.java and package-info -->\n";
  private static final String END = "<!-- end -->\n";
  private static final String HEAD =
      """
      | layer | package | purpose | may use |
      |---|---|---|---|
      """;
  private static final Path SOURCES = Path.of("src/main/java/dev/sluice");
  private static final int ALL_ALLOWED_LAYER = 4;

  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("\\{@(link|code|linkplain) ([^}]*)}");
  private static final Pattern SENTENCE = Pattern.compile("^.*?\\.(?= |$)");

  private PackageTable() {}

  /** The page as it should be. */
  static String wantedPage() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(0, begin) + markdown() + page.substring(page.indexOf(END, begin));
  }

  static String page() throws IOException {
    return Files.readString(PAGE);
  }

  static void write(String page) throws IOException {
    Files.writeString(PAGE, page);
  }

  private static String markdown() throws IOException {
    var table = new StringBuilder(HEAD);
    for (Packages.Row row : Packages.ROWS) {
      table.append(
          "| %d | `%s` | %s | %s |%n"
              .formatted(row.layer(), row.name(), purpose(row.name()), uses(row)));
    }
    return table.toString();
  }

  private static String uses(Packages.Row row) {
    if (row.layer() == ALL_ALLOWED_LAYER) {
      return "all";
    }
    if (row.mayUse().isEmpty()) {
      return "none";
    }
    return String.join(", ", row.mayUse().stream().sorted().toList());
  }

  /** The first sentence of the package's documentation, as Markdown. */
  private static String purpose(String name) throws IOException {
    Path file = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
    Matcher comment = COMMENT.matcher(Files.readString(file));
    if (!comment.find()) {
      throw new AssertionError(file + " has no documentation");
    }
    String text = comment.group(1).replaceAll("\n *\\* ?", "\n").split("<p>", 2)[0];
    String plain = TAG.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll(PackageTable::code);
    Matcher sentence = SENTENCE.matcher(plain);
    return sentence.find() ? plain.substring(0, sentence.end() - 1) : plain;
  }

  private static String code(MatchResult tag) {
    String target = tag.group(2);
    return "`" + target.substring(target.lastIndexOf('.') + 1) + "`";
  }
}
