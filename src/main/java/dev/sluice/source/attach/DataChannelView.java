package dev.sluice.source.attach;

import dev.sluice.source.data.DataView;

/**
 * The present view of a data channel of an attachment.
 *
 * @param connection its address and state
 * @param received what it has brought
 */
public record DataChannelView(AttachmentView connection, DataView received) {}
