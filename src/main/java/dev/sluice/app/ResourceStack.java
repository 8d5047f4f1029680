package dev.sluice.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** Resources to close in reverse order of opening, even if some of them fail to close. */
final class ResourceStack implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ResourceStack.class.getName());

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Adds a resource and returns it. */
  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception | Error e) {
        LOG.log(System.Logger.Level.WARNING, "A part of the service did not close.", e);
      }
    }
  }
}
