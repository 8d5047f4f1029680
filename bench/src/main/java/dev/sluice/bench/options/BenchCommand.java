package dev.sluice.bench.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command line of a benchmark. All benchmarks know {@code --help}, and {@code
 * --material-seconds}, with which the launcher asks for the length of the material.
 */
public final class BenchCommand {
  static final String MATERIAL_SECONDS = "material-seconds";
  private static final int MISUSE = 2;

  private final String name;
  private final String purpose;
  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, Integer> defaults = new HashMap<>();
  private String wordKind = "";
  private List<String> knownWords = List.of();

  private enum Value {
    NONE(""),
    NUMBER(" N"),
    FILE(" PATH");

    private final String written;

    Value(String written) {
      this.written = written;
    }
  }

  private record Option(Value value, String help) {}

  /**
   * A command without options.
   *
   * @param name after {@code ./sluice bench}; may be empty
   * @param purpose a clause
   */
  public BenchCommand(String name, String purpose) {
    this.name = ("bench " + name).strip();
    this.purpose = purpose;
  }

  /** Adds an option with a whole number of 0 or more. */
  public BenchCommand number(String option, int otherwise, String help) {
    options.put(option, new Option(Value.NUMBER, help + " (" + otherwise + ")"));
    defaults.put(option, otherwise);
    return this;
  }

  /** Adds an option with the path of a file. */
  public BenchCommand file(String option, String help) {
    options.put(option, new Option(Value.FILE, help));
    return this;
  }

  /** Adds an option without value. */
  public BenchCommand flag(String option, String help) {
    options.put(option, new Option(Value.NONE, help));
    return this;
  }

  /**
   * Lets words follow.
   *
   * @param kind a noun, for messages
   */
  public BenchCommand words(String kind, List<String> known) {
    wordKind = kind;
    knownWords = List.copyOf(known);
    return this;
  }

  /**
   * Reads a command line. For {@code --help} and a misuse it tells the user and ends the program.
   */
  public BenchOptions readOrExit(List<String> line) {
    if (line.contains("--help") || line.contains("-h")) {
      System.out.print(help());
      System.exit(0);
    }
    try {
      return read(line);
    } catch (IllegalArgumentException e) {
      System.err.println("sluice: " + e.getMessage());
      System.exit(MISUSE);
      throw e;
    }
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  BenchOptions read(List<String> line) {
    Map<String, Integer> numbers = new HashMap<>(defaults);
    Map<String, Path> files = new HashMap<>();
    Set<String> flags = new HashSet<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (!word.startsWith("-")) {
        words.add(known(word));
        continue;
      }
      String option = word.replaceFirst("^--", "");
      switch (value(word, option)) {
        case NONE -> flags.add(option);
        case NUMBER -> numbers.put(option, number(word, following(line, i++)));
        case FILE -> files.put(option, existing(word, following(line, i++)));
      }
    }
    return new BenchOptions(numbers, files, flags, words);
  }

  private Value value(String word, String option) {
    if (option.equals(MATERIAL_SECONDS)) {
      return Value.NONE;
    }
    Option known = options.get(option);
    if (known == null || !word.startsWith("--")) {
      throw new IllegalArgumentException(
          "%s has no option %s; it has %s"
              .formatted(
                  name,
                  word,
                  options.isEmpty() ? "none" : "--" + String.join(", --", options.keySet())));
    }
    return known.value();
  }

  private String known(String word) {
    if (knownWords.isEmpty()) {
      throw new IllegalArgumentException("%s takes no \"%s\"".formatted(name, word));
    }
    if (!knownWords.contains(word)) {
      throw new IllegalArgumentException(
          "there is no %s \"%s\"; there are %s"
              .formatted(wordKind, word, String.join(", ", knownWords)));
    }
    return word;
  }

  private static String following(List<String> line, int at) {
    if (at + 1 == line.size()) {
      throw new IllegalArgumentException(line.get(at) + " needs a value");
    }
    return line.get(at + 1);
  }

  private static int number(String word, String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(
          "%s needs a whole number; not \"%s\"".formatted(word, text));
    }
    return Integer.parseInt(text);
  }

  private static Path existing(String word, String text) {
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("%s needs a file; \"%s\" is none".formatted(word, text));
    }
    return file;
  }

  /** The help, several lines. */
  String help() {
    String usage =
        "Usage: ./sluice %s%s%s%n%n%s%n"
            .formatted(
                name,
                options.isEmpty() ? "" : " [OPTIONS]",
                knownWords.isEmpty() ? "" : " [%s]".formatted(String.join("|", knownWords)),
                purpose);
    return options.entrySet().stream()
        .map(
            entry ->
                "  %-18s %s%n"
                    .formatted(
                        "--" + entry.getKey() + entry.getValue().value().written,
                        entry.getValue().help()))
        .collect(Collectors.joining("", usage + (options.isEmpty() ? "" : "\n"), ""));
  }
}
