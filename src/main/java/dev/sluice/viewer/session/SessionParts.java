package dev.sluice.viewer.session;

import dev.sluice.rtc.answer.IceRestartAnswer;
import dev.sluice.rtc.answer.ReconnectCriteria;
import dev.sluice.rtc.dtls.DtlsFingerprint;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.stream.Stream;

/**
 * What a session is made of.
 *
 * @param id unguessable
 * @param stream what it plays
 * @param tracks as answered
 * @param agent with both sides' credentials
 * @param ice their generation
 * @param iceRestartAnswer the ICE part of the answer, sent again after a restart
 * @param reconnect what a new offer would get and this session lacks
 * @param identity our certificate
 * @param peerFingerprint of the viewer's certificate, from its offer
 * @param deadlineNanos when it must be connected
 * @param admission on what terms
 * @param place what it occupies of the limits
 */
record SessionParts(
    String id,
    Stream stream,
    ViewerTracks tracks,
    IceLiteAgent agent,
    IceGeneration ice,
    IceRestartAnswer iceRestartAnswer,
    ReconnectCriteria reconnect,
    DtlsIdentity identity,
    DtlsFingerprint peerFingerprint,
    long deadlineNanos,
    Admission admission,
    Places.Place place) {}
