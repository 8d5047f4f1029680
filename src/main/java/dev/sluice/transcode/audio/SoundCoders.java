package dev.sluice.transcode.audio;

import dev.sluice.transcode.coder.OpusSoundEncoder;
import dev.sluice.transcode.coder.OpusSoundEncoders;
import dev.sluice.transcode.coder.Smpte302Decoder;
import dev.sluice.transcode.coder.SoundCoding;
import dev.sluice.transcode.coder.SoundDecoder;
import dev.sluice.transcode.coder.SoundDecoders;
import dev.sluice.transcode.java.JavaAacDecoders;
import dev.sluice.transcode.java.JavaOpusEncoders;
import dev.sluice.transcode.libav.AvLibrary;
import dev.sluice.transcode.libopus.OpusLibrary;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The decoders and the encoder in use: those of the system's libraries, or else those in Java,
 * which decode AAC only. For all threads.
 */
public final class SoundCoders {
  private static final System.Logger LOG = System.getLogger(SoundCoders.class.getName());

  private final List<SoundDecoders> decoders;
  private final OpusSoundEncoders encoders;

  /**
   * @param decoders the preferred one first
   */
  SoundCoders(List<SoundDecoders> decoders, OpusSoundEncoders encoders) {
    this.decoders = List.copyOf(decoders);
    this.encoders = encoders;
  }

  /** Loads and tests the system's libraries, and logs the ones in use. */
  public static SoundCoders load() {
    Optional<SoundDecoders> libav = loaded(AvLibrary::open);
    Optional<OpusSoundEncoders> libopus = loaded(OpusLibrary::open);
    SoundCoders coders =
        new SoundCoders(
            Stream.concat(libav.stream(), Stream.of(new JavaAacDecoders())).toList(),
            libopus.orElseGet(JavaOpusEncoders::new));
    LOG.log(
        System.Logger.Level.INFO,
        "Sound is transcoded by {0} and {1}.",
        coders.decoders.getFirst().name(),
        coders.encoders.name());
    return coders;
  }

  private static <T> Optional<T> loaded(Supplier<? extends T> library) {
    try {
      return Optional.of(library.get());
    } catch (LinkageError | RuntimeException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "Sound is transcoded in Java where possible: {0}.",
          e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether a coding can be decoded. */
  public boolean decodes(SoundCoding coding) {
    return coding == SoundCoding.SMPTE_302M
        || decoders.stream().anyMatch(from -> from.decodes(coding));
  }

  Optional<SoundDecoder> newDecoder(SoundCoding coding) {
    if (coding == SoundCoding.SMPTE_302M) {
      return Optional.of(new Smpte302Decoder());
    }
    return decoders.stream().flatMap(from -> from.newDecoder(coding).stream()).findFirst();
  }

  Optional<OpusSoundEncoder> newEncoder() {
    return encoders.newEncoder();
  }
}
