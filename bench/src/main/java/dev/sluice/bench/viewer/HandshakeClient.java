package dev.sluice.bench.viewer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;

/** DTLS 1.2 client that offers only AEAD_AES_128_GCM, so that all servers encrypt alike. */
public final class HandshakeClient extends DefaultTlsClient {
  private static final int EXPORT_BYTES = 2 * (SrtpKeys.KEY_BYTES + SrtpKeys.SALT_BYTES);
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int RESEND_MILLIS = 200;

  private final ViewerIdentity identity;
  private byte[] exported = {};

  /** Creates a client with this certificate. */
  public HandshakeClient(ViewerIdentity identity) {
    super(identity.crypto());
    this.identity = identity;
  }

  /** Master key and salt for packets sent by the viewer. */
  byte[][] sending() {
    return part(0);
  }

  /** Master key and salt for packets sent by the server. */
  byte[][] receiving() {
    return part(1);
  }

  /** The order of RFC 5764 section 4.2: keys of client and server, then their salts. */
  private byte[][] part(int side) {
    int key = side * SrtpKeys.KEY_BYTES;
    int salt = 2 * SrtpKeys.KEY_BYTES + side * SrtpKeys.SALT_BYTES;
    return new byte[][] {
      Arrays.copyOfRange(exported, key, key + SrtpKeys.KEY_BYTES),
      Arrays.copyOfRange(exported, salt, salt + SrtpKeys.SALT_BYTES)
    };
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
    };
  }

  @Override
  public void notifySecureRenegotiation(boolean secure) {
    // No side renegotiates, and Pion does not send the renegotiation_info extension.
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return TIMEOUT_MILLIS;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return RESEND_MILLIS;
  }

  // The library's signature has the raw type.
  @SuppressWarnings({"rawtypes", "unchecked"})
  @Override
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    int[] profiles = {SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM};
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
    return extensions;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) {
        // No certificate check: the harness itself has just started the server.
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return credentials(request);
      }
    };
  }

  private TlsCredentials credentials(CertificateRequest request) throws IOException {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        identity.crypto(),
        identity.privateKey(),
        identity.chain(),
        TlsUtils.chooseSignatureAndHashAlgorithm(
            context, request.getSupportedSignatureAlgorithms(), SignatureAlgorithm.ecdsa));
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    exported = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, EXPORT_BYTES);
  }
}
