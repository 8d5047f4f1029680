/** SRT sockets by libsrt (version 1.5) and the foreign-function API: connect, listen, receive. */
@NullMarked
package dev.sluice.net.libsrt;

import org.jspecify.annotations.NullMarked;
