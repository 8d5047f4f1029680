package dev.sluice.rtc.dtls;

import dev.sluice.rtc.srtp.SrtpProfile;
import java.util.Arrays;

/**
 * The SRTP master keys and salts of both directions (RFC 5764 section 4.2). The client is the
 * viewer. Packets to the viewer are protected with the server's key and salt.
 */
public final class SrtpKeyingMaterial {
  private final SrtpProfile profile;
  private final byte[] clientKey;
  private final byte[] serverKey;
  private final byte[] clientSalt;
  private final byte[] serverSalt;

  /**
   * @param profile negotiated by {@code use_srtp}
   */
  public SrtpKeyingMaterial(
      SrtpProfile profile,
      byte[] clientKey,
      byte[] serverKey,
      byte[] clientSalt,
      byte[] serverSalt) {
    this.profile = profile;
    this.clientKey = clientKey.clone();
    this.serverKey = serverKey.clone();
    this.clientSalt = clientSalt.clone();
    this.serverSalt = serverSalt.clone();
  }

  /** Length of the exporter's output for a profile: two keys and two salts. */
  static int exportBytes(SrtpProfile profile) {
    return 2 * (profile.keyBytes() + profile.saltBytes());
  }

  /** Splits the exporter's output: client key, server key, client salt, server salt. */
  static SrtpKeyingMaterial cut(SrtpProfile profile, byte[] exported) {
    int keys = profile.keyBytes();
    int salts = profile.saltBytes();
    int firstSalt = 2 * keys;
    return new SrtpKeyingMaterial(
        profile,
        Arrays.copyOfRange(exported, 0, keys),
        Arrays.copyOfRange(exported, keys, firstSalt),
        Arrays.copyOfRange(exported, firstSalt, firstSalt + salts),
        Arrays.copyOfRange(exported, firstSalt + salts, firstSalt + 2 * salts));
  }

  /** The negotiated protection profile. */
  public SrtpProfile profile() {
    return profile;
  }

  /** Master key of packets from the viewer. */
  public byte[] clientKey() {
    return clientKey.clone();
  }

  /** Master key of packets to the viewer. */
  public byte[] serverKey() {
    return serverKey.clone();
  }

  /** Master salt of packets from the viewer. */
  public byte[] clientSalt() {
    return clientSalt.clone();
  }

  /** Master salt of packets to the viewer. */
  public byte[] serverSalt() {
    return serverSalt.clone();
  }

  /** Only the profile, to keep keys out of logs. */
  @Override
  public String toString() {
    return "SrtpKeyingMaterial[profile " + profile + "]";
  }
}
