package dev.sluice.source.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.command.ShellCommand;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose standard output is a source. */
class CommandTransportTest {
  private final LocalSources family = new LocalSources(InputStream.nullInputStream());

  @TempDir Path folder;

  private Transport open(String command) throws AddressException {
    return TransportRun.open(family, "exec:" + command);
  }

  @Test
  void theOutputOfAShellLineIsRead() throws Exception {
    try (Transport transport = open("printf media; printf ' and more' | cat");
        TransportRun run = new TransportRun(transport)) {
      assertEquals(Transport.Ended.AGAIN, run.ended());
      assertEquals("media and more", run.inlet().text());
    }
  }

  @Test
  void theEndIsASentence() throws Exception {
    assertFailure("exit 3", "The command ended with status 3; the log has its last lines.");
    assertFailure("kill -9 $$", "The command was ended by signal 9.");
    assertFailure("no-such-command-17 2>&-", "The shell does not find the command (status 127).");
  }

  private void assertFailure(String command, String sentence) throws Exception {
    try (Transport transport = open(command);
        TransportRun run = new TransportRun(transport)) {
      assertEquals(sentence, run.failure());
    }
  }

  @Test
  void itHasNoInputAndNoVariablesOfTheService() throws Exception {
    try (Transport transport = open("cat; env | grep -c ^SLUICE_; env | grep -c ^PATH=");
        TransportRun run = new TransportRun(transport)) {
      assertEquals(Transport.Ended.AGAIN, run.ended());
      assertEquals("0\n1\n", run.inlet().text());
    }
    ProcessBuilder builder = new ProcessBuilder("true");
    builder.environment().put("SLUICE_CONTROL_TOKEN", "secret");
    builder.environment().put("LANG", "C");
    ShellCommand.withoutOwnVariables(builder);
    assertTrue(builder.environment().containsKey("LANG"));
    assertTrue(builder.environment().keySet().stream().noneMatch(n -> n.startsWith("SLUICE_")));
  }

  @Test
  void anAddressWithoutCommandIsRefused() {
    assertThrows(AddressException.class, () -> open(" "));
  }

  /** Children of children, in the same session and in another one, that ignore the first signal. */
  @Test
  void allItsChildrenEndWithIt() throws Exception {
    Path pids = folder.resolve("pids");
    String command =
        "(sleep 1000 & echo $! >> %1$s; (trap '' TERM; sleep 1000 & echo $! >> %1$s; wait) &"
                .formatted(pids)
            + " setsid sh -c 'echo $$ >> %1$s; exec sleep 1000' & wait) & sleep 1000 & echo $! >> %1$s;"
                .formatted(pids)
            + " while [ $(wc -l < %1$s) -lt 4 ]; do sleep 0.01; done; printf ready; wait"
                .formatted(pids);
    try (Transport transport = open(command);
        TransportRun run = new TransportRun(transport)) {
      run.inlet().await(inlet -> inlet.text().equals("ready"));
      run.close();
      assertEquals(Transport.Ended.AGAIN, run.ended());
    }
    assertEquals(4, Files.readAllLines(pids).size());
    for (String pid : Files.readAllLines(pids)) {
      assertTrue(ends(Long.parseLong(pid)), () -> "process %s runs on".formatted(pid));
    }
  }

  @Test
  void aCommandThatIgnoresTheFirstSignalIsKilled() throws Exception {
    try (Transport transport = open("trap '' TERM; printf ready; while true; do sleep 1000; done");
        TransportRun run = new TransportRun(transport)) {
      run.inlet().await(inlet -> inlet.text().equals("ready"));
      long begun = System.nanoTime();
      run.close();
      assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(10));
    }
  }

  @Test
  void childrenThatStayBehindEndWithTheCommand() throws Exception {
    Path pid = folder.resolve("pid");
    try (Transport transport =
            open("sleep 1000 > /dev/null 2>&1 & echo $! > %s; printf over".formatted(pid));
        TransportRun run = new TransportRun(transport)) {
      assertEquals(Transport.Ended.AGAIN, run.ended());
      assertEquals("over", run.inlet().text());
    }
    assertTrue(ends(Long.parseLong(Files.readString(pid).strip())));
  }

  /** Waits for the end of a process; an ended one may wait for its parent to notice. */
  private static boolean ends(long pid) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() - deadline < 0) {
      Optional<ProcessHandle> process = ProcessHandle.of(pid);
      if (process.isEmpty() || !process.get().isAlive() || isZombie(pid)) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return false;
  }

  private static boolean isZombie(long pid) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    return !Files.exists(stat) || Files.readString(stat).contains(") Z ");
  }
}
