/**
 * HTTP listeners on Helidon, and the parts that all routes share: problem documents, limited
 * bodies, client addresses, and the presence of the client.
 */
@NullMarked
package dev.sluice.net.http;

import org.jspecify.annotations.NullMarked;
