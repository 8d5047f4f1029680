package dev.sluice.rtc.answer;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.SetupRole;
import java.util.List;
import java.util.Optional;

/**
 * An answer and the negotiated parameters. At least one of video and audio is present.
 *
 * @param text the session description, lines ending in CRLF
 * @param video parameters of the video, empty if none is sent
 * @param audio parameters of the audio, empty if none is sent
 * @param remoteIce the viewer's ICE credentials
 * @param remoteFingerprints of one hash, at least one; the viewer's certificate has any of them
 * @param remoteSetup the offered DTLS role, ACTPASS or ACTIVE; the viewer is the client in either
 *     case
 * @param warnings possible playback problems as sentences, for logs and statistics
 */
public record SdpAnswer(
    String text,
    Optional<AcceptedMedia> video,
    Optional<AcceptedMedia> audio,
    IceCredentials remoteIce,
    List<Fingerprint> remoteFingerprints,
    SetupRole remoteSetup,
    List<String> warnings) {
  /** Copies the lists. */
  public SdpAnswer {
    remoteFingerprints = List.copyOf(remoteFingerprints);
    warnings = List.copyOf(warnings);
  }
}
