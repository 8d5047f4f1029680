package dev.sluice.source.transport;

/** An address that cannot be used; the message says why in a sentence, without secrets. */
public final class AddressException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean forbidden;

  /** An address that is none, with a sentence for people. */
  public AddressException(String sentence) {
    this(sentence, false);
  }

  private AddressException(String sentence, boolean forbidden) {
    super(sentence);
    this.forbidden = forbidden;
  }

  /** An address that the operator did not allow, with a sentence for people. */
  public static AddressException forbidden(String sentence) {
    return new AddressException(sentence, true);
  }

  /** Whether the operator did not allow the address. */
  public boolean isForbidden() {
    return forbidden;
  }
}
