package dev.sluice.source.java;

import java.util.Map;
import java.util.Optional;

/**
 * A source of one's own, in Java: {@code java:NAME} is its address. A jar in the folder of {@code
 * sources.javaFolder} lists its class in {@code
 * META-INF/services/dev.sluice.source.java.MediaProducer}. The class has a public constructor
 * without parameters.
 *
 * <p>Each connection of the source has an instance of its own and a thread that calls it: {@link
 * #open}, then {@link #next} until it is empty or the source is detached, then {@link #close}. The
 * thread is interrupted when the source is detached. An exception ends the connection; the source
 * is connected again after a pause.
 */
public interface MediaProducer {
  /** The NAME of its address. */
  String name();

  /** Whether it has pictures. */
  default boolean pictures() {
    return true;
  }

  /** Channels of its sound, 1 or 2; 0 for no sound. */
  default int soundChannels() {
    return 0;
  }

  /**
   * Begins.
   *
   * @param options of its address, such as {@code speed} to {@code 2} for {@code java:NAME?speed=2}
   */
  default void open(Map<String, String> options) throws Exception {}

  /**
   * The next picture or packet of sound; empty at the end. Units of both kinds come in the order of
   * their time stamps. The call may come before the unit is due: it is held back until then.
   */
  Optional<ProducedUnit> next() throws Exception;

  /** Ends. */
  default void close() throws Exception {}
}
