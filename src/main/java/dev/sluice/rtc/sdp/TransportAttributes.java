package dev.sluice.rtc.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a transport that stand in a media section or above all of them.
 *
 * @param iceUfrag null when not given
 * @param icePwd null when not given
 * @param setup null when not given
 * @param fingerprints in the order of the offer; malformed and weak ones are left out
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

  /** This one, with what it lacks taken from another. */
  public TransportAttributes orElse(TransportAttributes other) {
    boolean ownIce = iceUfrag != null && icePwd != null;
    return new TransportAttributes(
        ownIce ? iceUfrag : other.iceUfrag,
        ownIce ? icePwd : other.icePwd,
        setup != null ? setup : other.setup,
        fingerprints.isEmpty() ? other.fingerprints : fingerprints);
  }
}
