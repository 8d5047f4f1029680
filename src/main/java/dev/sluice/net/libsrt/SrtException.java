package dev.sluice.net.libsrt;

import java.io.IOException;

/** A failed call of libsrt, or a missing library. The message is a sentence, without secrets. */
public final class SrtException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people. */
  public SrtException(String sentence) {
    super(sentence);
  }
}
