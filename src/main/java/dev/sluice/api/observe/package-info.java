/** Metrics and health of the running service. */
@NullMarked
package dev.sluice.api.observe;

import org.jspecify.annotations.NullMarked;
