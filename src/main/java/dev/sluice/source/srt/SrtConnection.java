package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.supervisor.SupervisedInlet;
import dev.sluice.stream.life.SourceRefusedException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One connection of the port for all streams, from its handshake to its end. */
final class SrtConnection implements Runnable {
  private final SrtRuntime runtime;
  private final Sources sources;
  private final SrtSocket socket;
  private final SrtPublisher publisher;
  private final SourceClient client;
  private final long silenceNanos;
  private volatile @Nullable SupervisedInlet inlet;

  /**
   * @param silenceNanos longest time until the first packet
   */
  SrtConnection(
      SrtRuntime runtime,
      Sources sources,
      SrtSocket socket,
      SrtPublisher publisher,
      SourceClient client,
      long silenceNanos) {
    this.runtime = runtime;
    this.sources = sources;
    this.socket = socket;
    this.publisher = publisher;
    this.client = client;
    this.silenceNanos = silenceNanos;
  }

  /** Runs all of ingest, until the publisher leaves or is refused. */
  @Override
  public void run() {
    runtime.enter();
    try (socket) {
      read(publisher.right().get());
    } catch (ExecutionException e) {
      runtime.refused(publisher.stream(), SrtAdmission.refused(e));
    } catch (IOException e) {
      if (e.getCause() instanceof SourceRefusedException refused) {
        runtime.refused(publisher.stream(), SrtAdmission.noRoom(refused));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      publisher.place().close();
      runtime.leave();
    }
  }

  private void read(OptionalLong expiry) throws IOException, InterruptedException {
    SupervisedInlet opened =
        new SupervisedInlet(
            sources,
            new SourceRequest(publisher.stream(), client).withExpiry(expiry),
            SupervisedInlet.Listener.NONE);
    inlet = opened;
    opened.closeOnStop(socket);
    SourceEnd end = SourceEnd.VANISHED;
    try {
      SrtOptions.applyToReader(socket);
      SrtReader reader = new SrtReader(socket, publisher.stream(), opened, runtime.counters());
      reader.read(SrtEntry.within(silenceNanos));
      end = reader.endedInTime() ? SourceEnd.COMPLETE : SourceEnd.VANISHED;
    } finally {
      SourceEnd unused = opened.close(end);
    }
  }

  /** Makes the connection end, at the end of the service. */
  void stop() {
    SupervisedInlet opened = inlet;
    if (opened == null) {
      socket.close();
    } else {
      opened.cancel(SourceEnd.SHUTDOWN);
    }
  }
}
