package dev.sluice.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final List<String> out = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  private int run(String... arguments) {
    CliCommand play =
        new CliCommand(
            "play",
            "FILE",
            "Plays a file.",
            List.of(
                CliOption.withValue("--speed", "NUMBER", "Factor of real time."),
                CliOption.flag("--loop", "Begins again.")),
            List.of("", "The footer."),
            false,
            given -> {
              calls.add(
                  "%s %d %s"
                      .formatted(
                          given.operand().orElse("none"),
                          given.number("--speed", 1),
                          given.has("--loop")));
              return 7;
            });
    CliCommand secret =
        new CliCommand("secret", null, "Is not told.", List.of(), List.of(), true, given -> 8);
    return new CommandLine(List.of(play, secret), out::add, errors::add).run(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "play, none 1 false",
    "play a.ts, a.ts 1 false",
    "play -, - 1 false",
    "play --speed 3 a.ts, a.ts 3 false",
    "play a.ts --speed=3 --loop, a.ts 3 true",
    "play --loop -- --speed, --speed 1 true",
  })
  void theCommandGetsOptionsAndOperand(String arguments, String expected) {
    assertEquals(7, run(arguments.split(" ")));
    assertEquals(List.of(expected), calls);
    assertEquals(List.of(), errors);
  }

  @ParameterizedTest
  @CsvSource({
    "sereve, There is no command sereve.",
    "--play, There is no command --play.",
    "play --fast, Unknown option: --fast",
    "play -s, Unknown option: -s",
    "play a.ts b.ts, Unexpected argument: b.ts",
    "secret a.ts, Unexpected argument: a.ts",
    "play --speed, The option --speed needs a value: --speed=NUMBER",
    "play --speed=much, The option --speed needs a number: much",
    "play --speed=-1, The option --speed needs a number: -1",
    "play --loop=yes, The option --loop takes no value.",
    "play --loop --loop, The option --loop is given twice.",
    "help sereve, There is no command sereve.",
  })
  void misuseIsNamedAndEndsWithTwo(String arguments, String expected) {
    assertEquals(2, run(arguments.split(" ")));
    assertEquals(expected, errors.getFirst());
    assertTrue(errors.getLast().startsWith("Usage: sluice "), errors.getLast());
    assertEquals(List.of(), calls);
  }

  @Test
  void withoutArgumentsTheCommandsAreListed() {
    assertEquals(2, run());
    assertEquals("A command is missing.", errors.getFirst());
    assertEquals(2, run(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void theHelpListsTheCommands(String argument) {
    assertEquals(0, run(argument));
    assertEquals(
        """
        Usage: sluice [-hV] COMMAND
        MPEG-TS in, WebRTC (WHEP) out.
        Commands:
          play  Plays a file.
        sluice COMMAND --help lists the options of a command.""",
        String.join("\n", out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"play --help", "play -h", "play a.ts --loop -h", "help play"})
  void theHelpOfACommandListsItsOptions(String arguments) {
    assertEquals(0, run(arguments.split(" ")));
    assertEquals(
        """
        Usage: sluice play [-hV] [--speed=NUMBER] [--loop] [FILE]
        Plays a file.
          --speed=NUMBER   Factor of real time.
          --loop           Begins again.
          --help           (-h) Prints this help.
          --version        (-V) Prints the version.

        The footer.""",
        String.join("\n", out));
    assertEquals(List.of(), calls);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "demo", "probe", "rehearse"})
  void eachCommandOfTheProgramHasAHelp(String name) {
    assertEquals(0, new CommandLine(Main.commands(), out::add, errors::add).run(name, "--help"));
    assertTrue(out.getFirst().startsWith("Usage: sluice " + name + " [-hV]"), out.getFirst());
    assertTrue(out.getFirst().lines().allMatch(line -> line.length() <= 100), out.getFirst());
  }
}
