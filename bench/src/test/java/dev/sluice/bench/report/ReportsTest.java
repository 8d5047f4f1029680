package dev.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {
  private static final Pattern NO_NUMBER = Pattern.compile("NaN|Infinity|∞");

  @TempDir Path folder;

  /** Reports of a complete run, of an empty run, and of a run with failed parts. */
  static Stream<Results> runs() {
    Results withoutPeer = ExampleResults.whole();
    withoutPeer.holds().removeIf(hold -> hold.subject().equals("peer"));
    withoutPeer.joins().removeIf(join -> join.subject().equals("peer"));
    withoutPeer.memory().removeIf(memory -> memory.subject().equals("peer"));
    withoutPeer.floors().clear();
    Results silent = ExampleResults.empty();
    silent.holds().add(ExampleResults.hold("sluice", 0, 0, 0, 0));
    silent.scale().add(ExampleResults.hold("sluice", 0, 0, 0, 0));
    silent.floors().add(new FloorResult(100, 0, 0, Double.NaN, Double.NaN));
    silent.costs().add(new ViewerCost("sluice", 99, Double.NaN));
    silent.joins().add(new JoinResult("sluice", 2, 5, 0));
    silent.warmUps().add(new WarmUpResult.Builder("sluice").build());
    return Stream.of(ExampleResults.whole(), ExampleResults.empty(), withoutPeer, silent);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void jsonCanBeRead(Results results) throws IOException {
    Path file = folder.resolve("results.json");
    List<Figure> figures = Figures.of(results);
    JsonReport.write(results, figures, file);
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
      JsonObject all = reader.readObject();
      assertEquals(figures.size(), all.getJsonArray("figures").size());
      assertEquals(results.holds().size(), all.getJsonArray("rounds").size());
      assertEquals(results.joins().size(), all.getJsonArray("joins").size());
      assertEquals(results.memory().size(), all.getJsonArray("memory").size());
    }
    assertFalse(NO_NUMBER.matcher(Files.readString(file)).find());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void pageAndTableHaveNumbers(Results results) throws IOException {
    Path file = folder.resolve("results.html");
    List<Figure> figures = Figures.of(results);
    HtmlReport.write(results, figures, file);
    String page = Files.readString(file);
    String table = TextReport.table(results, figures);
    for (String text : List.of(page, table)) {
      assertFalse(NO_NUMBER.matcher(text).find(), text);
    }
    assertTrue(page.contains("a &lt;processor&gt;"));
    assertFalse(page.contains("<processor>"));
    assertTrue(table.contains("a <processor>"));
  }
}
