package dev.sluice.transcode.java;

import dev.sluice.transcode.coder.OpusSoundEncoder;
import dev.sluice.transcode.coder.OpusSoundEncoders;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Optional;

/** The encoder of Opus in Java (Concentus). */
public final class JavaOpusEncoders implements OpusSoundEncoders {
  @Override
  public String name() {
    return "an encoder in Java";
  }

  @Override
  public Optional<OpusSoundEncoder> newEncoder() {
    try {
      return Optional.of(new JavaOpusEncoder());
    } catch (OpusException e) {
      return Optional.empty();
    }
  }
}
