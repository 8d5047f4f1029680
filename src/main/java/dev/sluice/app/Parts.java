package dev.sluice.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened, to be closed in the reverse order, whatever goes wrong on the way. */
final class Parts implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Parts.class.getName());

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Notes something that is to be closed. */
  <T extends AutoCloseable> T add(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "A part of the service did not close.", e);
      }
    }
  }
}
