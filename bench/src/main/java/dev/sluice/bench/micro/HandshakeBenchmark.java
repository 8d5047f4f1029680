package dev.sluice.bench.micro;

import dev.sluice.bench.viewer.HandshakeClient;
import dev.sluice.bench.viewer.ViewerIdentity;
import dev.sluice.rtc.dtls.DtlsCloseReason;
import dev.sluice.rtc.dtls.DtlsEndpoint;
import dev.sluice.rtc.dtls.DtlsFingerprint;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.dtls.DtlsLimits;
import dev.sluice.rtc.dtls.DtlsListener;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole DTLS handshake in memory; the time includes both sides. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HandshakeBenchmark {
  private final DtlsIdentity server = DtlsIdentity.generate(new SecureRandom());
  private final ViewerIdentity viewer = ViewerIdentity.generate();
  private final DtlsFingerprint expected =
      Objects.requireNonNull(DtlsFingerprint.parse("sha-256", viewer.fingerprint()));

  /** Runs until both sides have the keys. */
  @Benchmark
  public SrtpKeyingMaterial handshake() throws Exception {
    CompletableFuture<SrtpKeyingMaterial> keys = new CompletableFuture<>();
    Network network = new Network();
    DtlsEndpoint endpoint =
        new DtlsEndpoint(
            server, expected, network::toViewer, listener(network, keys), DtlsLimits.DEFAULT);
    network.endpoint = endpoint;
    endpoint.start(Thread.ofVirtual().factory());
    new DTLSClientProtocol().connect(new HandshakeClient(viewer), network);
    SrtpKeyingMaterial material = keys.get(10, TimeUnit.SECONDS);
    endpoint.close();
    return material;
  }

  private static DtlsListener listener(
      Network network, CompletableFuture<SrtpKeyingMaterial> keys) {
    return new DtlsListener() {
      @Override
      public void onConnected(SrtpKeyingMaterial material, byte[] lastFlight) {
        network.toViewer(lastFlight, 0, lastFlight.length);
        keys.complete(material);
      }

      @Override
      public void onClosed(DtlsCloseReason reason, String detail) {
        keys.completeExceptionally(new IOException(reason + " " + detail));
      }
    };
  }

  /** Transports in memory: a sent datagram is received at once. */
  private static final class Network implements DatagramTransport {
    private final BlockingQueue<byte[]> toViewer = new LinkedBlockingQueue<>();
    private DtlsEndpoint endpoint;

    void toViewer(byte[] datagram, int offset, int length) {
      toViewer.add(Arrays.copyOfRange(datagram, offset, offset + length));
    }

    @Override
    public int getReceiveLimit() {
      return 1500;
    }

    @Override
    public int getSendLimit() {
      return 1200;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
      try {
        byte[] datagram = toViewer.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (datagram == null) {
          return -1;
        }
        System.arraycopy(datagram, 0, buffer, offset, datagram.length);
        return datagram.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
      if (endpoint.receive(buffer, offset, length) != null) {
        throw new IOException("a datagram was dropped");
      }
    }

    @Override
    public void close() {}
  }
}
