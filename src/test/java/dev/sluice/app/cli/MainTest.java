package dev.sluice.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  /** Otherwise the process would live on with the threads and ports it has by then. */
  @Test
  void aClassThatIsMissingEndsTheCommand() {
    CliCommand broken =
        new CliCommand(
            "broken",
            null,
            "Needs a damaged jar.",
            List.of(),
            List.of(),
            false,
            given -> {
              throw new NoClassDefFoundError("Missing");
            });
    assertEquals(1, Main.run(List.of(broken), "broken"));
  }
}
