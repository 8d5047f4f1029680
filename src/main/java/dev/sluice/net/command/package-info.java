/** Commands of the operator, which the shell runs and which end with all of their children. */
@NullMarked
package dev.sluice.net.command;

import org.jspecify.annotations.NullMarked;
