package dev.sluice.bench.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private final BenchCommand command =
      new BenchCommand("sources", "Measures sources.")
          .number("rounds", 3, "rounds")
          .file("mediamtx", "a binary of MediaMTX")
          .flag("gro", "the kernel merges datagrams")
          .words("kind of source", List.of("push", "udp"));

  private String refusal(String... words) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> command.read(List.of(words)))
            .getMessage());
  }

  @Test
  void readsOptionsAndWords(@TempDir Path folder) throws Exception {
    Path binary = Files.createFile(folder.resolve("mediamtx"));
    BenchOptions options =
        command.read(
            List.of("udp", "--mediamtx", binary.toString(), "--rounds", "5", "--gro", "push"));
    assertEquals(5, options.number("rounds"));
    assertEquals(binary, options.file("mediamtx").orElseThrow());
    assertTrue(options.flag("gro"));
    assertEquals(List.of("udp", "push"), options.words());
    assertFalse(options.materialSeconds());
    assertTrue(command.read(List.of("--material-seconds")).materialSeconds());
  }

  @Test
  void absentOptionsHaveTheirDefault() {
    BenchOptions options = command.read(List.of());
    assertEquals(3, options.number("rounds"));
    assertTrue(options.file("mediamtx").isEmpty());
    assertFalse(options.flag("gro"));
    assertEquals(List.of(), options.words());
  }

  @Test
  void saysWhatIsWrongAndWhatThereIs() {
    assertEquals(
        "bench sources has no option --round; it has --rounds, --mediamtx, --gro",
        refusal("--round", "5"));
    assertEquals(
        "bench sources has no option -rounds; it has --rounds, --mediamtx, --gro",
        refusal("-rounds", "5"));
    assertEquals("there is no kind of source \"rist\"; there are push, udp", refusal("rist"));
    assertEquals("--rounds needs a value", refusal("--rounds"));
    assertEquals("--rounds needs a whole number; not \"five\"", refusal("--rounds", "five"));
    assertEquals("--mediamtx needs a file; \"/no\" is none", refusal("--mediamtx", "/no"));
  }

  @Test
  void aBenchmarkMayTakeNothing() {
    BenchCommand bare = new BenchCommand("demux", "Measures the demuxer.");
    IllegalArgumentException word =
        assertThrows(IllegalArgumentException.class, () -> bare.read(List.of("fast")));
    assertEquals("bench demux takes no \"fast\"", word.getMessage());
    IllegalArgumentException option =
        assertThrows(IllegalArgumentException.class, () -> bare.read(List.of("--fast")));
    assertEquals("bench demux has no option --fast; it has none", option.getMessage());
    assertEquals("Usage: ./sluice bench demux\n\nMeasures the demuxer.\n", bare.help());
  }

  @Test
  void theHelpHasAllOptions() {
    assertEquals(
        """
        Usage: ./sluice bench sources [OPTIONS] [push|udp]

        Measures sources.

          --rounds N         rounds (3)
          --mediamtx PATH    a binary of MediaMTX
          --gro              the kernel merges datagrams
        """,
        command.help());
  }
}
