package dev.sluice.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command prints the version of the program. */
class VersionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"--version", "-V", "serve --version", "demo --version", "probe --version"})
  void isPrinted(String arguments) {
    List<String> out = new ArrayList<>();
    int exitCode =
        new CommandLine(Main.commands(), out::add, Assertions::fail).run(arguments.split(" "));
    assertEquals(0, exitCode);
    assertTrue(out.getFirst().matches("sluice \\S.*"), out.toString());
  }
}
