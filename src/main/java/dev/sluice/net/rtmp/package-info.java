/**
 * RTMP as far as publishing needs it: handshake, chunks, messages and commands; bytes in, bytes
 * out, without sockets and clocks.
 */
@NullMarked
package dev.sluice.net.rtmp;

import org.jspecify.annotations.NullMarked;
