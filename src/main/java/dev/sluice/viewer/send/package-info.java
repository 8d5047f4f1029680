/** Sends one track to one viewer: encrypted datagrams from the log, and retransmissions. */
@NullMarked
package dev.sluice.viewer.send;

import org.jspecify.annotations.NullMarked;
