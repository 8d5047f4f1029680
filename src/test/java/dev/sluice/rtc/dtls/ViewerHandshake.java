package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;

/** A viewer's side of the handshake, for tests of other packages. */
public final class ViewerHandshake {
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(new SecureRandom());

  private final DtlsClient client;
  private DTLSTransport connection;

  public ViewerHandshake(int... srtpProfiles) {
    client = new DtlsClient(IDENTITY, srtpProfiles);
  }

  public String fingerprint() {
    return IDENTITY.fingerprintSha256();
  }

  /** Blocks until the handshake is complete. */
  public SrtpKeyingMaterial connect(DatagramTransport network) throws IOException {
    connection = new DTLSClientProtocol().connect(client, network);
    return client.keys;
  }

  public String serverFingerprint() {
    return client.serverFingerprint;
  }

  /** Waits for close_notify. Returns whether it arrived. */
  public boolean closedByServer(int waitMillis) {
    try {
      byte[] nothing = new byte[64];
      return connection.receive(nothing, 0, nothing.length, waitMillis) < -1
          || client.alertReceived.contains("close_notify");
    } catch (IOException e) {
      return true;
    }
  }

  public void close() throws IOException {
    connection.close();
  }
}
