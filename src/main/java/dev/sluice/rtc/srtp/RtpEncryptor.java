package dev.sluice.rtc.srtp;

/** Encryption and authentication of RTP packets under one set of session keys. */
interface RtpEncryptor extends CipherResource {
  /**
   * Brings a packet together in native memory, encrypts what stands behind its header and appends
   * the tag.
   *
   * @param room in whose head the header stands, and the beginning of what is to be encrypted; the
   *     head may be overwritten
   * @param at where the packet is to begin
   * @param headerBytes length of the header, which stays in clear
   * @param clearBytes length of the header and of that beginning
   * @param payload array with the rest, only read
   * @return length with the tag
   */
  int sealRtp(
      PacketBuffer room,
      int at,
      int headerBytes,
      int clearBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48);
}
