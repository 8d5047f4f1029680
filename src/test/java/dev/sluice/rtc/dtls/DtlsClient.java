package dev.sluice.rtc.dtls;

import dev.sluice.rtc.srtp.SrtpProfile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
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

/** A viewer's DTLS client, built on the library alone. */
class DtlsClient extends DefaultTlsClient {
  private final DtlsIdentity identity;
  private final int[] profiles;
  private SrtpProfile profile;
  String serverFingerprint = "";
  SrtpKeyingMaterial keys;
  int[] cipherSuitesOffered = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
  };
  boolean showCertificate = true;
  boolean extendedMasterSecret = true;
  ProtocolVersion[] versions = ProtocolVersion.DTLSv12.only();
  volatile String alertReceived = "";
  int timeoutMillis = 10_000;

  DtlsClient(DtlsIdentity identity, int... profiles) {
    super(new BcTlsCrypto(new SecureRandom()));
    this.identity = identity;
    this.profiles = profiles;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return versions;
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return cipherSuitesOffered;
  }

  @Override
  public boolean shouldUseExtendedMasterSecret() {
    return extendedMasterSecret;
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return timeoutMillis;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return 50;
  }

  @SuppressWarnings("rawtypes")
  @Override
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    if (profiles.length > 0) {
      TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
    }
    return extensions;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        byte[] der = certificate.getCertificate().getCertificateAt(0).getEncoded();
        serverFingerprint = DtlsFingerprint.sha256Of(der).value();
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return showCertificate ? credentials(request) : null;
      }
    };
  }

  @SuppressWarnings("rawtypes")
  private TlsCredentials credentials(CertificateRequest request) throws IOException {
    Vector algorithms = request.getSupportedSignatureAlgorithms();
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        (BcTlsCrypto) getCrypto(),
        identity.privateKey(),
        identity.chain(),
        TlsUtils.chooseSignatureAndHashAlgorithm(context, algorithms, SignatureAlgorithm.ecdsa));
  }

  @SuppressWarnings("rawtypes")
  @Override
  public void processServerExtensions(Hashtable extensions) throws IOException {
    super.processServerExtensions(extensions);
    int chosen = TlsSRTPUtils.getUseSRTPExtension(extensions).getProtectionProfiles()[0];
    profile = SrtpProfile.choose(new int[] {chosen});
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    keys =
        SrtpKeyingMaterial.cut(
            profile,
            context.exportKeyingMaterial(
                ExporterLabel.dtls_srtp, null, SrtpKeyingMaterial.exportBytes(profile)));
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    alertReceived = AlertDescription.getName(description);
  }
}
