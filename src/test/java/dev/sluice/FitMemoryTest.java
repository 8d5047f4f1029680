package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that fit into the memory of a small container. Runs in the project's folder. */
@EnabledOnOs(OS.LINUX)
class FitMemoryTest {
  private static final String GIVEN = "-XX:InitialHeapSize=32m -XX:AOTCache=a";

  /** The end of a program and what it has printed. */
  private record Result(int status, String output) {}

  private static Result run(String toolOptions, String program, String options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("src/main/launch/fit-memory", program));
    command.addAll(List.of(options.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-XX:MaxRAM=512m | -Xmx256m -XX:InitialHeapSize=32m -XX:AOTCache=a",
        "-XX:MaxRAM=256m | -Xmx96m -XX:InitialHeapSize=32m -XX:AOTCache=a",
        "-XX:MaxRAM=128m | -Xmx40m -XX:TieredStopAtLevel=1 -XX:InitialHeapSize=32m",
        "-XX:MaxRAM=96m | -Xmx30m -XX:TieredStopAtLevel=1",
        "-Xmx24m | -XX:AOTCache=a",
        "-Xmx24M | -XX:AOTCache=a",
        "-Xmx24000k | -XX:AOTCache=a",
        "-XX:MaxHeapSize=24m | -XX:AOTCache=a",
        "-Xmx64m -Xmx24m | -XX:AOTCache=a",
        "-Xmx24m -Xmx64m | -XX:InitialHeapSize=32m -XX:AOTCache=a",
        "-Xmx32m | -XX:InitialHeapSize=32m -XX:AOTCache=a",
        "-Xmx1.5g | -XX:InitialHeapSize=32m -XX:AOTCache=a",
        "-XX:MaxRAMPercentage=50 | -XX:InitialHeapSize=32m -XX:AOTCache=a",
      })
  void theHeapFits(String stated, String expected) throws Exception {
    assertEquals(new Result(0, expected + " " + stated), run("", "echo", GIVEN + " " + stated));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Xmx24m | -XX:AOTCache=a",
        "-Xmx64m | -XX:InitialHeapSize=32m -XX:AOTCache=a",
      })
  void theVariableMayStateTheHeap(String stated, String expected) throws Exception {
    assertEquals(new Result(0, expected), run(stated, "echo", GIVEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:MaxRAM=64m", "-XX:MaxRAM=96m", "-Xmx24m", "-XX:MaxHeapSize=24m"})
  void theJvmTakesIt(String stated) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Result result = run("", java, "-XX:+UseG1GC -XX:InitialHeapSize=32m " + stated + " -version");
    assertEquals(0, result.status(), result.output());
  }
}
