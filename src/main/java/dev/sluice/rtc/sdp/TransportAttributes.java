package dev.sluice.rtc.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transport attributes of a media section or of the session level.
 *
 * @param iceUfrag null if not given
 * @param icePwd null if not given
 * @param setup null if not given
 * @param fingerprints in the order of the offer, without malformed and weak ones
 */
public record TransportAttributes(
    @Nullable String iceUfrag,
    @Nullable String icePwd,
    @Nullable SetupRole setup,
    List<Fingerprint> fingerprints) {
  /** Copies the list. */
  public TransportAttributes {
    fingerprints = List.copyOf(fingerprints);
  }

  /** A copy in which missing attributes are taken from {@code other}. */
  public TransportAttributes orElse(TransportAttributes other) {
    boolean ownIce = iceUfrag != null && icePwd != null;
    return new TransportAttributes(
        ownIce ? iceUfrag : other.iceUfrag,
        ownIce ? icePwd : other.icePwd,
        setup != null ? setup : other.setup,
        fingerprints.isEmpty() ? other.fingerprints : fingerprints);
  }
}
