package dev.sluice.rtc.srtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The supported SRTP protection profiles, most preferred first (RFC 5764 section 4.1.2, RFC 7714
 * section 14.2).
 */
public enum SrtpProfile {
  /** AES-128 in Galois/counter mode. */
  AEAD_AES_128_GCM(0x0007, 16, 12, 0, 16, 16),
  /** AES-256 in Galois/counter mode. */
  AEAD_AES_256_GCM(0x0008, 32, 12, 0, 16, 16),
  /** AES-128 in counter mode, HMAC-SHA1 cut to 80 bits. */
  AES128_CM_HMAC_SHA1_80(0x0001, 16, 14, 20, 10, 10);

  private static final int RTCP_INDEX_BYTES = 4;

  private final int id;
  private final int keyBytes;
  private final int saltBytes;
  private final int authKeyBytes;
  private final int rtpTagBytes;
  private final int rtcpTagBytes;

  SrtpProfile(
      int id, int keyBytes, int saltBytes, int authKeyBytes, int rtpTagBytes, int rtcpTagBytes) {
    this.id = id;
    this.keyBytes = keyBytes;
    this.saltBytes = saltBytes;
    this.authKeyBytes = authKeyBytes;
    this.rtpTagBytes = rtpTagBytes;
    this.rtcpTagBytes = rtcpTagBytes;
  }

  /** The profile with a 16-bit id of the {@code use_srtp} extension, if it is supported. */
  public static Optional<SrtpProfile> byId(int id) {
    for (SrtpProfile profile : values()) {
      if (profile.id == id) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /**
   * The most preferred profile among those a peer offers.
   *
   * @param offeredIds 16-bit ids of the {@code use_srtp} extension
   * @return null if none is supported
   */
  public static @Nullable SrtpProfile choose(int[] offeredIds) {
    for (SrtpProfile profile : values()) {
      for (int id : offeredIds) {
        if (id == profile.id) {
          return profile;
        }
      }
    }
    return null;
  }

  /** The 16-bit id in the {@code use_srtp} extension. */
  public int id() {
    return id;
  }

  /** Length of the master key and of the session encryption keys, in bytes. */
  public int keyBytes() {
    return keyBytes;
  }

  /** Length of the master salt and of the session salts, in bytes. */
  public int saltBytes() {
    return saltBytes;
  }

  /** Length of the session authentication keys in bytes, 0 for an AEAD cipher. */
  int authKeyBytes() {
    return authKeyBytes;
  }

  /** Bytes that {@link SrtpProtector#protect} adds to an RTP packet. */
  public int rtpTagBytes() {
    return rtpTagBytes;
  }

  /** Length of the tag in an SRTCP packet. */
  public int rtcpTagBytes() {
    return rtcpTagBytes;
  }

  /** Bytes that {@link SrtpProtector#protectRtcp} adds to an RTCP packet: index and tag. */
  public int rtcpOverheadBytes() {
    return RTCP_INDEX_BYTES + rtcpTagBytes;
  }
}
