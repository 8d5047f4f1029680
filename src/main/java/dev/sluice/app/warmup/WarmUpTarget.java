package dev.sluice.app.warmup;

import java.io.IOException;

/** The service that warm-up viewers connect to. It plays one stream and serves no real viewers. */
public interface WarmUpTarget extends AutoCloseable {
  /** Starts a target. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts a target on loopback.
     *
     * @throws IOException if it cannot listen
     */
    WarmUpTarget start() throws IOException;
  }

  /** TCP port of WHEP on the loopback address. */
  int publicPort();

  /** Name of the stream to watch. */
  String streamName();

  @Override
  void close();
}
