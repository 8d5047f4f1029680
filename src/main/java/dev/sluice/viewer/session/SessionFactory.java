package dev.sluice.viewer.session;

import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import dev.sluice.rtc.answer.AnswerParameters;
import dev.sluice.rtc.answer.Candidate;
import dev.sluice.rtc.answer.CounterOffer;
import dev.sluice.rtc.answer.IceRestartAnswer;
import dev.sluice.rtc.answer.ReconnectCriteria;
import dev.sluice.rtc.answer.SdpAnswer;
import dev.sluice.rtc.answer.SdpAnswerer;
import dev.sluice.rtc.dtls.DtlsFingerprint;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import dev.sluice.stream.Stream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Negotiates with a viewer and makes its session: everything random about it is drawn here. */
public final class SessionFactory {
  private static final String SOURCE_CHANGED =
      "The source of the stream has just changed; ask again.";
  private static final int ID_BYTES = 18;

  private final SessionSettings settings;
  private final DtlsIdentity identity;
  private final Supplier<List<Candidate>> candidates;
  private final SecureRandom random;
  private final ThreadFactory handshakes;

  /**
   * @param candidates where viewers reach us, best first
   * @param handshakes makes a virtual thread for each handshake
   */
  public SessionFactory(
      SessionSettings settings,
      DtlsIdentity identity,
      List<Candidate> candidates,
      SecureRandom random,
      ThreadFactory handshakes) {
    this(settings, identity, () -> candidates, random, handshakes);
  }

  /**
   * @param candidates where viewers reach us, best first; asked for each answer, so must not block
   * @param handshakes makes a virtual thread for each handshake
   */
  public SessionFactory(
      SessionSettings settings,
      DtlsIdentity identity,
      Supplier<List<Candidate>> candidates,
      SecureRandom random,
      ThreadFactory handshakes) {
    this.settings = settings;
    this.identity = identity;
    this.candidates = candidates;
    this.random = random;
    this.handshakes = handshakes;
  }

  /** A session that is in no registry yet, and what its viewer is told. */
  record Made(ViewerSession session, String answer, List<String> warnings) {}

  /** What follows that generation when the viewer restarts with these credentials. */
  IceGeneration after(IceGeneration before, IceCredentials remote) {
    return new IceGeneration(before.number() + 1, token(), IceCredentials.random(random), remote);
  }

  /** What was settled about a session before it is made. */
  record Terms(Admission admission, Places.Place place) {}

  /** What is drawn for a session before anything is known of its viewer. */
  record Draft(String id, String entityTag, IceCredentials local, AnswerParameters parameters) {}

  Draft draft() {
    IceCredentials local = IceCredentials.random(random);
    return new Draft(token(), token(), local, parameters(local));
  }

  /** An offer of ours. */
  String offer(Draft draft, Stream stream) throws SdpException {
    TrackSet tracks = stream.tracks();
    if (tracks == null) {
      throw new SdpException(SOURCE_CHANGED);
    }
    return CounterOffer.write(tracks, stream.videoConfig(), draft.parameters());
  }

  /**
   * Makes a session.
   *
   * @param offer the viewer's, or its answer to ours, which says the same
   */
  Made make(
      Draft draft, Stream stream, SdpOffer offer, Terms terms, long nowNanos, Sessions registry)
      throws SdpException {
    TrackSet tracks = stream.tracks();
    if (tracks == null) {
      throw new SdpException(SOURCE_CHANGED);
    }
    IceCredentials local = draft.local();
    AnswerParameters parameters = draft.parameters();
    VideoConfig video = stream.videoConfig();
    SdpAnswer answer = SdpAnswerer.answer(offer, tracks, video, parameters);
    IceCredentials remote = answer.remoteIce();
    SessionParts parts =
        new SessionParts(
            draft.id(),
            stream,
            TrackFactory.tracksOf(stream, answer, parameters, settings.sending(), random),
            new IceLiteAgent(local, remote, nowNanos, settings.consentTimeoutNanos()),
            new IceGeneration(0, draft.entityTag(), local, remote),
            IceRestartAnswer.of(answer.text()),
            ReconnectCriteria.of(offer, answer, video, parameters),
            identity,
            fingerprintOf(answer),
            nowNanos + settings.connectTimeoutNanos(),
            terms.admission(),
            terms.place());
    return new Made(
        new ViewerSession(parts, registry, handshakes), answer.text(), answer.warnings());
  }

  private AnswerParameters parameters(IceCredentials local) {
    int videoSsrc = random.nextInt();
    return new AnswerParameters(
        random.nextLong() >>> 1,
        local,
        new Fingerprint("sha-256", identity.fingerprintSha256()),
        candidates.get(),
        "sluice",
        token(),
        videoSsrc,
        videoSsrc + 1,
        videoSsrc + 2,
        settings.sending().features(),
        settings.strictProfile());
  }

  private static DtlsFingerprint fingerprintOf(SdpAnswer answer) throws SdpException {
    Fingerprint fingerprint = answer.remoteFingerprint();
    @Nullable DtlsFingerprint parsed =
        DtlsFingerprint.parse(fingerprint.algorithm(), fingerprint.hex());
    if (parsed == null) {
      throw new SdpException("The hash of the offer's fingerprint is not known here.");
    }
    return parsed;
  }

  /** 144 random bits for an address. */
  private String token() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
