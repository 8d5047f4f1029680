package dev.sluice.source.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to servers whose certificate is verified, or is not. Sessions are resumed between the
 * connections of one object. For one thread.
 */
final class TlsSockets {
  private final boolean verifies;
  private @Nullable SSLContext context;

  /**
   * @param verifies whether a server must show a certificate for its name that the Java runtime
   *     trusts
   */
  TlsSockets(boolean verifies) {
    this.verifies = verifies;
  }

  /** For servers whose certificate must be trusted by that context. */
  TlsSockets(SSLContext trusting) {
    this(true);
    context = trusting;
  }

  /** TLS over a socket that is connected, before the handshake. It names the server (SNI). */
  SSLSocket over(Socket socket, HttpAddress server) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context().getSocketFactory().createSocket(socket, server.host(), server.port(), true);
    if (verifies) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
    }
    return secured;
  }

  private SSLContext context() throws IOException {
    SSLContext known = context;
    try {
      if (known == null) {
        known = verifies ? SSLContext.getDefault() : trustingAll();
        context = known;
      }
      return known;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: %s.".formatted(e.getMessage()), e);
    }
  }

  private static SSLContext trustingAll() throws GeneralSecurityException {
    SSLContext made = SSLContext.getInstance("TLS");
    made.init(null, new TrustManager[] {new TrustAll()}, null);
    return made;
  }

  /** The failure of a handshake as a sentence. */
  static IOException explained(HttpAddress server, SSLException failure) {
    Throwable deepest = failure;
    boolean certificate = false;
    while (deepest.getCause() != null) {
      certificate |= deepest instanceof CertificateException;
      deepest = deepest.getCause();
    }
    certificate |= deepest instanceof CertificateException;
    String why = String.valueOf(deepest.getMessage());
    return new IOException(
        certificate
            ? "The certificate of %s is not trusted (%s). Have the Java runtime trust it, or switch"
                    .formatted(server, why)
                + " its verification off for this source."
            : "The TLS handshake with %s failed: %s.".formatted(server, why),
        failure);
  }

  /** Trusts every server: chosen by the operator for a source. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
