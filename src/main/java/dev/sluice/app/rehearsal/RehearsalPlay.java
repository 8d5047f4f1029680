package dev.sluice.app.rehearsal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Plays against a service on loopback: pushes a stream to it, and watches another. */
public final class RehearsalPlay {
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String PUSHED = "pushed";

  private RehearsalPlay() {}

  /**
   * Pushes a stream, then connects viewers one after another.
   *
   * @param publicPort TCP port of WHEP
   * @param controlPort TCP port of ingest
   * @param transportStream what to push
   * @param stream name of the stream to watch
   * @param viewers number of viewers; fewer on a machine on which they take half a minute
   * @return number of viewers that got media
   * @throws IOException if the service refuses anything
   */
  public static int play(
      int publicPort, int controlPort, byte[] transportStream, String stream, int viewers)
      throws IOException {
    long begun = System.nanoTime();
    try (RehearsalPush push = new RehearsalPush(controlPort, PUSHED)) {
      push.send(transportStream);
    }
    try (RehearsalViewers simulated = new RehearsalViewers(publicPort, stream)) {
      while (simulated.connected() < viewers && System.nanoTime() - begun < MAX_NANOS) {
        simulated.connectNext();
      }
      return simulated.connected();
    }
  }
}
