/** Addresses of clients: blocks of them, and the keys by which limits count them. */
@NullMarked
package dev.sluice.net.address;

import org.jspecify.annotations.NullMarked;
