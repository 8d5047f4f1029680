package dev.sluice.base.libcrypto;

/** The curves that handshakes of browsers use. */
public enum Curve {
  /** RFC 7748. */
  X25519("X25519", ""),
  /** NIST P-256, of TLS's name secp256r1. */
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

  /** The library's name of the curve, empty where the algorithm says it. */
  String group() {
    return group;
  }
}
