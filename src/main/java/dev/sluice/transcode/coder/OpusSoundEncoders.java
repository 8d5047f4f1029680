package dev.sluice.transcode.coder;

import java.util.Optional;

/** A source of encoders of Opus: a library, or a part of the service. For all threads. */
public interface OpusSoundEncoders {
  /** Name for the log, with the version. */
  String name();

  /** A new encoder; empty if it cannot be made. */
  Optional<OpusSoundEncoder> newEncoder();
}
