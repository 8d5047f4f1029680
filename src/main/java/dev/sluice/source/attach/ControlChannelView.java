package dev.sluice.source.attach;

/**
 * The present view of the control channel of an attachment.
 *
 * @param connection its address and state
 * @param messages sent, without those that have no content
 */
public record ControlChannelView(AttachmentView connection, long messages) {}
