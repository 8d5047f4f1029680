package dev.sluice.rtc.answer;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.SetupRole;
import java.util.List;
import java.util.Optional;

/**
 * An answer and what it agrees on. At least one of video and audio is there.
 *
 * @param text the session description, lines ending in CRLF
 * @param video what is sent as video
 * @param audio what is sent as audio
 * @param remoteIce the viewer's ICE credentials
 * @param remoteFingerprint what the viewer's certificate must hash to
 * @param remoteSetup the viewer's role in the DTLS handshake as offered, ACTPASS or ACTIVE; it is
 *     the client in either case
 * @param warnings sentences on what may not play, for logs and statistics
 */
public record SdpAnswer(
    String text,
    Optional<AcceptedMedia> video,
    Optional<AcceptedMedia> audio,
    IceCredentials remoteIce,
    Fingerprint remoteFingerprint,
    SetupRole remoteSetup,
    List<String> warnings) {
  /** Copies the list. */
  public SdpAnswer {
    warnings = List.copyOf(warnings);
  }
}
