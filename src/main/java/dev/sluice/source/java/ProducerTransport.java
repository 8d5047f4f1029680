package dev.sluice.source.java;

import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The units of a producer, as a transport stream: from there on it is a source like others. */
final class ProducerTransport implements Transport {
  private final Path folder;
  private final String name;
  private final Map<String, String> options;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread running;

  ProducerTransport(Path folder, String name, Map<String, String> options) {
    this.folder = folder;
    this.name = name;
    this.options = options;
  }

  @Override
  public boolean unpaced() {
    return true;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    setRunning(Thread.currentThread());
    try (ProducerJars jars = ProducerJars.open(folder)) {
      inlet.closeOnStop(this::interrupt);
      MediaProducer producer = jars.producer(name);
      try {
        return produce(producer, inlet);
      } finally {
        producer.close();
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      throw new IOException("The producer %s failed: %s.".formatted(name, e), e);
    } finally {
      setRunning(null);
      boolean unused = inlet.stopped() && Thread.interrupted();
    }
  }

  private Ended produce(MediaProducer producer, Inlet inlet) throws Exception {
    producer.open(options);
    inlet.connected();
    ProducedStream stream = new ProducedStream(producer.pictures(), producer.soundChannels());
    try {
      for (Optional<ProducedUnit> unit = producer.next();
          unit.isPresent();
          unit = producer.next()) {
        if (!stream.write(unit.get(), inlet)) {
          return Ended.AGAIN;
        }
      }
    } catch (Exception e) {
      if (inlet.stopped()) {
        return Ended.AGAIN;
      }
      throw e;
    }
    return Ended.FOR_GOOD;
  }

  private void setRunning(@Nullable Thread thread) {
    lock.lock();
    try {
      running = thread;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait of the producer; never one of the thread's other work. */
  private void interrupt() {
    lock.lock();
    try {
      if (running != null && running != Thread.currentThread()) {
        running.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}
