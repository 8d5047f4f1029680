package dev.sluice.rtc.dtls;

import dev.sluice.base.libcrypto.Curve;
import dev.sluice.base.libcrypto.EphemeralKey;
import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A key agreement by OpenSSL. Its key is released once the secret is computed. */
final class OpenSslAgreement implements TlsAgreement {
  private final BcTlsCrypto crypto;
  private final EphemeralKey key;
  private byte[] peerPoint = {};

  OpenSslAgreement(BcTlsCrypto crypto, Curve curve) {
    this.crypto = crypto;
    this.key = EphemeralKey.generate(curve);
  }

  @Override
  public byte[] generateEphemeral() {
    return key.point();
  }

  @Override
  public void receivePeerValue(byte[] point) {
    peerPoint = point.clone();
  }

  @Override
  public TlsSecret calculateSecret() throws IOException {
    try (key) {
      return crypto.createSecret(key.secretWith(peerPoint));
    } catch (IllegalStateException e) {
      throw new TlsFatalAlert(AlertDescription.illegal_parameter, e);
    }
  }
}
