/** The contract between transports, which fetch a source by its address, and supervised sources. */
@NullMarked
package dev.sluice.source.transport;

import org.jspecify.annotations.NullMarked;
