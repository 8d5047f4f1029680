package dev.sluice.source.http;

import dev.sluice.source.transport.Inlet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects what a connection passes on: bytes as ISO 8859-1, the end of a segment as a bar. */
public final class CollectingInlet implements Inlet {
  private final StringBuilder text = new StringBuilder();
  private Predicate<String> until = all -> false;
  private @Nullable Closeable resource;
  private boolean stopped;
  private int connections;

  /** Stops the source when the predicate holds for the text so far. */
  public CollectingInlet until(Predicate<String> enough) {
    until = enough;
    return this;
  }

  @Override
  public synchronized void connected() {
    connections++;
  }

  @Override
  public synchronized boolean feed(byte[] data, int offset, int length) {
    text.append(new String(data, offset, length, StandardCharsets.ISO_8859_1));
    notifyAll();
    stopped |= until.test(text.toString());
    return !stopped;
  }

  @Override
  public synchronized void endSegment() {
    text.append('|');
    stopped |= until.test(text.toString());
    notifyAll();
  }

  @Override
  public synchronized void lost(long mostBytes) {
    text.append("<lost>");
  }

  @Override
  public void closeOnStop(Closeable opened) {
    boolean close;
    synchronized (this) {
      resource = opened;
      close = stopped;
      notifyAll();
    }
    if (close) {
      try {
        opened.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public synchronized boolean stopped() {
    return stopped;
  }

  /** Stops the source, as another thread does. */
  public void stop() throws IOException {
    Closeable open;
    synchronized (this) {
      stopped = true;
      open = resource;
    }
    if (open != null) {
      open.close();
    }
  }

  /** Waits until that text has come. */
  public synchronized void await(String wanted) throws InterruptedException {
    while (text.indexOf(wanted) < 0) {
      wait();
    }
  }

  /** How often the connection was there. */
  public synchronized int connections() {
    return connections;
  }

  /** All so far. */
  public synchronized String text() {
    return text.toString();
  }
}
