package dev.sluice.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
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
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * The viewer's end of a handshake as browsers make it: DTLS 1.2, ECDHE with ECDSA, AES-128-GCM for
 * SRTP, a certificate of its own. It trusts any server, so that it is of no use but to rehearse.
 */
public final class ViewerHello extends DefaultTlsClient {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final DtlsIdentity identity;

  private ViewerHello(DtlsIdentity identity, BcTlsCrypto crypto) {
    super(crypto);
    this.identity = identity;
  }

  /**
   * Shakes hands; blocks until that is done.
   *
   * @param identity whose fingerprint the server was told
   * @param network to the server, one datagram each
   * @return the connection
   * @throws IOException when it fails
   */
  public static DTLSTransport connect(DtlsIdentity identity, DatagramTransport network)
      throws IOException {
    BcTlsCrypto crypto = new BcTlsCrypto(new java.security.SecureRandom());
    return new DTLSClientProtocol().connect(new ViewerHello(identity, crypto), network);
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return TIMEOUT_MILLIS;
  }

  @SuppressWarnings("rawtypes") // The library's own type.
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
      public void notifyServerCertificate(TlsServerCertificate certificate) {}

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return credentials(request);
      }
    };
  }

  @SuppressWarnings("rawtypes") // The library's own type.
  private TlsCredentials credentials(CertificateRequest request) throws IOException {
    Vector algorithms = request.getSupportedSignatureAlgorithms();
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        (BcTlsCrypto) getCrypto(),
        identity.privateKey(),
        identity.chain(),
        TlsUtils.chooseSignatureAndHashAlgorithm(context, algorithms, SignatureAlgorithm.ecdsa));
  }
}
