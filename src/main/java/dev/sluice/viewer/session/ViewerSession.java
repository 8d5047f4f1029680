package dev.sluice.viewer.session;

import dev.sluice.media.TrackSet;
import dev.sluice.rtc.answer.ReconnectCriteria;
import dev.sluice.rtc.dtls.DtlsCloseReason;
import dev.sluice.rtc.dtls.DtlsEndpoint;
import dev.sluice.rtc.dtls.DtlsLimits;
import dev.sluice.rtc.dtls.DtlsListener;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.rtc.ice.IceOutcome;
import dev.sluice.stream.Stream;
import dev.sluice.viewer.session.SessionCounters.Event;
import java.net.InetSocketAddress;
import java.util.Objects;
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
 * <p>It is owned by the shard that claims it, for good; the methods that take datagrams or time run
 * on that shard's thread only. {@link #claim}, {@link #end} and the plain accessors are safe for
 * any thread.
 */
public final class ViewerSession {
  private final String id;
  private final Stream stream;
  private final ViewerTracks tracks;
  private final Sessions registry;
  private final IceLiteAgent agent;
  private final SessionIce ice;
  private final ReconnectCriteria reconnect;
  private final DtlsEndpoint dtls;
  private final ThreadFactory handshakes;
  private final long deadlineNanos;
  private final Admission admission;
  private final Places.Place place;

  private final AtomicReference<@Nullable SessionHost> owner = new AtomicReference<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final Routes routes = new Routes();
  private @Nullable Route route;
  private @Nullable MediaPath media;
  private boolean shakingHands;
  private volatile SessionStats stats;

  ViewerSession(SessionParts parts, Sessions registry, ThreadFactory handshakes) {
    this.id = parts.id();
    this.stream = parts.stream();
    this.tracks = parts.tracks();
    this.agent = parts.agent();
    this.reconnect = parts.reconnect();
    this.ice =
        new SessionIce(
            parts,
            u -> registry.forgetUfrag(u, this),
            () -> registry.counters().count(Event.ICE_RESTARTED));
    this.registry = registry;
    this.handshakes = handshakes;
    this.deadlineNanos = parts.deadlineNanos();
    this.admission = parts.admission();
    this.place = parts.place();
    this.stats = SessionStats.none(id);
    this.dtls =
        new DtlsEndpoint(
            parts.identity(),
            parts.peerFingerprint(),
            this::sendFromHandshake,
            new Handover(),
            DtlsLimits.DEFAULT);
  }

  /** Unguessable, at least 128 random bits: whoever knows it may end the session. */
  public String id() {
    return id;
  }

  /** What it plays. */
  public Stream stream() {
    return stream;
  }

  /** The newest ICE generation: that of the last restart, whether it was used yet or not. */
  public IceGeneration ice() {
    return ice.newest();
  }

  /** Whether its viewer would get more of the stream, as it is now, by coming again. */
  public boolean outgrown() {
    TrackSet now = stream.tracks();
    return now != null && reconnect.metBy(now, stream.videoConfig());
  }

  /** How it was doing about a second ago at most. */
  public SessionStats stats() {
    return stats;
  }

  /** The shard that owns it, null before its first valid check. */
  public @Nullable SessionHost owner() {
    return owner.get();
  }

  /**
   * Makes {@code host} the owner, if there is none yet; called on the host's thread. It is done
   * before the first check is authenticated: checks may reach several shards at once.
   *
   * @return the owner
   */
  public SessionHost claim(SessionHost host) {
    SessionHost before = owner.compareAndExchange(null, host);
    if (before == null) {
      host.claimed(this);
      return host;
    }
    return before;
  }

  /** Whether it is over or about to be. */
  public boolean ended() {
    return ending.get();
  }

  /** Ends it; what is left to be done is done on its owner's thread. */
  public void end(EndReason reason) {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    // From here on no shard can claim it.
    SessionHost host = owner.compareAndExchange(null, Nobody.INSTANCE);
    if (host == null) {
      finish(reason);
    } else {
      host.execute(() -> finish(reason));
    }
  }

  private void finish(EndReason reason) {
    MediaPath path = media;
    Route way = route;
    if (path != null && way != null) {
      path.bye(way);
    }
    dtls.close();
    media = null;
    if (path != null) {
      path.close();
    }
    SessionHost host = owner.get();
    if (host != null) {
      host.ended(this);
    }
    registry.remove(this, reason);
  }

  /** Restarts and credentials of its ICE agent. */
  SessionIce iceState() {
    return ice;
  }

  /** What it occupies of the limits. */
  Places.Place place() {
    return place;
  }

  /** The addresses from which valid checks came. */
  Iterable<InetSocketAddress> remotes() {
    return routes.remotes();
  }

  /** Takes a STUN datagram that names this session; answers it if it is authentic. */
  public void onStun(byte[] datagram, int offset, int length, Route from, long nowNanos) {
    if (ending.get()) {
      // Handed over by another shard meanwhile: nothing may be noted for it any more.
      return;
    }
    Route back = from;
    IceOutcome outcome = ice.onDatagram(datagram, offset, length, from.remote(), nowNanos);
    if (outcome.drop() != null) {
      registry.counters().count(Event.STUN_DROPPED);
    } else {
      InetSocketAddress displaced = routes.remember(from);
      if (displaced != null) {
        registry.forget(displaced, this);
      }
      from.validated();
      if (from.carriesDatagrams()) {
        registry.validated(from.remote(), this);
      }
      back = Objects.requireNonNullElse(routes.to(from.remote()), from);
    }
    byte[] response = outcome.response();
    if (response != null) {
      back.send(response, 0, response.length);
    }
    if (outcome.selectedChanged() || outcome.nominatesSelected()) {
      route = routes.to(agent.selected());
    }
  }

  /**
   * Takes a DTLS datagram; only one from a validated address gets to the handshake, whose thread
   * begins with the first of them.
   */
  public void onDtls(byte[] datagram, int offset, int length, Route from) {
    if (!agent.isValidated(from.remote()) || dtls.receive(datagram, offset, length) != null) {
      registry.counters().count(Event.DTLS_DROPPED);
    } else if (!shakingHands) {
      shakingHands = true;
      dtls.start(handshakes);
    }
  }

  /** Takes an SRTP or SRTCP packet; it is decrypted in place. */
  public void onSrtcp(byte[] packet, int offset, int length, Route from, long nowNanos) {
    MediaPath path = media;
    Route way = route;
    SessionHost host = owner.get();
    if (path == null || way == null || host == null || !agent.isValidated(from.remote())) {
      registry.counters().count(Event.SRTCP_DROPPED);
    } else if (path.onSrtcp(packet, offset, length, way, host.scratch(), nowNanos)
        && agent.onRtcp(from.remote(), nowNanos)) {
      route = routes.to(agent.selected());
    }
  }

  /** Sends what the logs have for this viewer, as far as pacer and socket let it. */
  public Progress send(Scratch scratch, long nowNanos) {
    MediaPath path = media;
    Route way = route;
    return path == null || way == null ? Progress.DRAINED : path.send(way, scratch, nowNanos);
  }

  /** To be called a few times a second: expiry, reports, statistics. */
  public void tick(long nowNanos) {
    MediaPath path = media;
    Route way = route;
    if (agent.consentExpired(nowNanos)) {
      end(EndReason.CONSENT_EXPIRED);
    } else if (admission.expired(nowNanos)) {
      end(EndReason.EXPIRED);
    } else if (path == null || way == null) {
      endIfOver(nowNanos);
    } else {
      path.tick(way, nowNanos);
      stats = path.stats(id);
    }
  }

  /** Ends one that is not connected in time, or whose right has expired. */
  void endIfOver(long nowNanos) {
    if (admission.expired(nowNanos)) {
      end(EndReason.EXPIRED);
    } else if (nowNanos - deadlineNanos > 0) {
      end(EndReason.NEVER_CONNECTED);
    }
  }

  private void connected(SrtpKeyingMaterial keys) {
    SessionHost host = owner.get();
    if (host == null || ending.get()) {
      return;
    }
    place.connected();
    media = new MediaPath(tracks, keys, registry.counters());
    registry.counters().count(Event.CONNECTED);
    host.connected(this);
  }

  private void sendFromHandshake(byte[] datagram, int offset, int length) {
    SessionHost host = owner.get();
    if (host == null) {
      return;
    }
    byte[] copy = new byte[length];
    System.arraycopy(datagram, offset, copy, 0, length);
    host.execute(
        () -> {
          Route way = route;
          if (way != null) {
            way.send(copy, 0, copy.length);
          }
        });
  }

  /** Brings what the handshake's thread tells to the owner's. */
  private final class Handover implements DtlsListener {
    @Override
    public void onConnected(SrtpKeyingMaterial keys) {
      SessionHost host = owner.get();
      if (host != null) {
        host.execute(() -> connected(keys));
      }
    }

    @Override
    public void onClosed(DtlsCloseReason reason, String detail) {
      switch (reason) {
        case LOCAL_CLOSE -> {}
        case PEER_CLOSE, PEER_ALERT -> end(EndReason.CLOSED_BY_VIEWER);
        default -> end(EndReason.HANDSHAKE_FAILED);
      }
    }
  }
}
