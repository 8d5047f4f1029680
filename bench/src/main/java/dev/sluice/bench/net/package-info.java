/** UDP sockets in bulk at little cost: one thread, epoll and recvmmsg. */
@NullMarked
package dev.sluice.bench.net;

import org.jspecify.annotations.NullMarked;
