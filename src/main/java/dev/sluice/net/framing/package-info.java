/**
 * The framing of HTTP messages, checked and bounded before Helidon parses them; bytes in, bytes
 * out, without sockets and clocks.
 */
@NullMarked
package dev.sluice.net.framing;

import org.jspecify.annotations.NullMarked;
