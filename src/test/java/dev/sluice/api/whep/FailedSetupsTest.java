package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.Codec;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.auth.AuthSettings;
import dev.sluice.net.auth.Authorizers;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.net.http.RawHttp1;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.testviewer.TestViewer;
import dev.sluice.viewer.session.CreatedSession;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.ViewerGrant;
import dev.sluice.viewer.stats.EndReason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failed session set-ups of every kind leave nothing behind, also after many repetitions. */
@Timeout(180)
final class FailedSetupsTest {
  private static final int IN_MEMORY = 7_700;
  private static final int OVER_HTTP = 2_000;
  private static final int HANG_UPS = 150;
  private static final int OVER_UDP = 150;
  private static final long SECOND = 1_000_000_000L;
  private static final int GCM_128 = 7;
  private static final String TOKEN = "watch-everything-1";

  /** A session takes some 50 KB: a tenth of the failures kept would be ten times that. */
  private static final long HEAP_SLACK_BYTES = 8L << 20;

  private WhepFixture whep;
  private SdpOffer offer;
  private String offerText;

  @BeforeEach
  void start() throws Exception {
    ClientAddresses clients = new ClientAddresses(List.of());
    List<AddressBlock> all = List.of(AddressBlock.parse("0.0.0.0/0").orElseThrow());
    whep =
        new WhepFixture(
            GivenSettings.of(
                WhepSettings::new,
                Map.of(
                    "whep.waitSeconds",
                    Duration.ofMillis(1),
                    "whep.maxWaiting",
                    10,
                    "whep.retryAfterSeconds",
                    Duration.ofSeconds(3))),
            SessionSettingsFixture.of(1000, Duration.ofSeconds(30), Duration.ofSeconds(1)),
            new RequestGuard(
                clients,
                GivenSettings.of(RateSettings::new, Map.of("limits.exempt", all)),
                new AccessGuard(
                    Authorizers.of(
                        GivenSettings.of(
                            AuthSettings::new,
                            Map.of(
                                "auth.mode",
                                AuthSettings.Mode.TOKENS,
                                "auth.tokens",
                                List.of("play:*:" + TOKEN)))),
                    clients)),
            PublicAddress.direct());
    whep.play("live", Codec.H264, Codec.OPUS);
    whep.play("picture", Codec.H264);
    offerText = WhepFixture.offer();
    offer = SdpOffer.parse(offerText);
  }

  @AfterEach
  void stop() {
    whep.close();
  }

  /** The counts that must not grow. */
  private record State(long heapBytes, int platformThreads, long files) {
    static State now() {
      // Twice: objects with cleaners are freed by the second collection.
      System.gc();
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      long files =
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0;
      return new State(
          runtime.totalMemory() - runtime.freeMemory(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          files);
    }
  }

  @Test
  void tenThousandFailuresLeaveNothing() throws Exception {
    fail(20);
    awaitNothing();
    State before = State.now();
    fail(1);
    awaitNothing();
    State after = State.now();
    long heap = after.heapBytes() - before.heapBytes();
    assertTrue(heap < HEAP_SLACK_BYTES, before + " became " + after);
    assertTrue(after.platformThreads() <= before.platformThreads() + 8, after + " after " + before);
    assertTrue(after.files() <= before.files() + 8, after + " after " + before);
    for (EndReason reason :
        List.of(
            EndReason.DELETED,
            EndReason.NEVER_CONNECTED,
            EndReason.HANDSHAKE_FAILED,
            EndReason.EXPIRED)) {
      assertTrue(whep.sessions.counters().of(reason) > 0, reason + " was never tried");
    }
    for (WhepCounters.Outcome outcome :
        List.of(
            WhepCounters.Outcome.BAD_OFFER,
            WhepCounters.Outcome.NO_OUTPUT,
            WhepCounters.Outcome.NO_ACCESS,
            WhepCounters.Outcome.CLIENT_LEFT)) {
      assertTrue(whep.routes.counters().of(outcome) > 0, outcome + " was never tried");
    }
  }

  /** All ways, a part of the times each. */
  private void fail(int part) throws Exception {
    for (int i = 0; i < IN_MEMORY / part; i++) {
      failInMemory(i);
    }
    for (int i = 0; i < OVER_HTTP / part; i++) {
      failOverHttp(i);
    }
    for (int i = 0; i < HANG_UPS / part; i++) {
      hangUp(i);
    }
    for (int i = 0; i < OVER_UDP / part; i++) {
      failOverUdp(i);
    }
  }

  private void failInMemory(int i) throws Exception {
    long now = System.nanoTime();
    switch (i % 4) {
      case 0 ->
          assertThrows(
              SdpException.class,
              () ->
                  whep.sessions.create(
                      whep.streams.find("picture").orElseThrow(),
                      SdpOffer.parse(offerText.replace("H264/90000", "XYZ/90000")),
                      now));
      case 1 -> {
        create(new ViewerGrant("a", OptionalLong.empty()), now);
        whep.sessions.reap(now + 3 * SECOND);
      }
      case 2 -> {
        create(new ViewerGrant("b", OptionalLong.of(now + SECOND / 2)), now);
        whep.sessions.reap(now + SECOND / 2);
      }
      default -> end(create(ViewerGrant.UNLIMITED, now));
    }
  }

  private CreatedSession create(ViewerGrant admission, long now) throws Exception {
    return whep.sessions.create(whep.streams.find("live").orElseThrow(), offer, admission, now);
  }

  private void end(CreatedSession session) {
    whep.sessions.find(session.id()).orElseThrow().end(EndReason.DELETED);
  }

  private void failOverHttp(int i) throws Exception {
    String type = "application/sdp";
    String path = "/whep/live?token=" + TOKEN;
    int status =
        switch (i % 7) {
          case 0 -> post(path, type, "v=0\r\nnonsense");
          case 1 -> post(path, "text/plain", offerText);
          case 2 -> post(path, type, "");
          case 3 -> post("/whep/live", type, offerText);
          case 4 -> post("/whep/absent-%d?token=%s".formatted(i, TOKEN), type, offerText);
          case 5 -> post(path, type, offerText.replace("a=recvonly", "a=sendonly"));
          default ->
              whep.ask("DELETE", "/whep/live/sessions/none", "", "Authorization", TOKEN)
                  .statusCode();
        };
    assertTrue(status >= 400 && status < 500, i + " was answered " + status);
  }

  private int post(String path, String type, String body) throws Exception {
    return whep.ask("POST", path, body, "Content-Type", type).statusCode();
  }

  /** In the middle of the body, or while it is held or answered. */
  private void hangUp(int i) throws IOException {
    try (RawHttp1 client = new RawHttp1(whep.port())) {
      int length = i % 3 == 0 ? offerText.length() / 2 : offerText.length();
      String stream = i % 3 == 1 ? "live" : "absent";
      client.send(
          ("POST /whep/%s?token=%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/sdp\r\n"
                  + "Content-Length: %d\r\n\r\n%s")
              .formatted(stream, TOKEN, offerText.length(), offerText.substring(0, length)));
    }
  }

  private void failOverUdp(int i) throws Exception {
    try (TestViewer viewer = new TestViewer(whep.udp.addresses().getFirst(), GCM_128)) {
      String text = viewer.offer();
      if (i % 4 == 0) {
        // Another byte than the certificate's, which may be any.
        text =
            text.contains("sha-256 00")
                ? text.replaceAll("sha-256 00", "sha-256 01")
                : text.replaceAll("sha-256 ..", "sha-256 00");
      }
      CreatedSession created =
          whep.sessions.create(
              whep.streams.find("live").orElseThrow(), SdpOffer.parse(text), System.nanoTime());
      viewer.answer(created.answer());
      switch (i % 4) {
        // Its certificate is not the one of its offer.
        case 0 -> assertThrows(IOException.class, viewer::connect);
        // Checks, and never shakes hands: its time runs out.
        case 1 -> viewer.check();
        // A handshake that stops after its first datagram, and the beginning of another.
        case 2 -> {
          viewer.check();
          viewer.send(helloOf(i));
        }
        default -> {
          viewer.check();
          end(created);
          viewer.check();
        }
      }
    }
  }

  /**
   * A record of DTLS 1.2 that declares more of a ClientHello than it has (RFC 6347 section 4.2).
   */
  private static byte[] helloOf(int i) {
    byte[] datagram = new byte[13 + 12 + 100];
    System.arraycopy(new byte[] {22, (byte) 0xFE, (byte) 0xFD}, 0, datagram, 0, 3);
    datagram[10] = (byte) i;
    datagram[12] = 112;
    datagram[13] = 1;
    datagram[15] = 1;
    datagram[24] = 100;
    return datagram;
  }

  private void awaitNothing() {
    WhepFixture.until(
        () -> {
          whep.sessions.reap(System.nanoTime());
          return whep.sessions.retained() == 0
              && whep.routes.retained() == 0
              && whep.streams.list().size() == 2;
        },
        "something is left");
    assertEquals(0, whep.sessions.connecting());
    assertEquals(0, whep.routes.waiting());
  }
}
