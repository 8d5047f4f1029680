package dev.sluice.app.config;

import dev.sluice.net.http.AddressBlock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The whole configuration, valid as it stands; {@code docs/configuration.md} lists the keys. */
public record SluiceConfig(
    PublicHttp publicHttp,
    ControlHttp control,
    Udp udp,
    Whep whep,
    Sessions sessions,
    Sending sending,
    Ingest ingest,
    Stream stream,
    Proxy proxy,
    Auth auth,
    Limits limits,
    Network network,
    Start start) {

  /**
   * WHEP and the player.
   *
   * @param host address to listen on
   * @param port 0 for any free one
   * @param maxConnections more are not accepted until others end
   */
  public record PublicHttp(String host, int port, int maxConnections) {}

  /**
   * Ingest, API, metrics and health.
   *
   * @param host address to listen on
   * @param port 0 for any free one
   * @param token secret that requests must carry, empty where none is asked
   */
  public record ControlHttp(String host, int port, String token) {
    @Override
    public String toString() {
      return "ControlHttp[host=%s, port=%d, token=%s]"
          .formatted(host, port, token.isEmpty() ? "none" : "(not shown)");
    }
  }

  /**
   * Media.
   *
   * @param host addresses to bind, with commas between
   * @param port 0 for any free one
   * @param publicAddresses offered to viewers besides those of the interfaces: addresses, host
   *     names, and pairs {@code local/public}
   * @param shards event loops, 0 for one per core
   */
  public record Udp(String host, int port, List<String> publicAddresses, int shards) {}

  /**
   * Requests for playback.
   *
   * @param waitForStream how long a request is held for a stream that has no output yet
   * @param maxWaiting how many requests are held at once
   * @param retryAfter what a client is told that has to come again
   * @param preconditions what is asked of a PATCH
   * @param redirect base address of the instance that all requests are sent on to
   * @param ice servers that viewers are told of
   * @param profileMatch who gets a picture whose profile they do not offer
   * @param maxEventStreams how many are told of events at once, 0 for none
   * @param counterOffers what an offer is met with that cannot be answered
   */
  public record Whep(
      Duration waitForStream,
      int maxWaiting,
      Duration retryAfter,
      Preconditions preconditions,
      Optional<String> redirect,
      IceServers ice,
      ProfileMatch profileMatch,
      int maxEventStreams,
      CounterOffers counterOffers) {}

  /**
   * STUN and TURN servers.
   *
   * @param uris of the servers
   * @param username for TURN, with {@code credential}
   * @param credential empty where there is none
   * @param secret from which credentials are made, empty where they are not
   * @param lifetime of credentials that are made
   */
  public record IceServers(
      List<String> uris, String username, String credential, String secret, Duration lifetime) {
    @Override
    public String toString() {
      return "IceServers[uris=%s, username=%s, lifetime=%s]".formatted(uris, username, lifetime);
    }
  }

  /**
   * Viewers.
   *
   * @param max sessions in all
   * @param maxPerStream sessions of one stream
   * @param consentTimeout a viewer that sent no valid check for so long is gone
   */
  public record Sessions(int max, int maxPerStream, Duration consentTimeout) {}

  /**
   * How media is sent.
   *
   * @param backlogBitsPerSecond cap for the backlog of one new viewer
   * @param shardBacklogBitsPerSecond cap for those of one event loop together
   * @param keyFrameWait how long a new viewer may be kept for a key frame that is due
   * @param transportFeedback whether transport-wide feedback is taken up
   * @param redundantAudio whether sound is sent twice while packets are lost
   * @param playoutDelay bounds told to viewers, if any
   */
  public record Sending(
      long backlogBitsPerSecond,
      long shardBacklogBitsPerSecond,
      Duration keyFrameWait,
      boolean transportFeedback,
      boolean redundantAudio,
      Optional<MillisRange> playoutDelay) {}

  /**
   * Pushed sources.
   *
   * @param stall a pusher that sent nothing for so long is closed
   * @param takeover what happens to a second pusher
   * @param program number of the program to take, 0 for the first that can be played
   * @param reorderedPictures what viewers get of B-frames
   * @param maxStreams streams in all
   */
  public record Ingest(
      Duration stall,
      Takeover takeover,
      int program,
      ReorderedPictures reorderedPictures,
      int maxStreams) {}

  /**
   * Streams and their logs.
   *
   * @param linger how long a stream without source is kept
   * @param videoLogBytes size of the log of a video track
   * @param audioLogBytes size of the log of any other track
   * @param logSpan older access units are dropped from the logs
   */
  public record Stream(Duration linger, long videoLogBytes, long audioLogBytes, Duration logSpan) {}

  /**
   * What stands between clients and the public socket.
   *
   * @param certificate for HTTPS, empty for plain HTTP; the key is there if it is
   * @param key of the certificate
   * @param baseAddress where clients reach it, empty for where they did
   * @param trusted proxies whose headers are believed
   */
  public record Proxy(
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<URI> baseAddress,
      List<AddressBlock> trusted) {}

  /**
   * Who may watch and publish.
   *
   * @param tokens entries {@code ACTION:STREAM:TOKEN}
   */
  public record Auth(AuthMode mode, List<String> tokens, Jwt jwt, Webhook webhook) {
    @Override
    public String toString() {
      return "Auth[mode=%s, the rest not shown]".formatted(mode);
    }
  }

  /**
   * Signed tokens.
   *
   * @param secret for HS256, empty for none
   * @param jwksUrl where keys for RS256 and ES256 are
   * @param issuer that is asked for, empty for any
   * @param audience that is asked for, empty for any
   * @param leeway by how much clocks may differ
   * @param cache how long fetched keys are used
   */
  public record Jwt(
      String secret,
      Optional<URI> jwksUrl,
      String issuer,
      String audience,
      Duration leeway,
      Duration cache) {
    @Override
    public String toString() {
      return "Jwt[not shown]";
    }
  }

  /**
   * A service that is asked.
   *
   * @param timeout for its answer
   * @param cache how long an answer holds
   */
  public record Webhook(Optional<URI> url, Duration timeout, Duration cache) {
    @Override
    public String toString() {
      return "Webhook[not shown]";
    }
  }

  /**
   * How much one address may ask for; rates are requests in a second.
   *
   * @param exempt addresses that they are not for
   */
  public record Limits(
      int sessionsPerAddress,
      int connecting,
      int waitingPerStream,
      int waitingPerAddress,
      int postsPerSecond,
      int patchesPerSecond,
      int deletesPerSecond,
      List<AddressBlock> exempt) {}

  /**
   * How viewers reach this machine.
   *
   * @param tcpConnections most connections of viewers whose network blocks UDP, 0 for none
   * @param discover who is asked for the public address: {@code aws} or STUN servers
   * @param certificateFile PEM file shown to viewers, empty for one of our own making
   * @param keyFile its key
   */
  public record Network(
      int tcpConnections, List<String> discover, String certificateFile, String keyFile) {}

  /**
   * What is done when the service has started.
   *
   * @param warmUpViewers viewers of its own that it practises with, 0 for none
   */
  public record Start(int warmUpViewers) {}
}
