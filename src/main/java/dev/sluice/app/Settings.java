package dev.sluice.app;

import dev.sluice.api.whep.IceServers;
import dev.sluice.api.whep.RequestGuard;
import dev.sluice.api.whep.WhepProtocol;
import dev.sluice.api.whep.WhepSettings;
import dev.sluice.app.config.CounterOffers;
import dev.sluice.app.config.Preconditions;
import dev.sluice.app.config.ProfileMatch;
import dev.sluice.app.config.ReorderedPictures;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.config.Takeover;
import dev.sluice.base.time.Ticks90k;
import dev.sluice.ingest.ts.IngestSettings;
import dev.sluice.net.udp.UdpSettings;
import dev.sluice.source.push.PushSettings;
import dev.sluice.stream.LogLimits;
import dev.sluice.stream.StreamSettings;
import dev.sluice.viewer.negotiate.NegotiationSettings;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.session.SessionSettings;
import java.time.Duration;

/** The configuration as each part wants it. */
record Settings(
    StreamSettings streams,
    SessionSettings sessions,
    UdpSettings udp,
    WhepSettings whep,
    RequestGuard.Rates rates,
    PushSettings push,
    IngestSettings ingest) {
  /** From the answer to the end of the handshake: browsers give up after about as long. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  static Settings of(SluiceConfig config) {
    return new Settings(
        streams(config),
        sessions(config),
        new UdpSettings(
            config.udp().host(),
            config.udp().port(),
            config.udp().shards(),
            config.network().tcpConnections()),
        whep(config),
        rates(config.limits()),
        new PushSettings(config.ingest().stall(), config.ingest().takeover() == Takeover.REPLACE),
        new IngestSettings(
            config.ingest().program(),
            config.ingest().reorderedPictures() == ReorderedPictures.SEND));
  }

  private static StreamSettings streams(SluiceConfig config) {
    SluiceConfig.Stream stream = config.stream();
    long ageTicks90k = Ticks90k.ofNanos(stream.logSpan().toNanos());
    return new StreamSettings(
        config.ingest().maxStreams(),
        stream.linger().toNanos(),
        LogLimits.video(Math.toIntExact(stream.videoLogBytes()), ageTicks90k),
        LogLimits.audio(Math.toIntExact(stream.audioLogBytes()), ageTicks90k));
  }

  private static WhepProtocol protocol(SluiceConfig.Whep whep) {
    return new WhepProtocol(
        whep.preconditions() == Preconditions.STRICT,
        whep.redirect(),
        iceServers(whep.ice()),
        whep.maxEventStreams(),
        whep.counterOffers() == CounterOffers.ON);
  }

  private static IceServers iceServers(SluiceConfig.IceServers ice) {
    IceServers.Access access =
        !ice.secret().isEmpty()
            ? new IceServers.TimeLimited(ice.secret(), Math.toIntExact(ice.lifetime().toSeconds()))
            : !ice.credential().isEmpty()
                ? new IceServers.Fixed(ice.username(), ice.credential())
                : new IceServers.Open();
    return new IceServers(ice.uris(), access);
  }

  private static WhepSettings whep(SluiceConfig config) {
    return new WhepSettings(
        config.whep().waitForStream(),
        config.whep().maxWaiting(),
        config.limits().waitingPerStream(),
        config.limits().waitingPerAddress(),
        config.whep().retryAfter(),
        protocol(config.whep()));
  }

  private static RequestGuard.Rates rates(SluiceConfig.Limits limits) {
    return new RequestGuard.Rates(
        limits.postsPerSecond(),
        limits.patchesPerSecond(),
        limits.deletesPerSecond(),
        limits.exempt());
  }

  private static SessionSettings sessions(SluiceConfig config) {
    return new SessionSettings(
        config.sessions().max(),
        config.sessions().maxPerStream(),
        config.limits().sessionsPerAddress(),
        config.limits().connecting(),
        new NegotiationSettings(
            config.sessions().consentTimeout().toNanos(),
            CONNECT_TIMEOUT.toNanos(),
            config.whep().profileMatch() == ProfileMatch.STRICT,
            sending(config.sending())));
  }

  private static SendSettings sending(SluiceConfig.Sending sending) {
    return new SendSettings(
        sending.backlogBitsPerSecond(),
        sending.shardBacklogBitsPerSecond(),
        sending.keyFrameWait().toNanos(),
        sending.transportFeedback(),
        sending.redundantAudio(),
        sending
            .playoutDelay()
            .map(range -> new SendSettings.PlayoutDelay(range.min(), range.max())));
  }
}
