package dev.sluice.rtc.rtcp;

/** Fuzz target: a decrypted RTCP datagram. */
public final class RtcpFuzz {
  private RtcpFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    RtcpReader.read(
        input,
        0,
        input.length,
        new RtcpListener() {
          @Override
          public void transportFeedback(int mediaSsrc, byte[] packet, int offset, int length) {
            TransportFeedbackReader.read(packet, offset, length, new TransportFeedbackLog());
          }
        });
  }
}
