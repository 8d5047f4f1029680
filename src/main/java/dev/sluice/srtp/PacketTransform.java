package dev.sluice.srtp;

/**
 * Encryption and authentication of RTP and RTCP packets in place, under one set of session keys.
 */
interface PacketTransform extends RtpTransform, RtcpTransform, RtcpOpener {}
