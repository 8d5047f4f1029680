/** Sources by UDP, with and without an RTP header, from one sender or from a multicast group. */
@NullMarked
package dev.sluice.source.datagram;

import org.jspecify.annotations.NullMarked;
