/** The program: its commands, and the one place where all parts are put together. */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
