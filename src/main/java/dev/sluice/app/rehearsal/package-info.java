/** Rehearsal: a push and simulated viewers, for the build to learn what the service will run. */
@NullMarked
package dev.sluice.app.rehearsal;

import org.jspecify.annotations.NullMarked;
