/** The embedded trickle server: channels in which workers publish, and which feed streams. */
@NullMarked
package dev.sluice.source.channel;

import org.jspecify.annotations.NullMarked;
