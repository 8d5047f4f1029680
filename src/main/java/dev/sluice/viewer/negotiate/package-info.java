/** From a viewer's offer to the answer and the parts of a session. */
@NullMarked
package dev.sluice.viewer.negotiate;

import org.jspecify.annotations.NullMarked;
