package dev.sluice.bench.options;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options and words that a benchmark was given. */
public final class BenchOptions {
  private final Map<String, Integer> numbers;
  private final Map<String, Path> files;
  private final Set<String> flags;
  private final List<String> words;

  BenchOptions(
      Map<String, Integer> numbers,
      Map<String, Path> files,
      Set<String> flags,
      List<String> words) {
    this.numbers = new HashMap<>(numbers);
    this.files = new HashMap<>(files);
    this.flags = new HashSet<>(flags);
    this.words = List.copyOf(words);
  }

  /** The number of an option, or its default. */
  public int number(String option) {
    Integer number = numbers.get(option);
    if (number == null) {
      throw new IllegalStateException("the benchmark has no option " + option);
    }
    return number;
  }

  /** The file of an option, if given. */
  public Optional<Path> file(String option) {
    return Optional.ofNullable(files.get(option));
  }

  /** Whether an option without value was given. */
  public boolean flag(String option) {
    return flags.contains(option);
  }

  /** The words beside the options. */
  public List<String> words() {
    return words;
  }

  /** Whether only the required length of the material is asked for. */
  public boolean materialSeconds() {
    return flag(BenchCommand.MATERIAL_SECONDS);
  }
}
