package dev.sluice.bench.stream;

import java.io.IOException;

/** Takes the units of a stream at their scheduled times. */
@FunctionalInterface
public interface UnitOutput extends AutoCloseable {
  /**
   * Sends a unit.
   *
   * @param key whether it has a key picture, so that a segment may begin with it
   */
  void send(byte[] array, int offset, int length, boolean key) throws IOException;

  @Override
  default void close() throws IOException {}
}
