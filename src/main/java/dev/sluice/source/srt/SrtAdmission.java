package dev.sluice.source.srt;

import dev.sluice.net.address.ConnectionShares;
import dev.sluice.source.supervisor.PublishRefusedException;
import dev.sluice.source.supervisor.PublishRights;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.stream.life.SourceRefusedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decides on the callers of the port for all streams: their stream id, their share of connections,
 * their right, and whether their stream takes a source.
 */
final class SrtAdmission implements SrtAcceptor.Gate<SrtPublisher> {
  /**
   * Wait for the check of a right. Meanwhile the port receives nothing, so that a right that takes
   * longer, such as one of a webhook, is awaited by the thread of the connection.
   */
  private static final long PATIENCE_MILLIS = 10;

  private final SrtRuntime runtime;
  private final Sources sources;
  private final PublishRights rights;
  private final ConnectionShares shares;

  SrtAdmission(SrtRuntime runtime, Sources sources, PublishRights rights, ConnectionShares shares) {
    this.runtime = runtime;
    this.sources = sources;
    this.rights = rights;
    this.shares = shares;
  }

  @Override
  public SrtPublisher admit(InetSocketAddress peer, String streamId) throws SrtRefusedException {
    String subject = "";
    try {
      SrtStreamId asked = SrtStreamId.parse(streamId);
      subject = asked.stream();
      return admit(peer.getAddress(), asked);
    } catch (SrtRefusedException e) {
      runtime.refused(subject, e);
      throw e;
    }
  }

  private SrtPublisher admit(InetAddress address, SrtStreamId asked) throws SrtRefusedException {
    Optional<ConnectionShares.Place> place = shares.admit(address);
    if (place.isEmpty()) {
      throw new SrtRefusedException(
          SrtRefusal.OVERLOAD, "It would exceed its share of srt.connections.");
    }
    try {
      Future<OptionalLong> right = checked(asked, address);
      sources.requireRoom(asked.stream(), 0);
      return new SrtPublisher(asked.stream(), address, place.get(), right);
    } catch (SourceRefusedException e) {
      place.get().close();
      throw noRoom(e);
    } catch (Throwable e) {
      place.get().close();
      throw e;
    }
  }

  static SrtRefusedException noRoom(SourceRefusedException e) {
    return new SrtRefusedException(
        switch (e.refusal()) {
          case OCCUPIED -> SrtRefusal.OCCUPIED;
          case NO_MEMORY -> SrtRefusal.NO_MEMORY;
          case FULL, ADDRESS_FULL -> SrtRefusal.OVERLOAD;
        },
        String.valueOf(e.getMessage()));
  }

  private Future<OptionalLong> checked(SrtStreamId asked, InetAddress address)
      throws SrtRefusedException {
    if (rights == PublishRights.OPEN) {
      return CompletableFuture.completedFuture(OptionalLong.empty());
    }
    FutureTask<OptionalLong> check =
        new FutureTask<>(() -> rights.require(asked.stream(), asked.token(), address));
    Thread.ofVirtual().name("srt-right").start(check);
    try {
      OptionalLong unused = check.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw refused(e);
    } catch (TimeoutException e) {
      return check;
    } catch (InterruptedException e) {
      throw new SrtRefusedException(SrtRefusal.UNAVAILABLE, "The service stops.");
    }
    return check;
  }

  /** The refusal that a failed check of a right stands for. */
  static SrtRefusedException refused(ExecutionException failure) {
    if (failure.getCause() instanceof PublishRefusedException refused) {
      return new SrtRefusedException(
          switch (refused.refusal()) {
            case TOKEN -> SrtRefusal.TOKEN;
            case FORBIDDEN -> SrtRefusal.FORBIDDEN;
            case TOO_OFTEN -> SrtRefusal.OVERLOAD;
            case UNAVAILABLE -> SrtRefusal.UNAVAILABLE;
          },
          String.valueOf(refused.getMessage()));
    }
    return new SrtRefusedException(SrtRefusal.UNAVAILABLE, "Its right could not be checked.");
  }
}
