package dev.sluice.viewer.negotiate;

import dev.sluice.rtc.answer.IceRestartAnswer;
import dev.sluice.rtc.answer.ReconnectCriteria;
import dev.sluice.rtc.dtls.DtlsFingerprint;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamPromise;
import dev.sluice.viewer.feedback.ViewerTracks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of offer and answer: the parts of a session.
 *
 * @param id of the session, unguessable
 * @param stream the stream to play
 * @param promise keeps the stream if the answer promises its tracks; null if they were known
 * @param tracks as answered
 * @param agent with the credentials of both sides
 * @param ice the first ICE generation, with the same credentials
 * @param iceRestartAnswer the answer's lines about ICE, to be repeated at a restart
 * @param reconnect checks whether a new offer would get more media
 * @param identity our certificate
 * @param peerFingerprint of the viewer's certificate, from its offer
 * @param deadlineNanos latest time for the session to be connected
 * @param waitNanos longest time from the connection to the first media; 0 for no limit
 * @param answer the SDP text
 * @param warnings sentences about possible playback problems
 */
public record NegotiatedSession(
    String id,
    Stream stream,
    @Nullable StreamPromise promise,
    ViewerTracks tracks,
    IceLiteAgent agent,
    IceGeneration ice,
    IceRestartAnswer iceRestartAnswer,
    ReconnectCriteria reconnect,
    DtlsIdentity identity,
    DtlsFingerprint peerFingerprint,
    long deadlineNanos,
    long waitNanos,
    String answer,
    List<String> warnings) {
  /** Copies the list. */
  public NegotiatedSession {
    warnings = List.copyOf(warnings);
  }
}
