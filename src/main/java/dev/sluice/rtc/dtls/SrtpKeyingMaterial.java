package dev.sluice.rtc.dtls;

import java.util.Arrays;

/**
 * The SRTP master keys and salts of both directions (RFC 5764 section 4.2). The client is the
 * viewer; what this side sends is protected with the server's.
 */
public final class SrtpKeyingMaterial {
  private final int profileId;
  private final byte[] clientKey;
  private final byte[] serverKey;
  private final byte[] clientSalt;
  private final byte[] serverSalt;

  /**
   * @param profileId the DTLS-SRTP protection profile as registered with IANA, such as 7
   */
  public SrtpKeyingMaterial(
      int profileId, byte[] clientKey, byte[] serverKey, byte[] clientSalt, byte[] serverSalt) {
    this.profileId = profileId;
    this.clientKey = clientKey.clone();
    this.serverKey = serverKey.clone();
    this.clientSalt = clientSalt.clone();
    this.serverSalt = serverSalt.clone();
  }

  /** Cuts the exporter's output: client key, server key, client salt, server salt. */
  static SrtpKeyingMaterial cut(ProtectionProfile profile, byte[] exported) {
    int keys = profile.keyBytes();
    int salts = profile.saltBytes();
    int firstSalt = 2 * keys;
    return new SrtpKeyingMaterial(
        profile.id(),
        Arrays.copyOfRange(exported, 0, keys),
        Arrays.copyOfRange(exported, keys, firstSalt),
        Arrays.copyOfRange(exported, firstSalt, firstSalt + salts),
        Arrays.copyOfRange(exported, firstSalt + salts, firstSalt + 2 * salts));
  }

  /** The protection profile: 7 AEAD_AES_128_GCM, 8 AEAD_AES_256_GCM, 1 AES128_CM_HMAC_SHA1_80. */
  public int profileId() {
    return profileId;
  }

  /** Master key of what the viewer sends. */
  public byte[] clientKey() {
    return clientKey.clone();
  }

  /** Master key of what this side sends. */
  public byte[] serverKey() {
    return serverKey.clone();
  }

  /** Master salt of what the viewer sends. */
  public byte[] clientSalt() {
    return clientSalt.clone();
  }

  /** Master salt of what this side sends. */
  public byte[] serverSalt() {
    return serverSalt.clone();
  }

  /** The profile alone: keys stay out of logs. */
  @Override
  public String toString() {
    return "SrtpKeyingMaterial[profile " + profileId + "]";
  }
}
