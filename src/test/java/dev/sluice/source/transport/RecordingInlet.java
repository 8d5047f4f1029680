package dev.sluice.source.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** An inlet that keeps what it gets. */
public final class RecordingInlet implements Inlet {
  private final ReentrantLock lock = new ReentrantLock();
  private final StopSwitch stop = new StopSwitch();
  private final Condition changed = lock.newCondition();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> events = new ArrayList<>();

  private void note(String event) {
    lock.lock();
    try {
      events.add(event);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void connected() {
    note("connected");
  }

  @Override
  public boolean feed(byte[] data, int offset, int length) {
    lock.lock();
    try {
      bytes.write(data, offset, length);
      events.add("feed " + length);
      changed.signalAll();
      return !stop.stopped();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void endSegment() {
    note("endSegment");
  }

  @Override
  public void lost(long mostBytes) {
    note("lost " + mostBytes);
  }

  @Override
  public void closeOnStop(Closeable opened) {
    stop.closeOnStop(
        () -> {
          try {
            opened.close();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Override
  public boolean stopped() {
    return stop.stopped();
  }

  /** Makes the transport stop, as a detach does. */
  public void stop() {
    stop.stop();
  }

  /** All bytes so far. */
  public byte[] bytes() {
    lock.lock();
    try {
      return bytes.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** All bytes so far as text. */
  public String text() {
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  /** The calls so far; feeds with their length. */
  public List<String> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the condition holds, for 20 s at most. */
  public void await(Predicate<RecordingInlet> condition) throws InterruptedException {
    long rest = TimeUnit.SECONDS.toNanos(20);
    lock.lock();
    try {
      while (!condition.test(this)) {
        assertTrue(rest > 0, () -> "it never happened; events are " + events);
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }
}
