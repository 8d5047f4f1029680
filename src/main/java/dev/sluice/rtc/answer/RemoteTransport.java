package dev.sluice.rtc.answer;

import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.rtc.sdp.SetupRole;
import dev.sluice.rtc.sdp.TransportAttributes;

/**
 * The viewer's side of the one transport in use.
 *
 * @param ice the viewer's ICE credentials
 * @param fingerprint of the viewer's certificate
 * @param setup the viewer's DTLS role, ACTPASS or ACTIVE
 */
record RemoteTransport(IceCredentials ice, Fingerprint fingerprint, SetupRole setup) {
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
    return new RemoteTransport(ice(transport), fingerprint(transport), setup(transport));
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

  private static Fingerprint fingerprint(TransportAttributes transport) throws SdpException {
    for (Fingerprint fingerprint : transport.fingerprints()) {
      if (fingerprint.algorithm().equals("sha-256")) {
        return fingerprint;
      }
    }
    if (transport.fingerprints().isEmpty()) {
      throw new SdpException(
          "The offer has no usable a=fingerprint; expected is the SHA-256 of the certificate.");
    }
    return transport.fingerprints().getFirst();
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
