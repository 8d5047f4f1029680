/** The Opus encoder of the system's libopus, by the foreign-function API. */
@NullMarked
package dev.sluice.transcode.libopus;

import org.jspecify.annotations.NullMarked;
