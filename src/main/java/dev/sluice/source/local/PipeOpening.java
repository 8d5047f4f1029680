package dev.sluice.source.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Opens a named pipe. That waits for a writer, and nothing but a writer ends the wait: to end it,
 * the pipe is opened for a moment to be written to.
 */
final class PipeOpening implements Closeable {
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path path;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable FileChannel opened;
  private boolean opening;
  private boolean closed;

  PipeOpening(Path path) {
    this.path = path;
  }

  /** Waits for a writer. */
  FileChannel open() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new AsynchronousCloseException();
      }
      opening = true;
    } finally {
      lock.unlock();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } finally {
      lock.lock();
      try {
        opening = false;
        opened = channel;
      } finally {
        lock.unlock();
      }
    }
    if (isClosed()) {
      channel.close();
      throw new AsynchronousCloseException();
    }
    return channel;
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOpening() {
    lock.lock();
    try {
      return opening;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the pipe, and ends the wait for a writer. */
  @Override
  public void close() throws IOException {
    FileChannel channel;
    lock.lock();
    try {
      closed = true;
      channel = opened;
    } finally {
      lock.unlock();
    }
    if (channel != null) {
      channel.close();
    } else if (isOpening()) {
      Thread.ofVirtual().name("pipe-release").start(this::release);
    }
  }

  /** The wait may begin after the moment, so there are several. */
  private void release() {
    try {
      while (isOpening()) {
        // To open it in both directions does not wait.
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
        LockSupport.parkNanos(NAP_NANOS);
      }
    } catch (IOException e) {
      // The pipe was removed, or may not be written to: the wait lasts until there is a writer.
      return;
    }
  }
}
