package dev.sluice.rtc.sdp;

/** An offer without any coding that the stream has. The offer has no fault otherwise. */
public final class NoCommonCodecException extends SdpException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a clause on what is missing, and the remedy
   */
  public NoCommonCodecException(String message) {
    super(message);
  }
}
