package dev.sluice.source.local;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of this process, for one source at a time. A thread reads it from the first
 * attachment on, since a blocked read of it cannot be ended, and it must stay open.
 */
final class StandardInput {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long WAIT_MILLIS = 50;

  private final InputStream in;
  private final SynchronousQueue<Chunk> chunks = new SynchronousQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean taken;
  private boolean reading;
  private volatile boolean ended;
  private volatile @Nullable String failure;

  /** Bytes in a buffer, which is free again once the next chunk is taken. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Chunk(byte[] data, int length) {}

  StandardInput(InputStream in) {
    this.in = in;
  }

  /**
   * Takes it for a source.
   *
   * @throws AddressException if another source has it
   */
  Transport open() throws AddressException {
    lock.lock();
    try {
      if (taken) {
        throw new AddressException("A source has the standard input; detach it first.");
      }
      taken = true;
      if (!reading) {
        reading = true;
        Thread.ofPlatform().daemon().name("stdin").start(this::read);
      }
      return new Attached();
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    lock.lock();
    try {
      taken = false;
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    byte[] buffer = new byte[BUFFER_BYTES];
    byte[] other = new byte[BUFFER_BYTES];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        chunks.put(new Chunk(buffer, count));
        byte[] free = other;
        other = buffer;
        buffer = free;
      }
    } catch (IOException e) {
      failure = "Standard input cannot be read: %s.".formatted(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }

  private final class Attached implements Transport {
    private boolean released;

    @Override
    public Ended run(Inlet inlet) throws IOException, InterruptedException {
      inlet.connected();
      while (!inlet.stopped()) {
        boolean last = ended;
        Chunk chunk = chunks.poll(last ? 0 : WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (chunk == null && last) {
          String cause = failure;
          if (cause != null) {
            throw new IOException(cause);
          }
          return Ended.FOR_GOOD;
        }
        if (chunk != null && !inlet.feed(chunk.data(), 0, chunk.length())) {
          return Ended.AGAIN;
        }
      }
      return Ended.AGAIN;
    }

    @Override
    public boolean exclusive() {
      return true;
    }

    @Override
    public void close() {
      if (!released) {
        released = true;
        release();
      }
    }
  }
}
