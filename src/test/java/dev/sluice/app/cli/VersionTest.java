package dev.sluice.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command prints the version of the program. */
class VersionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"--version", "-V", "serve --version", "demo --version", "probe --version"})
  void isPrinted(String arguments) {
    StringWriter out = new StringWriter();
    int exitCode =
        Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments.split(" "));
    assertEquals(0, exitCode);
    assertTrue(out.toString().strip().matches("sluice \\S.*"), out.toString());
  }
}
