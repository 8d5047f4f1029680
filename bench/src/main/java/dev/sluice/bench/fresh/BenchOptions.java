package dev.sluice.bench.fresh;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a benchmark, {@code --NAME VALUE} each. */
final class BenchOptions {
  private final Map<String, String> values = new HashMap<>();

  /**
   * Reads a command line.
   *
   * @param words alternately names and values
   * @param names known names, without dashes
   * @throws IllegalArgumentException with a sentence for the user
   */
  BenchOptions(List<String> words, List<String> names) {
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).replaceFirst("^--", "");
      if (!words.get(i).startsWith("--") || !names.contains(name)) {
        throw new IllegalArgumentException(
            "there is no option %s; there are --%s"
                .formatted(words.get(i), String.join(", --", names)));
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException("--" + name + " needs a value");
      }
      values.put(name, words.get(i + 1));
    }
  }

  /** The same; tells a wrong option and ends the program. */
  static BenchOptions orExit(List<String> words, List<String> names) {
    try {
      return new BenchOptions(words, names);
    } catch (IllegalArgumentException e) {
      System.err.println("sluice: " + e.getMessage());
      System.exit(2);
      throw e;
    }
  }

  /** A whole number of 0 or more. */
  int number(String name, int otherwise) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("--%s needs a whole number; not %s".formatted(name, text));
    }
    return Integer.parseInt(text);
  }

  /** A file, if given. */
  Optional<Path> file(String name) {
    return Optional.ofNullable(values.get(name)).map(Path::of);
  }
}
