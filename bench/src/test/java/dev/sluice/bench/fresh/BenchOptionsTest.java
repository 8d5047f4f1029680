package dev.sluice.bench.fresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  private static final List<String> NAMES = List.of("rounds", "mediamtx");

  private static String refusal(String... words) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new BenchOptions(List.of(words), NAMES).number("rounds", 1))
        .getMessage();
  }

  @Test
  void readsNumbersAndFiles() {
    BenchOptions options =
        new BenchOptions(List.of("--mediamtx", "/opt/mediamtx", "--rounds", "5"), NAMES);
    assertEquals(5, options.number("rounds", 3));
    assertEquals(Path.of("/opt/mediamtx"), options.file("mediamtx").orElseThrow());
  }

  @Test
  void absentOptionsHaveTheirDefault() {
    BenchOptions options = new BenchOptions(List.of(), NAMES);
    assertEquals(3, options.number("rounds", 3));
    assertTrue(options.file("mediamtx").isEmpty());
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals(
        "there is no option --round; there are --rounds, --mediamtx", refusal("--round", "5"));
    assertEquals(
        "there is no option rounds; there are --rounds, --mediamtx", refusal("rounds", "5"));
    assertEquals("--rounds needs a value", refusal("--rounds"));
    assertEquals("--rounds needs a whole number; not five", refusal("--rounds", "five"));
  }
}
