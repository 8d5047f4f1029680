/**
 * Addresses of clients: blocks of them, the keys by which limits count them, and their shares of
 * connections.
 */
@NullMarked
package dev.sluice.net.address;

import org.jspecify.annotations.NullMarked;
