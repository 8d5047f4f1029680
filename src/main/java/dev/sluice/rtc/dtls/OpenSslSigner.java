package dev.sluice.rtc.dtls;

import dev.sluice.base.libcrypto.EcdsaP256;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DigitallySigned;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsSigner;
import org.bouncycastle.tls.crypto.TlsStreamSigner;
import org.bouncycastle.tls.crypto.TlsStreamVerifier;
import org.bouncycastle.tls.crypto.TlsVerifier;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsECDSASigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsECDSAVerifier;
import org.jspecify.annotations.Nullable;

/** ECDSA on P-256 by OpenSSL: signs for the server and verifies signatures of viewers. */
final class OpenSslSigner implements TlsSigner {
  private final EcdsaP256 key;

  OpenSslSigner(EcdsaP256 key) {
    this.key = key;
  }

  @Override
  public byte[] generateRawSignature(SignatureAndHashAlgorithm algorithm, byte[] hash) {
    return key.sign(hash);
  }

  @Override
  public @Nullable TlsStreamSigner getStreamSigner(SignatureAndHashAlgorithm algorithm) {
    return null;
  }

  /**
   * A verifier for a public key.
   *
   * @param point on P-256, uncompressed (65 bytes); an invalid one fails on use
   */
  TlsVerifier verifier(byte[] point) {
    return new Verifier(key, point);
  }

  private static final class Verifier implements TlsVerifier {
    private final EcdsaP256 ecdsa;
    private final byte[] point;

    Verifier(EcdsaP256 ecdsa, byte[] point) {
      this.ecdsa = ecdsa;
      this.point = point;
    }

    @Override
    public boolean verifyRawSignature(DigitallySigned signed, byte[] hash) throws TlsFatalAlert {
      SignatureAndHashAlgorithm algorithm = signed.getAlgorithm();
      if (algorithm == null || algorithm.getSignature() != SignatureAlgorithm.ecdsa) {
        return false;
      }
      try {
        return ecdsa.verify(point, hash, signed.getSignature());
      } catch (IllegalStateException e) {
        throw new TlsFatalAlert(AlertDescription.unsupported_certificate, e);
      }
    }

    @Override
    public @Nullable TlsStreamVerifier getStreamVerifier(DigitallySigned signed) {
      return null;
    }
  }

  /**
   * Self-test: OpenSSL and the DTLS library accept each other's signatures, and reject one of
   * another hash.
   */
  static boolean agrees(BcTlsCrypto java, AsymmetricCipherKeyPair pair) throws IOException {
    ECPublicKeyParameters publicKey = (ECPublicKeyParameters) pair.getPublic();
    Optional<EcdsaP256> key = OpenSslCurves.untestedKey(pair.getPrivate());
    if (key.isEmpty()) {
      return false;
    }
    byte[] hash = java.createHash(HashAlgorithm.sha256).calculateHash();
    byte[] other = hash.clone();
    other[0] ^= 1;
    SignatureAndHashAlgorithm algorithm =
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
    OpenSslSigner tried = new OpenSslSigner(key.get());
    TlsVerifier triedVerifier = tried.verifier(publicKey.getQ().getEncoded(false));
    TlsVerifier knownVerifier = new BcTlsECDSAVerifier(java, publicKey);
    TlsSigner knownSigner = new BcTlsECDSASigner(java, (ECPrivateKeyParameters) pair.getPrivate());
    DigitallySigned ours =
        new DigitallySigned(algorithm, tried.generateRawSignature(algorithm, hash));
    DigitallySigned theirs =
        new DigitallySigned(algorithm, knownSigner.generateRawSignature(algorithm, hash));
    return knownVerifier.verifyRawSignature(ours, hash)
        && triedVerifier.verifyRawSignature(theirs, hash)
        && !triedVerifier.verifyRawSignature(theirs, other);
  }
}
