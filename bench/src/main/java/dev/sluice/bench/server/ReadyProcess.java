package dev.sluice.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child process that is ready.
 *
 * @param startup the cost of its start
 */
public record ReadyProcess(Child child, Startup startup) {

  /**
   * Starts it and waits until it is ready. A child that does not get ready is ended.
   *
   * @param command with its cores, see {@link Cores}
   * @param readyLine found in the line of its output that says that it is ready
   */
  public static ReadyProcess start(
      List<String> command, Map<String, String> environment, Path log, String readyLine)
      throws IOException, InterruptedException {
    Child child = new Child(command, environment, log, readyLine);
    try {
      return new ReadyProcess(child, child.awaitReady());
    } catch (IOException | InterruptedException e) {
      child.close();
      throw e;
    }
  }
}
