/** Looks into a transport stream and says what is in it and whether browsers will play it. */
@NullMarked
package dev.sluice.app.probe;

import org.jspecify.annotations.NullMarked;
