package dev.sluice.source.attach;

import dev.sluice.source.transport.SourceAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * The present view of one address of an attachment.
 *
 * @param address of the source
 * @param priority decides between sources of a stream
 * @param state of its connection
 * @param since time of the last change of the state
 * @param bytes received over all connections
 * @param connections opened so far
 * @param errors connections that failed so far
 * @param lastError sentence about the last failure; empty for none
 */
public record AttachmentView(
    SourceAddress address,
    int priority,
    AttachmentState state,
    Instant since,
    long bytes,
    long connections,
    long errors,
    Optional<String> lastError) {
  AttachmentView withState(AttachmentState other) {
    return new AttachmentView(
        address, priority, other, since, bytes, connections, errors, lastError);
  }
}
