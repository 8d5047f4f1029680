package dev.sluice.app;

import dev.sluice.api.control.DataRoutes;
import dev.sluice.api.control.DrainRoutes;
import dev.sluice.api.control.SourceRoutes;
import dev.sluice.api.control.StreamRoutes;
import dev.sluice.api.hooks.Hooks;
import dev.sluice.api.mediamtx.MediaMtxRoutes;
import dev.sluice.api.observe.AccessMetrics;
import dev.sluice.api.observe.AttachmentMetrics;
import dev.sluice.api.observe.ChannelMetrics;
import dev.sluice.api.observe.ControlMetrics;
import dev.sluice.api.observe.DataMetrics;
import dev.sluice.api.observe.DatagramMetrics;
import dev.sluice.api.observe.FaultMetrics;
import dev.sluice.api.observe.HealthCheck;
import dev.sluice.api.observe.HealthRoutes;
import dev.sluice.api.observe.HookMetrics;
import dev.sluice.api.observe.HttpMetrics;
import dev.sluice.api.observe.JvmMetrics;
import dev.sluice.api.observe.MetricsRoute;
import dev.sluice.api.observe.RtmpMetrics;
import dev.sluice.api.observe.ServiceMetrics;
import dev.sluice.api.observe.SrtMetrics;
import dev.sluice.api.observe.TranscodeMetrics;
import dev.sluice.api.player.PlayerRoutes;
import dev.sluice.api.whep.RequestGuard;
import dev.sluice.api.whep.WhepRoutes;
import dev.sluice.app.addresses.ReachableAddresses;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.net.address.ConnectionShares;
import dev.sluice.net.address.LimitKeys;
import dev.sluice.net.http.ClientAddresses;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.net.http.StrayPushes;
import dev.sluice.net.udp.UdpServer;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.srtp.SrtpEngine;
import dev.sluice.source.attach.Attachments;
import dev.sluice.source.channel.TrickleChannels;
import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.DataCounters;
import dev.sluice.source.demo.DemoStream;
import dev.sluice.source.push.PushRoutes;
import dev.sluice.source.rtmp.RtmpPublishing;
import dev.sluice.source.rtmp.RtmpServer;
import dev.sluice.source.slate.Slates;
import dev.sluice.source.srt.SrtRuntime;
import dev.sluice.source.srt.SrtServer;
import dev.sluice.source.supervisor.PublisherQuery;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.transport.AddressException;
import dev.sluice.stream.life.SilenceFiller;
import dev.sluice.stream.life.Streams;
import dev.sluice.transcode.audio.SoundTranscoding;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.session.KeyFramePressure;
import dev.sluice.viewer.session.Sessions;
import dev.sluice.viewer.session.ViewerLog;
import dev.sluice.viewer.stats.EndReason;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The service: all parts, created and connected in the order of the data.
 *
 * <pre>
 *  source  -->  ingest  -->  stream  -->  session  -->  udp  -->  viewer
 *                              ^             ^
 *                              +--- whep ----+
 * </pre>
 */
public final class Service implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Service.class.getName());
  private static final Duration REAP_PERIOD = Duration.ofSeconds(1);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(100);

  private final ServiceSettings settings;
  private final ResourceStack resources;
  private final Streams streams;
  private final UdpServer udp;
  private final Sessions sessions;
  private final SrtRuntime srt;
  private final Optional<RtmpServer> rtmp;
  private final HttpSocket publicSocket;
  private final HttpSocket controlSocket;
  private final Attachments attachments;

  /** Whether the log has the cause of the stop; not for that of a rehearsal. */
  private volatile boolean announced;

  private Service(ServiceSettings settings, ResourceStack resources) throws IOException {
    this.settings = settings;
    this.resources = resources;

    // Loads the HTTP library beside the UDP sockets.
    CompletableFuture<Void> httpLoaded =
        CompletableFuture.runAsync(
            HttpSocket::load, load -> Thread.ofPlatform().name("http").start(load));

    // Periodic tasks, and the count of faults that they survive.
    PeriodicTasks tasks =
        resources.add(new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime));

    ConnectionLimits limits =
        ConnectionLimits.within(
            ConnectionLimits.descriptors()
                - (settings.rtmp.enabled() ? settings.rtmp.maxConnections : 0),
            settings.publicHttp.maxConnections,
            settings.udp.tcpConnections);

    // Streams: one log per track.
    streams = new Streams(settings.streams, wallClock());
    resources.add(streams::endAll);
    resources.add(new SilenceFiller(streams, tasks));

    // Viewers: sockets first, because answers contain their addresses.
    udp = resources.add(UdpServer.open(settings.udp));
    ReachableAddresses addresses =
        resources.add(new ReachableAddresses(udp.addresses(), settings.addresses, tasks));
    SecureRandom random = new SecureRandom();
    Supplier<DtlsIdentity> identity = Certificates.dtls(settings.certificate, random);
    sessions =
        new Sessions(
            settings.sessions,
            new SessionNegotiator(settings.sessions.negotiation, identity, addresses, random),
            Thread.ofVirtual().name("dtls-", 0).factory(),
            new ViewerLog(settings.log, System::nanoTime));
    LimitKeys keys = new LimitKeys(settings.rates.exempt);
    udp.serve(sessions, tasks, new ConnectionShares("for media", limits.media(), keys));
    if (!udp.tcpListening().isEmpty()) {
      addresses.offerTcp();
    }
    resources.add(this::endSessions);
    tasks.start("stream_watch", LOOK_PERIOD, streams::look);
    SoundTranscoding sound =
        resources.add(SoundTranscoding.start(settings.transcodeAudio, streams));
    IdleCollection idle =
        new IdleCollection(() -> sessions.count() > 0 || !streams.list().isEmpty(), System::gc);
    tasks.start(
        "session_reaper",
        REAP_PERIOD,
        now -> {
          sessions.reap(now);
          idle.look(now);
        });

    // Sources write streams; WHEP requests play them.
    Sources sources =
        new Sources(
            streams,
            place -> new TsIngest(place, settings.ingest),
            settings.sources,
            tasks.faults().guard("source_timer"),
            settings.log);
    resources.add(sources::cancelAll);
    srt = resources.add(new SrtRuntime());
    Transports transports =
        new Transports(srt, settings.javaSources, tasks.faults().guard("transport"));
    attachments =
        resources.add(
            new Attachments(
                streams,
                sources,
                settings.attached,
                transports.byScheme(),
                transports.channels(),
                this::isWanted,
                settings.sources.stall,
                tasks));
    Slates.start(settings.slate, streams, tasks.faults().guard("slates")).ifPresent(resources::add);
    KeyFramePressure keyFrames = new KeyFramePressure(streams, sessions, settings.keyFrames);
    tasks.start("key_frame_pressure", LOOK_PERIOD, keyFrames::look);
    Hooks hooks = resources.add(new Hooks(settings.hooks, streams, sources, keyFrames, tasks));
    TrickleServer trickle =
        resources.add(new TrickleServer(settings.trickle, streams, sources, tasks));
    keyFrames.addListener(new KeyFrameChannels(attachments, trickle.channels()));
    httpLoaded.join();
    ClientAddresses clients = new ClientAddresses(settings.publicHttp.trustedProxies);
    Access access = Access.of(settings, clients, resources);
    if (settings.srt.port > 0) {
      SrtServer unused =
          resources.add(
              SrtServer.start(
                  srt,
                  settings.srt,
                  sources,
                  access.rights(),
                  new ConnectionShares("for SRT", settings.srt.connections, keys),
                  address -> new SourceClient(keys.of(address), address.getHostAddress()),
                  settings.sources.stall,
                  tasks.faults().guard("srt")));
    }
    WhepRoutes whep =
        new WhepRoutes(
            streams,
            sessions,
            settings.whep,
            settings.answersEagerly(),
            new RequestGuard(clients, settings.rates, access.guard()),
            new PublicAddress(settings.publicHttp.baseAddress, clients),
            tasks);
    rtmp =
        settings.rtmp.enabled()
            ? Optional.of(rtmp(sources, access, keys, tasks))
            : Optional.empty();
    List<HealthCheck> checks =
        List.of(
            new HealthCheck("udp", udp::isOpen),
            new HealthCheck("takes viewers", () -> !whep.drain().draining()));

    publicSocket =
        resources.add(
            HttpSocket.start(
                HttpSockets.open(
                    settings.publicHttp,
                    limits.publicHttp(),
                    settings.rates.exempt,
                    tasks,
                    new StrayPushes("public", false, settings.log)),
                tasks,
                routes -> {
                  whep.register(routes);
                  PlayerRoutes.register(routes);
                  HealthRoutes.register(routes, checks, false);
                }));
    controlSocket =
        resources.add(
            HttpSocket.start(
                HttpSockets.control(
                    settings.control,
                    limits.control(),
                    settings.rates.exempt,
                    settings.sources.stall,
                    new StrayPushes("control", true, settings.log)),
                tasks,
                routes -> {
                  routes.addFilter(access.control());
                  PushRoutes.register(
                      routes,
                      sources,
                      access.publishing(),
                      request -> pusher(keys, clients.of(request), request));
                  trickle.register(
                      routes,
                      access.publishing(),
                      request -> pusher(keys, clients.of(request), request));
                  new StreamRoutes(streams, sessions, sources).register(routes);
                  new SourceRoutes(attachments).register(routes);
                  new DataRoutes(attachments, trickle.channels()).register(routes);
                  new MediaMtxRoutes(sources, sessions).register(routes);
                  new DrainRoutes(whep.drain(), whep.events(), sessions).register(routes);
                  HealthRoutes.register(routes, checks, true);
                  MetricsRoute.register(
                      routes,
                      List.of(
                          new ServiceMetrics(streams, sessions, sources, whep),
                          new AttachmentMetrics(attachments),
                          new ChannelMetrics(trickle.channels()),
                          new DataMetrics(dataCounters(trickle)),
                          new ControlMetrics(controlCounters(trickle)),
                          new DatagramMetrics(transports.datagrams()),
                          new SrtMetrics(srt.counters()),
                          new AccessMetrics(access.guard().counters()),
                          new HookMetrics(hooks),
                          new TranscodeMetrics(sound.figures()),
                          new FaultMetrics(tasks.faults()),
                          new HttpMetrics(publicSocket),
                          new JvmMetrics(),
                          sink -> rtmp.map(RtmpMetrics::new).ifPresent(of -> of.collect(sink))));
                }));
    // Closed first: viewers get the event to reconnect while their event streams are still open.
    resources.add(whep.events());
    prepare(identity);
  }

  /**
   * Does what the first viewer would otherwise do: loads and tests OpenSSL, makes the certificate.
   * It comes last, because the service can take pushes and viewers without it.
   */
  private static void prepare(Supplier<DtlsIdentity> identity) {
    Thread.ofPlatform()
        .daemon()
        .name("prepare")
        .start(
            () -> {
              SrtpEngine unusedEngine = SrtpEngine.best();
              DtlsIdentity unusedIdentity = identity.get();
            });
  }

  private List<DataCounters> dataCounters(TrickleServer trickle) {
    return Stream.concat(
            Stream.of(attachments.dataCounters()),
            trickle.channels().stream().map(TrickleChannels::dataCounters))
        .toList();
  }

  private List<ControlCounters> controlCounters(TrickleServer trickle) {
    return Stream.concat(
            Stream.of(attachments.controlCounters()),
            trickle.channels().stream().map(TrickleChannels::controlCounters))
        .toList();
  }

  private RtmpServer rtmp(Sources sources, Access access, LimitKeys keys, PeriodicTasks tasks)
      throws IOException {
    return resources.add(
        RtmpServer.start(
            settings.rtmp.host,
            settings.rtmp.port,
            new ConnectionShares("for RTMP", settings.rtmp.maxConnections, keys),
            new RtmpPublishing(sources, access.rtmp(), keys, settings.sources.stall),
            tasks));
  }

  /** Whether a stream has viewers, or viewers wait for it. */
  private boolean isWanted(String name) {
    return streams
        .find(name)
        .filter(stream -> stream.awaited() || sessions.count(stream) > 0)
        .isPresent();
  }

  private static SourceClient pusher(LimitKeys keys, InetAddress address, ServerRequest request) {
    return new SourceClient(
        keys.of(address), address.getHostAddress(), PublisherQuery.of(request.query().rawValue()));
  }

  /**
   * Starts the service.
   *
   * @throws IOException if an address cannot be bound; everything opened before is closed
   */
  public static Service start(ServiceSettings settings) throws IOException {
    ResourceStack resources = new ResourceStack();
    try {
      Service service = new Service(settings, resources);
      service.attachments.attachConfigured();
      return service;
    } catch (AddressException e) {
      resources.close();
      throw new IOException(e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Plays the built-in test stream until the service stops.
   *
   * @param speed factor of real time
   */
  public void playDemo(int speed) {
    Thread player = Thread.ofVirtual().name("demo").start(new DemoStream(streams, speed));
    resources.add(player::interrupt);
  }

  /** TCP port of WHEP. */
  int publicPort() {
    return publicSocket.port();
  }

  /** TCP port of ingest. */
  int controlPort() {
    return controlSocket.port();
  }

  /** Addresses of the player page of a stream, for this machine and for others. */
  public List<String> playerAddresses(String stream) {
    if (settings.publicHttp.baseAddress.isPresent()) {
      String base = settings.publicHttp.baseAddress.get().toString();
      return List.of(base.replaceFirst("/$", "") + "/play/" + stream);
    }
    String host = settings.publicHttp.host;
    Stream<String> others =
        isWildcard(host)
            ? udp.addresses().stream()
                .map(InetSocketAddress::getAddress)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress() + ":" + publicSocket.port())
            : Stream.of();
    return Stream.concat(Stream.of(reachable(host, publicSocket.port())), others)
        .map(authority -> scheme() + authority + "/play/" + stream)
        .toList();
  }

  /** A line with the addresses of the running service. */
  public String readyLine() {
    return "Ready: player and WHEP %s%s, ingest http://%s/ingest/NAME%s, media UDP %s"
        .formatted(
            scheme(),
            reachable(settings.publicHttp.host, publicSocket.port()),
            reachable(settings.control.host, controlSocket.port()),
            rtmp.map(
                    server ->
                        " and rtmp://%s/NAME"
                            .formatted(reachable(settings.rtmp.host, server.port())))
                .orElse(""),
            udp.addresses().getFirst().getPort());
  }

  private String scheme() {
    return settings.publicHttp.certificateFile.isPresent() ? "https://" : "http://";
  }

  private static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  private static String reachable(String host, int port) {
    String name = isWildcard(host) ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return name + ":" + port;
  }

  /**
   * Logs the cause, then ends all sessions and stops.
   *
   * @param cause of the stop, a clause
   */
  public void stop(String cause) {
    LOG.log(System.Logger.Level.INFO, "The service stops: {0}.", cause);
    announced = true;
    close();
  }

  private void endSessions() {
    int ended = sessions.endAll(EndReason.SHUTDOWN);
    if (announced) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} {1} RTCP BYE and DTLS close_notify.",
          ended,
          ended == 1 ? "viewer gets" : "viewers get");
    }
  }

  /** Ends all sessions and stops. */
  @Override
  public void close() {
    resources.close();
  }

  /**
   * Whether the process must be halted after {@link #close}: a thread stays inside libsrt, so that
   * a normal exit would never end.
   */
  public boolean mustBeHalted() {
    return srt.abandoned();
  }

  private static WallClock wallClock() {
    long unixNanos = Duration.ofMillis(System.currentTimeMillis()).toNanos();
    return new WallClock(Ticks90k.ofNanos(unixNanos) - Ticks90k.ofNanos(System.nanoTime()));
  }
}
