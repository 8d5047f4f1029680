/** From the log of a track to encrypted datagrams for one viewer, and lost packets again. */
@NullMarked
package dev.sluice.viewer.send;

import org.jspecify.annotations.NullMarked;
