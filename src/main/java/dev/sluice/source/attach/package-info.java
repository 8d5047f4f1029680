/**
 * Attachments: sources that the service fetches by their address, by configuration or API, with
 * reconnection, state and start on demand.
 */
@NullMarked
package dev.sluice.source.attach;

import org.jspecify.annotations.NullMarked;
