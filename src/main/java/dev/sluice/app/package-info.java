/** The service: one class that lists the stages in the order of the data, and its helpers. */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
