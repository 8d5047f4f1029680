package dev.sluice.transcode.coder;

import java.util.Optional;

/** A source of decoders: a library, or a part of the service. For all threads. */
public interface SoundDecoders {
  /** Name for the log, with the version. */
  String name();

  /** Whether there is a decoder for a coding. */
  boolean decodes(SoundCoding coding);

  /** A new decoder; empty if there is none for the coding, or it cannot be made. */
  Optional<SoundDecoder> newDecoder(SoundCoding coding);
}
