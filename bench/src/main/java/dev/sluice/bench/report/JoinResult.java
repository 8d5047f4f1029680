package dev.sluice.bench.report;

/**
 * One viewer that joined at a random moment.
 *
 * @param subject name of the server
 * @param gopSeconds distance of the stream's key pictures
 * @param keyPictureMillis from sending the offer to receiving a whole key picture
 * @param packetAfterFinishedMillis from the server's DTLS Finished to the first packet of a picture
 */
public record JoinResult(
    String subject, int gopSeconds, double keyPictureMillis, double packetAfterFinishedMillis) {}
