package dev.sluice.conformance.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of docs/clients.md. The tests replace its rows if {@code sluice.writeClients} is set. A
 * time to the first picture is replaced only if it has changed much, so that a run without new
 * results does not change the file.
 */
final class ClientTable {
  private static final Path FILE =
      Path.of(System.getProperty("sluice.home")).resolve("docs/clients.md");
  private static final String BEGIN = "<!-- begin: written by ./sluice conformance -->";
  private static final String END = "<!-- end -->";
  private static final String HEAD =
      """
      | client | version | who came first | sound | result | first picture |
      |---|---|---|---|---|---|""";

  /** A time within this factor of the old one does not replace it. */
  private static final double NEWS_FACTOR = 2.5;

  private static final int ROUND_TO_MILLIS = 10;

  private ClientTable() {}

  /**
   * The subject of a row.
   *
   * @param restart true if the client restarted ICE
   */
  record Entry(String client, Situation situation, boolean restart) {
    /** The cells that identify the row. */
    private String[] key() {
      return new String[] {
        client,
        situation.orderWords() + (restart ? ", ICE restart" : ""),
        situation.sound() ? "yes" : "none"
      };
    }
  }

  static void passed(Entry entry, Played played) throws IOException {
    long millis =
        Math.round(entry.situation().firstPictureMillis(played) / ROUND_TO_MILLIS)
            * ROUND_TO_MILLIS;
    write(entry, played.version(), "plays", Math.max(ROUND_TO_MILLIS, millis));
  }

  static void failed(Entry entry) throws IOException {
    write(entry, "", "**does not play**", 0);
  }

  private static synchronized void write(Entry entry, String version, String result, long millis)
      throws IOException {
    if (!Boolean.getBoolean("sluice.writeClients")) {
      return;
    }
    String text = Files.readString(FILE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    List<String> rows = new ArrayList<>();
    text.substring(begin, end).lines().filter(ClientTable::isRow).forEach(rows::add);
    String[] key = entry.key();
    String before = rows.stream().filter(row -> isOf(row, key)).findFirst().orElse("");
    rows.removeIf(row -> isOf(row, key));
    String figure = millis == 0 ? "" : figure(before, millis);
    rows.add(
        "| %s | %s | %s | %s | %s | %s |"
            .formatted(key[0], version, key[1], key[2], result, figure));
    rows.sort(String.CASE_INSENSITIVE_ORDER);
    Files.writeString(
        FILE,
        text.substring(0, begin)
            + "\n"
            + HEAD
            + "\n"
            + String.join("\n", rows)
            + "\n"
            + text.substring(end));
  }

  private static boolean isRow(String line) {
    return line.startsWith("| ") && !line.startsWith("| client ");
  }

  private static boolean isOf(String row, String[] key) {
    String[] cells = row.split(" \\| |^\\| ");
    return cells[1].equals(key[0]) && cells[3].equals(key[1]) && cells[4].equals(key[2]);
  }

  private static String figure(String before, long millis) {
    String[] cells = before.split("\\|");
    String old = cells.length < 7 ? "" : cells[6].strip();
    if (old.endsWith(" ms")) {
      double ratio = millis / Double.parseDouble(old.substring(0, old.length() - 3));
      if (ratio < NEWS_FACTOR && ratio > 1 / NEWS_FACTOR) {
        return old;
      }
    }
    return String.format(Locale.ROOT, "%d ms", millis);
  }
}
