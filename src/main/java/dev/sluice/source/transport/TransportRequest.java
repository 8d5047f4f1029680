package dev.sluice.source.transport;

/**
 * The wish for a transport.
 *
 * @param stream name of the stream that gets the media
 * @param address of the source
 * @param reach resolves host names, and refuses addresses that the operator did not allow
 * @param verifiesCertificates whether TLS servers must show a certificate that is trusted
 */
public record TransportRequest(
    String stream, SourceAddress address, Reach reach, boolean verifiesCertificates) {}
