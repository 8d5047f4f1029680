package dev.sluice.viewer.negotiate;

import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
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
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.viewer.feedback.ViewerTracks;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Negotiates sessions: draws our random half, writes answers and counter-offers. Thread-safe. */
public final class SessionNegotiator {
  private static final String SOURCE_CHANGED =
      "The source of the stream has just changed; ask again.";
  private static final int TOKEN_BYTES = 18;

  private final NegotiationSettings settings;
  private final Supplier<DtlsIdentity> identity;
  private final Supplier<List<Candidate>> candidates;
  private final SecureRandom random;

  /**
   * @param candidates addresses at which viewers reach us, best first
   */
  public SessionNegotiator(
      NegotiationSettings settings,
      DtlsIdentity identity,
      List<Candidate> candidates,
      SecureRandom random) {
    this(settings, () -> identity, () -> candidates, random);
  }

  /**
   * @param identity the certificate, the same at each call; the first draft may wait for it
   * @param candidates addresses at which viewers reach us, best first; called for each draft, so it
   *     must not block
   */
  public SessionNegotiator(
      NegotiationSettings settings,
      Supplier<DtlsIdentity> identity,
      Supplier<List<Candidate>> candidates,
      SecureRandom random) {
    this.settings = settings;
    this.identity = identity;
    this.candidates = candidates;
    this.random = random;
  }

  /** Draws our half of a new session. */
  public SessionDraft draft() {
    IceCredentials local = IceCredentials.random(random);
    return new SessionDraft(token(), token(), local, parameters(local));
  }

  /**
   * Writes a counter-offer of all tracks of the stream. Returns the SDP text.
   *
   * @throws SdpException if the stream has no tracks
   */
  public String counterOffer(SessionDraft draft, Stream stream) throws SdpException {
    return CounterOffer.write(tracksOf(stream), stream.videoFormat(), draft.parameters());
  }

  /**
   * Answers an offer for a playable stream.
   *
   * @param offer the viewer's offer, or its answer to our counter-offer, which has the same form
   * @throws SdpException when it cannot be answered; the message says why
   */
  public NegotiatedSession negotiate(
      SessionDraft draft, Stream stream, SdpOffer offer, long nowNanos) throws SdpException {
    TrackSet tracks = tracksOf(stream);
    TrackFormat video = stream.videoFormat();
    SdpAnswer answer = answer(stream, offer, tracks, draft.parameters());
    ReconnectCriteria reconnect = ReconnectCriteria.of(offer, answer, video, draft.parameters());
    return session(draft, stream, null, video, answer, reconnect, nowNanos);
  }

  /**
   * Answers an offer before the tracks of its stream are known: with a picture and a sound, unless
   * an earlier source has shown what there is.
   *
   * @param promise of the stream
   * @throws SdpException when it cannot be answered; the message says why
   */
  public NegotiatedSession negotiate(
      SessionDraft draft, StreamPromise promise, SdpOffer offer, long nowNanos)
      throws SdpException {
    Stream stream = promise.stream();
    TrackFormat video = expectedVideo(stream);
    // The expected profile may be wrong, so it must not lead to a refusal.
    SdpAnswer answer =
        SdpAnswerer.answer(offer, expectedTracks(stream), video, draft.parameters().lenient());
    ReconnectCriteria reconnect = ReconnectCriteria.ofPromise(offer, answer, draft.parameters());
    return session(draft, stream, promise, video, answer, reconnect, nowNanos);
  }

  private static TrackSet expectedTracks(Stream stream) {
    TrackSet known = stream.negotiableTracks();
    return known != null && (known.hasVideo() || (known.hasAudio() && !silent(stream)))
        ? known
        : TrackSet.PROMISED;
  }

  private TrackFormat expectedVideo(Stream stream) {
    TrackFormat last = stream.lastVideoFormat();
    return last != null
        ? last
        : TrackFormat.of(Codec.H264).profileLevelId(settings.eager.profileLevelId).build();
  }

  private NegotiatedSession session(
      SessionDraft draft,
      Stream stream,
      @Nullable StreamPromise promise,
      @Nullable TrackFormat video,
      SdpAnswer answer,
      ReconnectCriteria reconnect,
      long nowNanos)
      throws SdpException {
    IceCredentials local = draft.local();
    IceCredentials remote = answer.remoteIce();
    IntPredicate formats = id -> plays(reconnect, stream.logs().formats().byId(id));
    ViewerTracks tracks =
        TrackFactory.tracksOf(
            stream, video, answer, draft.parameters(), settings.sending, formats, random);
    return new NegotiatedSession(
        draft.id(),
        stream,
        promise,
        tracks,
        new IceLiteAgent(local, remote, nowNanos, settings.consentTimeout.toNanos()),
        new IceGeneration(0, draft.entityTag(), local, remote),
        IceRestartAnswer.of(answer.text()),
        reconnect,
        identity.get(),
        fingerprintOf(answer),
        nowNanos + settings.connectTimeout.toNanos(),
        settings.eager.wait.toNanos(),
        answer.text(),
        // Before the stream has output, warnings would only concern the expected picture.
        promise == null ? answer.warnings() : List.of());
  }

  /**
   * Answers an offer. If only silence could be sent, the offer is refused as for a stream without
   * sound.
   */
  private static SdpAnswer answer(
      Stream stream, SdpOffer offer, TrackSet tracks, AnswerParameters parameters)
      throws SdpException {
    TrackFormat video = stream.videoFormat();
    SdpAnswer answer = SdpAnswerer.answer(offer, tracks, video, parameters);
    return answer.video().isPresent() || !silent(stream)
        ? answer
        : SdpAnswerer.answer(offer, tracks.without(Track.AUDIO), video, parameters);
  }

  /** Whether the sound of a stream is silence. */
  private static boolean silent(Stream stream) {
    return stream.source().supplied(Track.AUDIO).filter(track -> !track.transcoded()).isPresent();
  }

  private static boolean plays(ReconnectCriteria criteria, @Nullable TrackFormat format) {
    return format == null || criteria.plays(format);
  }

  /** The ICE generation after {@code before}, with the viewer's new credentials. */
  public IceGeneration after(IceGeneration before, IceCredentials remote) {
    return new IceGeneration(before.number() + 1, token(), IceCredentials.random(random), remote);
  }

  private static TrackSet tracksOf(Stream stream) throws SdpException {
    TrackSet tracks = stream.negotiableTracks();
    if (tracks == null) {
      throw new SdpException(SOURCE_CHANGED);
    }
    return tracks;
  }

  private AnswerParameters parameters(IceCredentials local) {
    int videoSsrc = random.nextInt();
    return new AnswerParameters(
        random.nextLong() >>> 1,
        local,
        new Fingerprint("sha-256", identity.get().fingerprintSha256()),
        candidates.get(),
        "sluice",
        token(),
        videoSsrc,
        videoSsrc + 1,
        videoSsrc + 2,
        settings.sending.features(),
        settings.strictProfile());
  }

  private static DtlsFingerprint fingerprintOf(SdpAnswer answer) throws SdpException {
    List<Fingerprint> offered = answer.remoteFingerprints();
    @Nullable DtlsFingerprint parsed =
        DtlsFingerprint.parse(
            offered.getFirst().algorithm(),
            offered.stream().map(Fingerprint::hex).toArray(String[]::new));
    if (parsed == null) {
      throw new SdpException("The hash of the offer's fingerprint is not known here.");
    }
    return parsed;
  }

  /** 144 random bits, base64url. */
  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
