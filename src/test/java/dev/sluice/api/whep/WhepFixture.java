package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.control.DrainRoutes;
import dev.sluice.api.player.PlayerRoutes;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackInput;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.auth.AccessGuard;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.net.udp.UdpServer;
import dev.sluice.net.udp.UdpSettingsFixture;
import dev.sluice.rtc.answer.Candidate;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The public socket with real streams and sessions behind it, and a client. */
public final class WhepFixture implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration WAIT = Duration.ofMillis(50);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(3);
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(new SecureRandom());

  public final Streams streams;
  private final Map<String, Publication> sources = new HashMap<>();
  public final Sessions sessions;
  public final WhepRoutes routes;
  public final UdpServer udp;
  public final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private final HttpSocket socket;

  public WhepFixture(Duration wait, int maxWaiting, int maxSessions) throws IOException {
    this(
        settings(Map.of("whep.waitSeconds", wait, "whep.maxWaiting", maxWaiting)),
        sessions(maxSessions, 30 * SECOND),
        RequestGuard.open(),
        PublicAddress.direct());
  }

  public WhepFixture(
      WhepSettings settings,
      SessionSettings sessionSettings,
      RequestGuard entrance,
      PublicAddress addresses)
      throws IOException {
    this(settings, sessionSettings, entrance, addresses, streams());
  }

  /** With other choices of the protocol. */
  public static WhepFixture of(Map<String, ?> protocol) throws IOException {
    return new WhepFixture(
        settings(protocol), sessions(4, 30 * SECOND), RequestGuard.open(), PublicAddress.direct());
  }

  /** Where rights are asked for. */
  public static WhepFixture guarded(Map<String, ?> protocol, AccessGuard access)
      throws IOException {
    return new WhepFixture(
        settings(protocol),
        sessions(4, 30 * SECOND),
        new RequestGuard(
            new ClientAddresses(List.of()),
            GivenSettings.of(
                RateSettings::new,
                Map.of(
                    "limits.postsPerSecond",
                    100,
                    "limits.patchesPerSecond",
                    100,
                    "limits.deletesPerSecond",
                    100,
                    "limits.exempt",
                    List.of())),
            access),
        PublicAddress.direct());
  }

  /** With given streams, and a short consent timeout for viewers. */
  public static WhepFixture over(Streams streams, long consentNanos) throws IOException {
    return new WhepFixture(
        settings(Map.of()),
        sessions(4, consentNanos),
        RequestGuard.open(),
        PublicAddress.direct(),
        streams);
  }

  /** With given streams. */
  public static WhepFixture over(Streams streams, Map<String, ?> protocol) throws IOException {
    return new WhepFixture(
        settings(protocol),
        sessions(4, 30 * SECOND),
        RequestGuard.open(),
        PublicAddress.direct(),
        streams);
  }

  /** Where all POSTs are answered before their stream has output. */
  public static WhepFixture eager() throws IOException {
    return new WhepFixture(
        settings(Map.of()),
        sessions(4, 30 * SECOND),
        RequestGuard.open(),
        PublicAddress.direct(),
        streams(),
        true);
  }

  private static Streams streams() {
    return new Streams(
        GivenSettings.of(
            StreamSettings::new,
            Map.of(
                "stream.lingerSeconds",
                Duration.ZERO,
                "stream.log.videoMegabytes",
                65_536,
                "stream.log.audioKilobytes",
                65_536,
                "stream.log.seconds",
                Duration.ofSeconds(1),
                "audio.silence",
                false)),
        new WallClock(0));
  }

  /** Short waits and few places, and other values by the path of their key. */
  private static WhepSettings settings(Map<String, ?> others) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of(
                "whep.waitSeconds", WAIT,
                "whep.maxWaiting", 4,
                "whep.retryAfterSeconds", RETRY_AFTER));
    values.putAll(others);
    return GivenSettings.of(WhepSettings::new, values);
  }

  private static SessionSettings sessions(int max, long consentNanos) {
    return SessionSettingsFixture.of(max, Duration.ofNanos(consentNanos), Duration.ofSeconds(10));
  }

  private WhepFixture(
      WhepSettings settings,
      SessionSettings sessionSettings,
      RequestGuard entrance,
      PublicAddress addresses,
      Streams streams)
      throws IOException {
    this(settings, sessionSettings, entrance, addresses, streams, false);
  }

  private WhepFixture(
      WhepSettings settings,
      SessionSettings sessionSettings,
      RequestGuard entrance,
      PublicAddress addresses,
      Streams streams,
      boolean eager)
      throws IOException {
    this.streams = streams;
    udp = UdpServer.open(UdpSettingsFixture.at("127.0.0.1", 1));
    SessionNegotiator negotiator =
        new SessionNegotiator(
            sessionSettings.negotiation,
            IDENTITY,
            List.of(new Candidate("1", 1, "127.0.0.1", udp.addresses().getFirst().getPort())),
            new SecureRandom());
    sessions = new Sessions(sessionSettings, negotiator, Thread.ofVirtual().factory());
    udp.serve(sessions, tasks, new ConnectionShares("for media", 0, new LimitKeys(List.of())));
    routes = new WhepRoutes(streams, sessions, settings, eager, entrance, addresses, tasks);
    socket =
        HttpSocket.start(
            new HttpSocket.Settings(
                "public", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, true),
            new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
            this::register);
  }

  private void register(HttpRouting.Builder routing) {
    routes.register(routing);
    PlayerRoutes.register(routing);
    // On the control socket in earnest.
    new DrainRoutes(routes.drain(), routes.events(), sessions).register(routing);
  }

  public int port() {
    return socket.port();
  }

  /** Gives a stream tracks of these codings, and parameter sets where there is H.264. */
  public void play(String name, Codec... codecs) {
    play(name, 0x42C01F, codecs);
  }

  public void play(String name, int profileLevelId, Codec... codecs) {
    TrackFormat[] formats =
        Arrays.stream(codecs)
            .map(
                codec ->
                    codec == Codec.H264
                        ? TestStream.h264(profileLevelId)
                        : TrackFormat.of(codec).channels(2).build())
            .toArray(TrackFormat[]::new);
    Publication before = sources.get(name);
    sources.put(name, TestStream.play(streams, name, TestStream.tracks(formats)));
    if (before != null) {
      streams.closeSource(before, System.nanoTime());
    }
  }

  /** Ends the source of a stream, which lingers. */
  public void endSource(String name) {
    streams.closeSource(sources.remove(name), System.nanoTime());
  }

  /** Makes a stream that plays H.264 unplayable: it announces B-frames that others refer to. */
  public void announceReordering(String name) {
    Publication source = sources.get(name);
    TrackFormat reordered = TestStream.H264.with().reorderFrames(2).build();
    TestStream.write(
        source, () -> source.append(TestStream.picture(0, true, 5).setFormat(reordered)));
  }

  /** Makes a track silent from the beginning, and plays a unit of each other one. */
  public void silence(String name, int silentId) {
    Publication source = sources.get(name);
    List<TrackInput> inputs =
        Objects.requireNonNull(source.view().tracks()).tracks().stream()
            .map(track -> new TrackInput(track.id(), 0, 0, List.of()))
            .toList();
    long nowNanos = System.nanoTime();
    for (int seconds = -4; seconds <= 0; seconds++) {
      long at = nowNanos + seconds * 1_000_000_000L;
      TestStream.write(
          source,
          () -> {
            for (TrackInput input : inputs) {
              if (input.trackId() != silentId) {
                source.append(
                    (input.trackId() == Track.AUDIO
                            ? TestStream.sound(at / 11_111, (byte) 0xF8)
                            : TestStream.picture(at / 11_111, true, 5))
                        .setArrival(at));
              }
            }
            source.look(inputs, at);
          });
    }
  }

  private static int idOf(Codec codec, int index) {
    return switch (codec) {
      case H264 -> Track.VIDEO;
      case OPUS -> Track.AUDIO;
      default -> Track.FIRST_OTHER + index;
    };
  }

  public static String offer() {
    try (var in = WhepFixture.class.getResourceAsStream("/sdp/chromium.sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks; {@code headers} are names and values in turn. */
  public HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body, headers), BodyHandlers.ofString());
  }

  public HttpRequest request(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  public HttpResponse<String> post(String stream, String offer)
      throws IOException, InterruptedException {
    return ask("POST", "/whep/" + stream, offer, "Content-Type", "application/sdp");
  }

  /** Polls a condition that has no event to wait for. */
  public static void until(BooleanSupplier reached, String what) {
    long deadline = System.nanoTime() + 5 * SECOND;
    while (!reached.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      LockSupport.parkNanos(500_000);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    routes.events().close();
    tasks.close();
    socket.close();
    udp.close();
    client.close();
  }
}
