package dev.sluice.viewer.session;

import dev.sluice.media.TrackSet;
import dev.sluice.rtc.answer.ReconnectCriteria;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.viewer.feedback.RtpSession;
import dev.sluice.viewer.feedback.ViewerTracks;
import dev.sluice.viewer.negotiate.IceGeneration;
import dev.sluice.viewer.negotiate.NegotiatedSession;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.send.SendProgress;
import dev.sluice.viewer.send.ShardResources;
import dev.sluice.viewer.stats.EndReason;
import dev.sluice.viewer.stats.SessionCounters;
import dev.sluice.viewer.stats.SessionCounters.Event;
import dev.sluice.viewer.stats.SessionStats;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One viewer, from the answer to its end.
 *
 * <pre>
 *  created --claim--> checked (first valid STUN) --DTLS--> connected --end--> ended
 * </pre>
 *
 * <p>The shard that claims a session owns it for good. Methods that take datagrams or time run on
 * that shard's thread only. {@link #claim}, {@link #end} and the plain accessors are safe for any
 * thread.
 */
public final class ViewerSession {
  /** Time from a picture that the viewer cannot play to the end of its session. */
  private static final long UNPLAYABLE_NANOS = 1_000_000_000;

  private final String id;
  private final Stream stream;
  private final ViewerTracks tracks;
  private final ReconnectCriteria reconnect;
  private final @Nullable PromisedMedia promised;
  private final long deadlineNanos;
  private final ViewerGrant grant;
  private final SessionLimiter.Slot slot;
  private final SessionRegistry registry;
  private final SessionCounters counters;
  private final SessionIce ice;
  private final SessionDtls dtls;
  private final ViewerSetup setup;

  private final AtomicReference<@Nullable SessionHost> owner = new AtomicReference<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private @Nullable RtpSession media;
  private @Nullable Route handshakeRoute;
  private long handshakeNanos;
  private long playableNanos;
  private volatile SessionStats stats;
  private volatile boolean awaitsKeyFrame;

  /**
   * @param grant the viewer's right to watch
   * @param slot freed at the end
   * @param registry receives addresses, ufrags and the end
   * @param handshakes makes a virtual thread for the DTLS handshake
   * @param setup its phases, for the log
   */
  ViewerSession(
      NegotiatedSession negotiated,
      ViewerGrant grant,
      SessionLimiter.Slot slot,
      SessionRegistry registry,
      SessionCounters counters,
      ThreadFactory handshakes,
      ViewerSetup setup) {
    this.id = negotiated.id();
    this.stream = negotiated.stream();
    this.tracks = negotiated.tracks();
    this.reconnect = negotiated.reconnect();
    StreamPromise promise = negotiated.promise();
    this.promised =
        promise == null
            ? null
            : new PromisedMedia(promise, tracks.trackIds().getLast(), negotiated.waitNanos());
    this.deadlineNanos = negotiated.deadlineNanos();
    this.grant = grant;
    this.slot = slot;
    this.registry = registry;
    this.counters = counters;
    this.ice =
        new SessionIce(
            negotiated.agent(),
            negotiated.ice(),
            negotiated.iceRestartAnswer(),
            registry,
            counters);
    this.dtls = new SessionDtls(negotiated.identity(), negotiated.peerFingerprint(), handshakes);
    this.setup = setup;
    this.stats = SessionStats.none(id);
    tracks.trackIds().forEach(stream::demandBegins);
  }

  /** At least 128 random bits: the id authorises ending the session. */
  public String id() {
    return id;
  }

  /** The stream to play. */
  public Stream stream() {
    return stream;
  }

  /** The ids of the tracks of the stream that it gets. */
  public List<Integer> trackIds() {
    return tracks.trackIds();
  }

  /** Time of its answer. */
  public long createdNanos() {
    return setup.answeredNanos();
  }

  /** The newest ICE generation, including a restart that is not used yet. */
  public IceGeneration ice() {
    return ice.newest();
  }

  /** Whether its answer was given before the stream had output. */
  public boolean eager() {
    return promised != null;
  }

  /** Whether its answer was given before the stream had output, and nothing has been sent yet. */
  public boolean waits() {
    return promised != null && stats.packetsSent() == 0;
  }

  /** Whether a new offer would get more media of the present stream, or media that plays. */
  public boolean outgrown() {
    if (promised != null && promised.broken()) {
      return true;
    }
    TrackSet now = stream.negotiableTracks();
    return now != null && reconnect.metBy(now, stream.videoFormat());
  }

  /** Statistics, about a second old at most. */
  public SessionStats stats() {
    return stats;
  }

  /** Whether it waits for a key picture that the log does not have; up to a tick late. */
  public boolean awaitsKeyFrame() {
    return awaitsKeyFrame;
  }

  /** The owning shard; null before the first check. */
  public @Nullable SessionHost owner() {
    return owner.get();
  }

  /**
   * Makes {@code host} the owner if there is none yet; called on the host's thread. A session is
   * claimed before its first check is authenticated, since checks may reach several shards at once.
   *
   * @return the owner; null if the session ended before any host claimed it
   */
  public @Nullable SessionHost claim(SessionHost host) {
    SessionHost before = owner.compareAndExchange(null, host);
    if (before == null) {
      host.claimed(this);
      return host;
    }
    return before == NullSessionHost.INSTANCE ? null : before;
  }

  /** Whether it has ended or is about to. */
  public boolean ended() {
    return ending.get();
  }

  /** Ends the session. The owner's thread releases its resources. */
  public void end(EndReason reason) {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    // From here on no shard can claim it.
    SessionHost host = owner.compareAndExchange(null, NullSessionHost.INSTANCE);
    if (host == null) {
      finish(reason);
    } else {
      host.execute(() -> finish(reason));
    }
  }

  private void finish(EndReason reason) {
    RtpSession rtp = media;
    Route route = ice.route();
    if (rtp != null && route != null) {
      rtp.bye(route);
    }
    // The final alert leaves with the media, which may have moved since the handshake.
    handshakeRoute = null;
    dtls.close();
    media = null;
    setup.ended(reason, rtp == null ? stats : rtp.stats(id), route);
    if (rtp != null) {
      rtp.close();
    }
    SessionHost host = owner.get();
    if (host != null) {
      host.ended(this);
    }
    registry.remove(this);
    slot.free();
    if (promised != null) {
      promised.close();
    }
    tracks.trackIds().forEach(stream::demandEnds);
    counters.countEnd(reason);
  }

  SessionIce iceState() {
    return ice;
  }

  /** Takes a STUN datagram that names this session; answers it if it is authentic. */
  public void onStun(byte[] datagram, int offset, int length, Route from, long nowNanos) {
    // Another shard may hand a check over after the end: nothing may be registered for it then.
    if (!ending.get()) {
      ice.onStun(datagram, offset, length, from, nowNanos, this);
      if (ice.route() != null) {
        setup.checked(nowNanos);
      }
    }
  }

  /**
   * Takes a DTLS datagram. Only datagrams from a validated address reach the handshake, whose
   * thread begins with the first of them. It is answered where its newest datagram came from: the
   * viewer has chosen that path, and the nominated one may be blocked in our direction.
   */
  public void onDtls(byte[] datagram, int offset, int length, Route from, long nowNanos) {
    if (ending.get()
        || !ice.isValidated(from.remote())
        || !dtls.receive(datagram, offset, length, this)) {
      counters.count(Event.DTLS_DROPPED);
      return;
    }
    handshakeRoute = ice.routeBack(from);
    handshakeNanos = nowNanos;
  }

  /** Takes an SRTP or SRTCP packet, which is decrypted in place. */
  public void onSrtcp(byte[] packet, int offset, int length, Route from, long nowNanos) {
    RtpSession rtp = media;
    Route route = ice.route();
    SessionHost host = owner.get();
    if (ending.get()) {
      return; // Another shard may hand a packet over after the end.
    }
    if (rtp == null || route == null || host == null || !ice.isValidated(from.remote())) {
      counters.count(Event.SRTCP_DROPPED);
    } else if (rtp.onSrtcp(packet, offset, length, route, host.resources(), nowNanos)) {
      ice.onRtcp(from.remote(), nowNanos);
      awaitsKeyFrame = rtp.awaitsKeyFrame();
    }
  }

  /** The viewer reads the event {@code reconnect} first, and may have a new session by then. */
  private void endIfUnplayable(RtpSession rtp, long nowNanos) {
    PromisedMedia expected = promised;
    if (expected != null) {
      expected.look(setup, nowNanos);
    }
    if (expected != null && expected.late(rtp, setup, nowNanos)) {
      end(EndReason.NO_OUTPUT);
    } else if (!rtp.passesOver() && (expected == null || !expected.broken())) {
      playableNanos = nowNanos;
    } else if (nowNanos - playableNanos >= UNPLAYABLE_NANOS) {
      end(EndReason.FORMAT_CHANGED);
    }
  }

  /** Sends new packets of the logs to this viewer, as far as pacing and socket allow. */
  public SendProgress send(ShardResources resources, long nowNanos) {
    RtpSession rtp = media;
    Route route = ice.route();
    if (rtp == null || route == null) {
      return SendProgress.DRAINED;
    }
    SendProgress progress = rtp.send(route, resources, nowNanos);
    if (!setup.plays() && rtp.hasSent()) {
      setup.plays(route, nowNanos);
    }
    return progress;
  }

  /** Skips what the viewer missed while the service stood still. */
  void catchUp() {
    RtpSession rtp = media;
    if (rtp != null) {
      rtp.catchUp();
    }
  }

  /** Runs the periodic work: expiry, reports, statistics. Called a few times a second. */
  public void tick(long nowNanos) {
    RtpSession rtp = media;
    Route route = ice.route();
    if (ice.consentExpired(nowNanos)) {
      end(EndReason.CONSENT_EXPIRED);
    } else if (grant.expired(nowNanos)) {
      end(EndReason.EXPIRED);
    } else if (rtp == null || route == null) {
      endIfLate(nowNanos);
    } else {
      rtp.tick(route, nowNanos);
      stats = rtp.stats(id);
      awaitsKeyFrame = rtp.awaitsKeyFrame();
      endIfUnplayable(rtp, nowNanos);
    }
  }

  /** Ends a session that was not connected in time, or whose grant has expired. */
  void endIfLate(long nowNanos) {
    if (grant.expired(nowNanos)) {
      end(EndReason.EXPIRED);
    } else if (nowNanos - deadlineNanos > 0) {
      end(EndReason.NEVER_CONNECTED);
    }
  }

  /** Runs a task on the owner's thread; does nothing without an owner. For any thread. */
  void onOwner(Runnable task) {
    SessionHost host = owner.get();
    if (host != null) {
      host.execute(task);
    }
  }

  /** The DTLS handshake is complete. */
  void connected(SrtpKeyingMaterial keys) {
    SessionHost host = owner.get();
    if (host == null || ending.get()) {
      return;
    }
    slot.connected();
    Route handshake = handshakeRoute;
    if (handshake != null) {
      ice.onHandshake(handshake, handshakeNanos);
    }
    RtpSession rtp = new RtpSession(tracks, keys, counters);
    media = rtp;
    stats = rtp.stats(id);
    playableNanos = host.nowNanos();
    setup.connected(host.nowNanos());
    counters.count(Event.CONNECTED);
    host.connected(this);
  }

  /** Sends a datagram of the DTLS connection. */
  void sendDatagram(byte[] datagram) {
    Route handshake = handshakeRoute;
    Route route = handshake == null ? ice.route() : handshake;
    if (route != null && datagram.length > 0) {
      route.send(datagram, 0, datagram.length);
    }
  }
}
