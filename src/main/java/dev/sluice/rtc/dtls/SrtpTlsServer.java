package dev.sluice.rtc.dtls;

import dev.sluice.rtc.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.TlsCloseable;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/**
 * The server's requirements for a handshake (RFC 8827 section 6.5): DTLS 1.2, forward secrecy, a
 * client certificate with the fingerprint of the SDP, extended master secret (RFC 7627), an SRTP
 * protection profile.
 */
final class SrtpTlsServer extends DefaultTlsServer {
  private static final byte[] NO_MKI = {};

  private final DtlsIdentity identity;
  private final DtlsFingerprint expected;
  private final DtlsLimits limits;
  private @Nullable SrtpProfile profile;
  private @Nullable SrtpKeyingMaterial keys;
  private volatile @Nullable TlsCloseable closeHandle;
  private volatile @Nullable DtlsCloseReason failure;
  private volatile String alert = "";

  SrtpTlsServer(DtlsIdentity identity, DtlsFingerprint expected, DtlsLimits limits) {
    super(identity.crypto());
    this.identity = identity;
    this.expected = expected;
    this.limits = limits;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    // ChaCha20 first: a GCM cipher of the library keeps 9 KB of tables, twice per viewer, only to
    // protect two Finished messages and an alert.
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
    };
  }

  @Override
  protected boolean preferLocalCipherSuites() {
    return true;
  }

  /**
   * Refuses a ClientHello without a usable curve or signature. The library would notice only behind
   * its ServerHello, and answer internal_error.
   */
  @Override
  public int getSelectedCipherSuite() throws IOException {
    SecurityParameters offer = context.getSecurityParametersHandshake();
    if (selectECDH(0) < 0 || !hasSignature(offer.getClientSigAlgs())) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }
    return super.getSelectedCipherSuite();
  }

  // The library's signature has the raw type.
  @SuppressWarnings("rawtypes")
  private boolean hasSignature(@Nullable Vector offered) {
    try {
      return TlsUtils.chooseSignatureAndHashAlgorithm(context, offered, SignatureAlgorithm.ecdsa)
          != null;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  protected int selectECDH(int minimumCurveBits) {
    int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
    if (offered == null) {
      return NamedGroup.secp256r1;
    }
    // In the viewer's order, limited to curves of known cost.
    for (int group : offered) {
      if (group == NamedGroup.x25519
          || group == NamedGroup.secp256r1
          || group == NamedGroup.secp384r1) {
        return group;
      }
    }
    return -1;
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return limits.handshakeTimeoutMillis();
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return limits.resendMillis();
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    // The key exporter requires it.
    return true;
  }

  // The library's signature has the raw type.
  @SuppressWarnings("rawtypes")
  @Override
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    UseSRTPData offer = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
    profile = offer == null ? null : SrtpProfile.choose(offer.getProtectionProfiles());
    if (profile == null) {
      throw refuse(DtlsCloseReason.NO_COMMON_SRTP_PROFILE, AlertDescription.insufficient_security);
    }
  }

  // The library's signature has the raw type.
  @SuppressWarnings("rawtypes")
  @Override
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
    int[] chosen = {chosenProfile().id()};
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(chosen, NO_MKI));
    return extensions;
  }

  private SrtpProfile chosenProfile() throws TlsFatalAlert {
    SrtpProfile chosen = profile;
    if (chosen == null) {
      throw new TlsFatalAlert(AlertDescription.internal_error);
    }
    return chosen;
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    return identity.signer(
        context,
        TlsUtils.chooseSignatureAndHashAlgorithm(
            context,
            context.getSecurityParametersHandshake().getClientSigAlgs(),
            SignatureAlgorithm.ecdsa));
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate certificate) throws IOException {
    if (certificate == null || certificate.isEmpty()) {
      throw refuse(DtlsCloseReason.NO_CERTIFICATE, AlertDescription.handshake_failure);
    }
    if (!expected.matches(certificate.getCertificateAt(0).getEncoded())) {
      throw refuse(DtlsCloseReason.WRONG_FINGERPRINT, AlertDescription.bad_certificate);
    }
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    // The export must happen here: the library destroys the master secret when this returns.
    SrtpProfile chosen = chosenProfile();
    byte[] exported =
        context.exportKeyingMaterial(
            ExporterLabel.dtls_srtp, null, SrtpKeyingMaterial.exportBytes(chosen));
    keys = SrtpKeyingMaterial.cut(chosen, exported);
    Arrays.fill(exported, (byte) 0);
    clientExtensions = null;
  }

  @Override
  public void notifyCloseHandle(TlsCloseable handle) {
    closeHandle = handle;
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    alert = AlertDescription.getName(description);
    if (description == AlertDescription.close_notify) {
      failure = DtlsCloseReason.PEER_CLOSE;
    } else if (level == AlertLevel.fatal) {
      failure = DtlsCloseReason.PEER_ALERT;
    }
  }

  @Override
  public void notifyAlertRaised(
      short level, short description, @Nullable String message, @Nullable Throwable cause) {
    if (level == AlertLevel.fatal) {
      alert = AlertDescription.getName(description);
    }
  }

  private TlsFatalAlert refuse(DtlsCloseReason reason, short description) {
    failure = reason;
    return new TlsFatalAlert(description);
  }

  /** Returns the keys and forgets them; null before the handshake is complete. */
  @Nullable SrtpKeyingMaterial takeKeys() {
    SrtpKeyingMaterial taken = keys;
    keys = null;
    return taken;
  }

  /** A handle that closes the connection, with an alert, from any thread; null before the start. */
  @Nullable TlsCloseable closeHandle() {
    return closeHandle;
  }

  /** The reason of the failure, if this class detected it; otherwise null. */
  @Nullable DtlsCloseReason failure() {
    return failure;
  }

  /** The last alert sent or received; empty if there was none. */
  String alert() {
    return alert;
  }
}
