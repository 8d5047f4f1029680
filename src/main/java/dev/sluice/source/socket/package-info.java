/** Sources by TCP and Unix sockets, connected to or listened for. */
@NullMarked
package dev.sluice.source.socket;

import org.jspecify.annotations.NullMarked;
