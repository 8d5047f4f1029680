package dev.sluice.source.srt;

/** A refused caller. The message is a sentence for the log, without secrets. */
final class SrtRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final SrtRefusal refusal;

  SrtRefusedException(SrtRefusal refusal, String sentence) {
    super(sentence);
    this.refusal = refusal;
  }

  SrtRefusal refusal() {
    return refusal;
  }
}
