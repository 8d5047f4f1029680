package dev.sluice.app.cli;

import java.util.logging.Handler;
import java.util.logging.LogManager;

/**
 * A log manager that keeps the log open to the end of the process. The JDK's own closes all
 * handlers in a shutdown hook, while the service stops in another one, and loses what it logs then.
 */
public final class LastingLogManager extends LogManager {
  private volatile boolean lasting;

  /** For the JDK, which makes the log manager by the name of its class. */
  public LastingLogManager() {}

  /** From now on, {@link #reset} does nothing. */
  void keepOpen() {
    // Handlers are made with the first record, and no longer once the process is ending.
    Handler[] unused = getLogger("").getHandlers();
    lasting = true;
  }

  @Override
  public void reset() {
    if (!lasting) {
      super.reset();
    }
  }
}
