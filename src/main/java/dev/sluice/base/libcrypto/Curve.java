package dev.sluice.base.libcrypto;

/** The elliptic curves that browsers use in DTLS handshakes. */
public enum Curve {
  /** RFC 7748. */
  X25519("X25519", ""),
  /** NIST P-256; its name in TLS is secp256r1. */
  P256("EC", "prime256v1");

  private final String algorithm;
  private final String group;

  Curve(String algorithm, String group) {
    this.algorithm = algorithm;
    this.group = group;
  }

  String algorithm() {
    return algorithm;
  }

  /** The library's group name; empty if the algorithm implies the curve. */
  String group() {
    return group;
  }
}
