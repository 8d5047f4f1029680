/**
 * One viewer: connecting, sending from the logs, feedback and reports, expiry; and the registry of
 * all of them. No sockets: datagrams go out through a {@link dev.sluice.viewer.session.Route}.
 */
@NullMarked
package dev.sluice.viewer.session;

import org.jspecify.annotations.NullMarked;
