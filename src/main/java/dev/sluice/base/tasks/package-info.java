/** Periodic tasks that go on after a fault, and the count of faults caught. */
@NullMarked
package dev.sluice.base.tasks;

import org.jspecify.annotations.NullMarked;
