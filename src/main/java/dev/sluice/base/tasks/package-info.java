/** Periodic tasks that continue after a fault, and the counts of caught faults. */
@NullMarked
package dev.sluice.base.tasks;

import org.jspecify.annotations.NullMarked;
