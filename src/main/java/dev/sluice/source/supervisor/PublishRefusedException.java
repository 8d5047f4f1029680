package dev.sluice.source.supervisor;

/** A client without the right to be a source. The message is a sentence, without secrets. */
public final class PublishRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The reasons. */
  public enum Cause {
    /** The token is missing, wrong or expired. */
    TOKEN,
    /** The token does not allow this stream. */
    FORBIDDEN,
    /** The client's address asks too often. */
    TOO_OFTEN,
    /** The right cannot be checked now. */
    UNAVAILABLE
  }

  private final Cause refusal;

  /** With a sentence for people. */
  public PublishRefusedException(Cause refusal, String sentence) {
    super(sentence);
    this.refusal = refusal;
  }

  /** The reason. */
  public Cause refusal() {
    return refusal;
  }
}
