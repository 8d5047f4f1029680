package dev.sluice.rtc.answer;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.rtc.sdp.SetupRole;
import dev.sluice.rtc.sdp.TransportAttributes;
import java.util.List;

/**
 * The viewer's side of the one transport in use.
 *
 * @param ice the viewer's ICE credentials
 * @param fingerprints of the viewer's certificates, all of one hash; at least one
 * @param setup the viewer's DTLS role, ACTPASS or ACTIVE
 */
record RemoteTransport(IceCredentials ice, List<Fingerprint> fingerprints, SetupRole setup) {
  private static final String PREFERRED_HASH = "sha-256";

  /**
   * The transport of the first accepted section. Missing attributes are taken from the session
   * level, then from the first section of its bundle, which also holds for bundle-only sections.
   */
  static RemoteTransport of(SdpOffer offer, MediaSection section) throws SdpException {
    TransportAttributes transport = section.transport().orElse(offer.transport());
    for (String mid : offer.bundleOf(section)) {
      transport =
          transport.orElse(
              offer.byMid(mid).map(MediaSection::transport).orElse(section.transport()));
    }
    return new RemoteTransport(ice(transport), fingerprints(transport), setup(transport));
  }

  private static IceCredentials ice(TransportAttributes transport) throws SdpException {
    String ufrag = transport.iceUfrag();
    String pwd = transport.icePwd();
    if (ufrag == null || pwd == null) {
      throw new SdpException(
          "The offer has no %s, which ICE needs."
              .formatted(ufrag == null ? "a=ice-ufrag" : "a=ice-pwd"));
    }
    return new IceCredentials(ufrag, pwd);
  }

  /** Those of SHA-256; without any, those of the first hash in the offer. */
  private static List<Fingerprint> fingerprints(TransportAttributes transport) throws SdpException {
    List<Fingerprint> all = transport.fingerprints();
    if (all.isEmpty()) {
      throw new SdpException(
          "The offer has no usable a=fingerprint; expected is the SHA-256 of the certificate.");
    }
    boolean preferred = all.stream().anyMatch(each -> each.algorithm().equals(PREFERRED_HASH));
    String hash = preferred ? PREFERRED_HASH : all.getFirst().algorithm();
    return all.stream().filter(each -> each.algorithm().equals(hash)).toList();
  }

  private static SetupRole setup(TransportAttributes transport) throws SdpException {
    SetupRole setup = transport.setup();
    if (setup == null) {
      return SetupRole.ACTPASS;
    }
    if (setup == SetupRole.PASSIVE || setup == SetupRole.HOLDCONN) {
      throw new SdpException(
          "The offer's a=setup must be actpass or active, since the server is the passive side of"
              + " the DTLS handshake.");
    }
    return setup;
  }
}
