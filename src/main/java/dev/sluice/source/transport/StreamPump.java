package dev.sluice.source.transport;

import java.io.IOException;
import java.io.InputStream;

/** Passes the bytes of a stream to an inlet, as they come. */
public final class StreamPump {
  private static final int FIRST_BYTES = 4 * 1024;
  private static final int MOST_BYTES = 64 * 1024;

  private StreamPump() {}

  /**
   * Reads until the end of the stream, or until the source must stop.
   *
   * @return true at the end of the stream, false if the source must stop
   */
  public static boolean pump(InputStream in, Inlet inlet) throws IOException, InterruptedException {
    return pump(in, inlet, MOST_BYTES);
  }

  /**
   * Like {@link #pump}, in small pieces: a file that is played in real time must not begin with the
   * seconds that a large piece holds.
   */
  public static boolean pumpPieces(InputStream in, Inlet inlet)
      throws IOException, InterruptedException {
    return pump(in, inlet, FIRST_BYTES);
  }

  private static boolean pump(InputStream in, Inlet inlet, int mostBytes)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[FIRST_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (!inlet.feed(buffer, 0, count)) {
        return false;
      }
      // Large only for a source that fills it: a source of few bytes takes little memory.
      if (count == buffer.length && count < mostBytes) {
        buffer = new byte[mostBytes];
      }
    }
    return true;
  }
}
