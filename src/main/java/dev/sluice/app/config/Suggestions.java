package dev.sluice.app.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that was probably meant. */
final class Suggestions {
  private static final int MAX_EDITS = 3;

  private Suggestions() {}

  /** {@code ", did you mean X?"} or nothing. */
  static String nearest(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
        .filter(candidate -> edits(name, candidate) <= MAX_EDITS)
        .map(candidate -> " (did you mean " + candidate + "?)")
        .orElse("");
  }

  /** Levenshtein distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
