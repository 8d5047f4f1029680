package dev.sluice.rtc.srtp;

/** Encrypts and authenticates RTP packets under one set of session keys. */
interface RtpEncryptor extends CipherResource {
  /**
   * Builds a packet in native memory, encrypts all but its header and appends the tag.
   *
   * @param room its head holds the header and a prefix of the payload, and may be overwritten
   * @param at offset of the packet in the native memory
   * @param headerBytes length of the header, which is not encrypted
   * @param clearBytes length of header and prefix
   * @param payload array with the rest of the payload, only read
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
