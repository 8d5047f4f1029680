package dev.sluice.transcode.java;

import dev.sluice.transcode.coder.SoundCoding;
import dev.sluice.transcode.coder.SoundDecoder;
import dev.sluice.transcode.coder.SoundDecoders;
import java.util.Optional;

/** The decoder of AAC in Java (javasound-aac), for ADTS only. */
public final class JavaAacDecoders implements SoundDecoders {
  @Override
  public String name() {
    return "a decoder in Java, for AAC only";
  }

  @Override
  public boolean decodes(SoundCoding coding) {
    return coding == SoundCoding.AAC;
  }

  @Override
  public Optional<SoundDecoder> newDecoder(SoundCoding coding) {
    return decodes(coding) ? Optional.of(new JavaAacDecoder()) : Optional.empty();
  }
}
