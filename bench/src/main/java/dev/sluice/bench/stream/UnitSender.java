package dev.sluice.bench.stream;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sends the material through an output, each unit at its scheduled time. */
public final class UnitSender implements AutoCloseable {
  private static final long LEAD_NANOS = 50_000_000;

  private final TsMaterial material;
  private final UnitOutput output;
  private final Schedule schedule;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable IOException failure;

  /** Starts sending. */
  public UnitSender(TsMaterial material, UnitOutput output) {
    this.material = material;
    this.output = output;
    this.schedule = new Schedule(material, System.nanoTime() + LEAD_NANOS);
    this.thread = Thread.ofPlatform().name("sender").daemon().start(this::run);
  }

  private void run() {
    try {
      for (TsUnit unit : material.units()) {
        while (!closed && schedule.dueNanos(unit) > System.nanoTime()) {
          LockSupport.parkNanos(schedule.dueNanos(unit) - System.nanoTime());
        }
        if (closed) {
          return;
        }
        boolean key = unit.isPicture() && material.frames().get(unit.frame()).key();
        output.send(material.bytes(), unit.offset(), unit.length(), key);
      }
    } catch (IOException e) {
      failure = closed ? null : e;
    }
  }

  /** The scheduled time of each picture. */
  public Schedule schedule() {
    return schedule;
  }

  /** Fails if sending has ended: it must not end during a measurement. */
  public void check() throws IOException {
    IOException cause = failure;
    if (cause != null || !thread.isAlive()) {
      throw new IOException("sending has ended", cause);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    LockSupport.unpark(thread);
    output.close();
  }
}
