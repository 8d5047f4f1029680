package dev.sluice.rtc.dtls;

import dev.sluice.rtc.srtp.SrtpProfile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/**
 * The DTLS-SRTP client of viewers of the rehearsal. It accepts any certificate, since the server is
 * in the same process.
 */
public final class RehearsalDtlsClient {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int RESEND_MILLIS = 200;

  private final DtlsIdentity identity;

  /** Creates a client with its own certificate, for any number of handshakes. */
  public RehearsalDtlsClient(SecureRandom random) {
    this.identity = DtlsIdentity.generate(random);
  }

  /** The SHA-256 fingerprint for the offer. */
  public String fingerprint() {
    return identity.fingerprintSha256();
  }

  /**
   * Performs a handshake and blocks until it is complete.
   *
   * @throws IOException if it fails or takes longer than 5 s
   */
  public DTLSTransport connect(DatagramTransport network) throws IOException {
    return new DTLSClientProtocol().connect(new Client(identity), network);
  }

  private static final class Client extends DefaultTlsClient {
    private final DtlsIdentity identity;

    Client(DtlsIdentity identity) {
      super(identity.crypto());
      this.identity = identity;
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
    public int getHandshakeTimeoutMillis() {
      return TIMEOUT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
      return RESEND_MILLIS;
    }

    // The library's signature has the raw type.
    @SuppressWarnings("rawtypes")
    @Override
    public Hashtable getClientExtensions() throws IOException {
      Hashtable extensions = super.getClientExtensions();
      int[] profiles = {SrtpProfile.AEAD_AES_128_GCM.id(), SrtpProfile.AES128_CM_HMAC_SHA1_80.id()};
      TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
      return extensions;
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate certificate) {
          // Not verified: the server is in this process.
        }

        @Override
        public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
          return credentials(request);
        }
      };
    }

    private TlsCredentials credentials(CertificateRequest request) throws IOException {
      return identity.signer(
          context,
          TlsUtils.chooseSignatureAndHashAlgorithm(
              context, request.getSupportedSignatureAlgorithms(), SignatureAlgorithm.ecdsa));
    }
  }
}
