package dev.sluice.source.transport;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes a connection stop: what it has registered is closed, also if it is registered later. */
public final class StopSwitch {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Closeable resource;
  private volatile boolean stopped;

  /** Registers what {@link #stop} closes, see {@link Inlet#closeOnStop}. */
  public void closeOnStop(Closeable opened) {
    boolean close;
    lock.lock();
    try {
      resource = opened;
      close = stopped;
    } finally {
      lock.unlock();
    }
    if (close) {
      close(opened);
    }
  }

  /** Whether the connection must stop. */
  public boolean stopped() {
    return stopped;
  }

  /** Makes it stop. */
  public void stop() {
    Closeable open;
    lock.lock();
    try {
      stopped = true;
      open = resource;
    } finally {
      lock.unlock();
    }
    if (open != null) {
      close(open);
    }
  }

  private static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      // It is closed as far as it can be.
      return;
    }
  }
}
