package dev.sluice.rehearsal;

import dev.sluice.dtls.DtlsIdentity;
import dev.sluice.sdp.Candidate;
import dev.sluice.session.EndReason;
import dev.sluice.session.SessionFactory;
import dev.sluice.session.SessionSettings;
import dev.sluice.session.Sessions;
import dev.sluice.stream.LogLimits;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.Streams;
import dev.sluice.time.Ticks90k;
import dev.sluice.time.WallClock;
import dev.sluice.udp.UdpServer;
import dev.sluice.udp.UdpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Streams, sessions and a socket on loopback that nobody else knows of. */
record Stage(Streams streams, Sessions sessions, UdpServer udp) implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int VIDEO_LOG_BYTES = 2 << 20;
  private static final int AUDIO_LOG_BYTES = 128 << 10;
  private static final long LOG_TICKS_90K = 10 * 90_000;
  private static final int MAX_VIEWERS = 1000;

  static Stage open(DtlsIdentity identity, SecureRandom random) throws IOException {
    StreamSettings streamSettings =
        new StreamSettings(
            1,
            0,
            LogLimits.video(VIDEO_LOG_BYTES, LOG_TICKS_90K),
            LogLimits.audio(AUDIO_LOG_BYTES, LOG_TICKS_90K));
    SessionSettings sessionSettings =
        new SessionSettings(
            MAX_VIEWERS, MAX_VIEWERS, TimeUnit.MINUTES.toNanos(1), TimeUnit.SECONDS.toNanos(5));
    UdpServer udp = UdpServer.open(new UdpSettings(LOOPBACK, 0, 1));
    Candidate candidate = new Candidate("1", 1, LOOPBACK, udp.addresses().getFirst().getPort());
    Sessions sessions =
        new Sessions(
            sessionSettings,
            new SessionFactory(
                sessionSettings,
                identity,
                List.of(candidate),
                random,
                Thread.ofVirtual().name("rehearsed-", 0).factory()));
    udp.serve(sessions);
    long beginTicks90k =
        Ticks90k.ofNanos(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
    return new Stage(
        new Streams(
            streamSettings, new WallClock(beginTicks90k - Ticks90k.ofNanos(System.nanoTime()))),
        sessions,
        udp);
  }

  InetSocketAddress address() {
    return udp.addresses().getFirst();
  }

  @Override
  public void close() {
    sessions.endAll(EndReason.SHUTDOWN);
    streams.endAll();
    udp.close();
  }
}
